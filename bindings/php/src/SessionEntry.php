<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;

/** A session that a store keeps. */
final class SessionEntry
{
    /** @internal */
    public function __construct(
        public readonly string $username,
        /** At which OmniFund it is. */
        public readonly string $baseUrl,
        /** The client id under which its OAuth client was first used. */
        public readonly string $clientId,
        /** Whether there is a pair that the server has not refused. */
        public readonly bool $signedIn,
        /** When the pair last changed; null where it never did. */
        public readonly ?DateTimeImmutable $lastRotation,
        /** Why its record can't be read, and what to do; all else is empty then. */
        public readonly ?string $problem = null,
    ) {
    }
}
