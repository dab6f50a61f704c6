<?php

declare(strict_types=1);

namespace Omnifund;

use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

/** A key of 32 bytes that seals the records of a store. */
final class Key extends Handle
{
    protected const NOUN = 'key';

    /** Takes 32 bytes, such as random_bytes(32) once gave. They are copied. */
    public function __construct(#[\SensitiveParameter] string $bytes)
    {
        $this->hold(Library::get()->giveFromBytes('key', 'key_from_bytes', $bytes));
    }
}
