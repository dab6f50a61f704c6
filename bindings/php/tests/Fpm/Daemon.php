<?php

declare(strict_types=1);

namespace Omnifund\Tests\Fpm;

use PHPUnit\Framework\Assert;

/** A process that runs until this object ends. */
final class Daemon
{
    /** @var resource */
    private $process;

    /**
     * @param list<string> $command
     * @param array<string, string> $environment beside ours
     */
    public function __construct(array $command, string $output, array $environment = [])
    {
        $process = proc_open(
            $command,
            [['file', '/dev/null', 'r'], ['file', $output, 'a'], ['file', $output, 'a']],
            $pipes,
            null,
            $environment + getenv(),
        );
        Assert::assertIsResource($process, "$command[0] starts");
        $this->process = $process;
    }

    public function runs(): bool
    {
        return proc_get_status($this->process)['running'];
    }

    public function pid(): int
    {
        return proc_get_status($this->process)['pid'];
    }

    public function __destruct()
    {
        proc_terminate($this->process);
        proc_close($this->process);
    }
}
