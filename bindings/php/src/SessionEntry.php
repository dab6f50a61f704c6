<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;
use FFI\CData;
use Omnifund\Raw\Library;

/** A session of a store. What is not there is null. */
final class SessionEntry
{
    public function __construct(
        /**
         * Why its record can't be read, and what to do; the words name the record. Null where it
         * can.
         */
        public readonly ?string $problem = null,
        /** Whose session it is; empty where its record can't be read. */
        public readonly string $username = '',
        /** At which OmniFund it is. */
        public readonly string $baseUrl = '',
        /** The client id under which its OAuth client was first used. */
        public readonly string $clientId = '',
        /** Whether there is a pair that the server has not refused. */
        public readonly bool $signedIn = false,
        /** When its pair last changed. Null where it never did. */
        public readonly ?DateTimeImmutable $lastRotation = null,
    ) {
    }

    /** @internal */
    public static function of(CData $list, int $index): self
    {
        $library = Library::get();
        return new self(
            problem: $library->sessionListProblem($list, $index),
            username: $library->sessionListUsername($list, $index),
            baseUrl: $library->sessionListBaseUrl($list, $index),
            clientId: $library->sessionListClientId($list, $index),
            signedIn: $library->sessionListSignedIn($list, $index),
            lastRotation: Moment::of($library->sessionListLastRotation($list, $index)),
        );
    }
}
