<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;

/** An OAuth client that a store keeps. */
final class SavedClient
{
    /** @internal */
    public function __construct(
        /** The descriptive name. */
        public readonly string $name,
        public readonly string $clientId,
        /** Since when this client id and secret are kept. */
        public readonly DateTimeImmutable $since,
    ) {
    }
}
