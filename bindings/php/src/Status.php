<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;
use FFI\CData;
use Omnifund\Raw\Library;

/** How a session stood when it was asked. What is not there is null. */
final class Status
{
    public function __construct(
        /** Whether there is a pair that the server has not refused. */
        public readonly bool $signedIn = false,
        /** Whether the session was signed out here, and nobody has signed in since. */
        public readonly bool $signedOut = false,
        /**
         * Whether the server refused the refresh token, and nobody has signed in since: the session
         * is lost, and once its access token ends a human must sign in, unless a password was
         * saved.
         */
        public readonly bool $refused = false,
        /** How many seconds the access token counts as good; 0 where there is none. */
        public readonly int $secondsLeft = 0,
        /** How many times the pair has changed. */
        public readonly int $generation = 0,
        /** When the pair last changed; null where it never did. */
        public readonly ?DateTimeImmutable $lastRotation = null,
        /**
         * When the refresh token presumably ends, 14 days after the last rotation; null where there
         * is none. The server never says it.
         */
        public readonly ?DateTimeImmutable $refreshTokenEnds = null,
        /** Since when tries fail; null where they don't. */
        public readonly ?DateTimeImmutable $failingSince = null,
        /** How many tries failed in a row. */
        public readonly int $failuresInARow = 0,
        /**
         * Whether the store would not take the newest pair, and this process holds it and tries
         * again with each call.
         */
        public readonly bool $unsaved = false,
        /**
         * When an answer was asked for that could not be understood and is kept
         * (Session::keptAnswer()); null where there is none.
         */
        public readonly ?DateTimeImmutable $keptAnswer = null,
        /** How often a refresh token was presented again after an unknown outcome. */
        public readonly int $replays = 0,
        /** How many requests were made to the token endpoint. */
        public readonly int $exchanges = 0,
        /** How many exchanges brought no new pair. */
        public readonly int $failures = 0,
        /** How many calls waited for another process or thread. */
        public readonly int $waits = 0,
        /**
         * How many refresh tokens the server refused: each was a session's end, unless a password
         * was saved.
         */
        public readonly int $lost = 0,
        /**
         * How many pairs the store would not take at first. Whether there is one now tells
         * Status::unsaved().
         */
        public readonly int $unsavedPairs = 0,
    ) {
    }

    /** @internal */
    public static function of(CData $pointer): self
    {
        $library = Library::get();
        $value = new self(
            signedIn: $library->statusSignedIn($pointer),
            signedOut: $library->statusSignedOut($pointer),
            refused: $library->statusRefused($pointer),
            secondsLeft: $library->statusSecondsLeft($pointer),
            generation: $library->statusGeneration($pointer),
            lastRotation: Moment::of($library->statusLastRotation($pointer)),
            refreshTokenEnds: Moment::of($library->statusRefreshTokenEnds($pointer)),
            failingSince: Moment::of($library->statusFailingSince($pointer)),
            failuresInARow: $library->statusFailuresInARow($pointer),
            unsaved: $library->statusUnsaved($pointer),
            keptAnswer: Moment::of($library->statusKeptAnswer($pointer)),
            replays: $library->statusReplays($pointer),
            exchanges: $library->statusExchanges($pointer),
            failures: $library->statusFailures($pointer),
            waits: $library->statusWaits($pointer),
            lost: $library->statusLost($pointer),
            unsavedPairs: $library->statusUnsavedPairs($pointer),
        );
        $library->statusFree($pointer);
        return $value;
    }
}
