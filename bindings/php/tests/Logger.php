<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Closure;
use Psr\Log\AbstractLogger;

/** A logger that keeps what it is told. */
final class Logger extends AbstractLogger
{
    public ?Closure $then = null;

    /** @var list<array{string, string, array<string, int|string|null>}> */
    private array $lines = [];

    /**
     * @param mixed $level
     * @param string|\Stringable $message
     * @param array<string, int|string|null> $context
     */
    public function log($level, $message, array $context = []): void
    {
        assert(is_string($level));
        $this->lines[] = [$level, (string) $message, $context];
        if ($this->then !== null) {
            ($this->then)();
        }
    }

    /** @return list<array{string, string, array<string, int|string|null>}> */
    public function of(string $event): array
    {
        return array_values(array_filter($this->lines, static fn (array $line) => $line[2]['event'] === $event));
    }
}
