<?php

declare(strict_types=1);

namespace Omnifund;

/** What a store keeps under a key. */
final class StoreRecord
{
    /**
     * @param string $writeId of the change that made it
     * @param int $age for how many milliseconds it has stood there by the store's own clock; -1 where it can't tell
     */
    public function __construct(
        public readonly int $version,
        public readonly string $writeId,
        public readonly int $age,
        public readonly string $body,
    ) {
    }
}
