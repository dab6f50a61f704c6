<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

/** A key of 32 bytes that seals the records of a store. */
final class Key extends Handle implements KeyInterface
{
    /** Takes 32 bytes, such as random_bytes(32) once gave. They are copied. */
    public function __construct(#[\SensitiveParameter] string $bytes)
    {
        $this->hold(Library::get()->keyFromBytes($bytes));
    }

    protected function end(CData $pointer): void
    {
        Library::get()->keyFree($pointer);
    }
}
