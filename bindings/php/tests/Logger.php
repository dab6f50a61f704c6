<?php

declare(strict_types=1);

namespace Omnifund\Tests;

use Closure;

/** A logger with PSR-3's method, which this package does not require. */
final class Logger
{
    public ?Closure $then = null;

    /** @var list<array{string, string, array<string, int|string|null>}> */
    private array $lines = [];

    /** @param array<string, int|string|null> $context */
    public function log(string $level, string $message, array $context = []): void
    {
        $this->lines[] = [$level, $message, $context];
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
