<?php

declare(strict_types=1);

namespace Omnifund\Raw;

use FFI\CData;

/**
 * A list of the library's, read by index.
 *
 * @internal
 */
final class Pages
{
    private function __construct(private readonly string $noun, private readonly CData $list)
    {
    }

    /** The list that a function gives. */
    public static function of(string $noun, string $function, ?CData ...$arguments): self
    {
        return new self($noun, Library::get()->give($noun, $function, ...$arguments));
    }

    /** Reads the next page; false at the end. */
    public function next(): bool
    {
        Library::get()->run("{$this->noun}_next", $this->list);
        return $this->count() > 0;
    }

    public function count(): int
    {
        return Library::get()->int("{$this->noun}_count", $this->list);
    }

    public function string(string $what, int $index): string
    {
        return Library::get()->string("{$this->noun}_$what", $this->list, $index) ?? '';
    }

    public function stringOrNull(string $what, int $index): ?string
    {
        return Library::get()->string("{$this->noun}_$what", $this->list, $index);
    }

    public function int(string $what, int $index): int
    {
        return Library::get()->int("{$this->noun}_$what", $this->list, $index);
    }

    public function __destruct()
    {
        Library::get()->free($this->noun, $this->list);
    }
}
