<?php

declare(strict_types=1);

namespace Omnifund\Tests;

/** A program that was run to its end. */
final class Program
{
    private function __construct(
        public readonly int $status,
        public readonly string $stdout,
        public readonly string $stderr,
    ) {
    }

    /**
     * @param list<string> $command
     * @param array<string, string> $environment beside ours
     */
    public static function run(array $command, array $environment = [], ?string $directory = null): self
    {
        $stderr = tmpfile();
        assert($stderr !== false);
        $process = proc_open(
            $command,
            [['file', '/dev/null', 'r'], ['pipe', 'w'], $stderr],
            $pipes,
            $directory,
            $environment + getenv(),
        );
        assert($process !== false);
        $stdout = (string) stream_get_contents($pipes[1]);
        $status = proc_close($process);
        rewind($stderr);
        return new self($status, $stdout, (string) stream_get_contents($stderr));
    }

    /**
     * A PHP program of the CLI, of its source.
     *
     * @param array<string, string> $environment beside ours
     * @param list<string> $options of PHP
     * @param list<string> $arguments of the program
     */
    public static function php(
        string $source,
        array $environment = [],
        array $options = [],
        array $arguments = [],
    ): self {
        $require = 'require ' . var_export(dirname(__DIR__) . '/autoload.php', true) . ';';
        return self::run([PHP_BINARY, ...$options, '-r', $require . $source, '--', ...$arguments], $environment);
    }

    public function said(): string
    {
        return "status $this->status\n$this->stdout\n$this->stderr";
    }
}
