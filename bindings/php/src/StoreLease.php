<?php

declare(strict_types=1);

namespace Omnifund;

/** The right to change a record. */
final class StoreLease
{
    /**
     * @param int $fence only grows
     * @param int $remaining in milliseconds
     */
    public function __construct(public readonly int $fence, public readonly int $remaining)
    {
    }
}
