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
    /** Whether there is a pair that the server has not refused. */
    public readonly bool $signedIn;

    /** Whether the session was signed out here, and nobody has signed in since. */
    public readonly bool $signedOut;

    /**
     * Whether the server refused the refresh token, and nobody has signed in since: the session is
     * lost, and once its access token ends a human must sign in, unless a password was saved.
     */
    public readonly bool $refused;

    /** How many seconds the access token counts as good. */
    public readonly int $secondsLeft;

    /** How many times the pair has changed. */
    public readonly int $generation;

    /** When the pair last changed. */
    public readonly ?DateTimeImmutable $lastRotation;

    /**
     * When the refresh token presumably ends, 14 days after the last rotation. The server never
     * says it.
     */
    public readonly ?DateTimeImmutable $refreshTokenEnds;

    /** Since when tries fail. */
    public readonly ?DateTimeImmutable $failingSince;

    /** How many tries failed in a row. */
    public readonly int $failuresInARow;

    /**
     * Whether the store would not take the newest pair, and this process holds it and tries again
     * with each call.
     */
    public readonly bool $unsaved;

    /**
     * When an answer was asked for that could not be understood and is kept
     * (Session::keptAnswer()).
     */
    public readonly ?DateTimeImmutable $keptAnswer;

    /** How often a refresh token was presented again after an unknown outcome. */
    public readonly int $replays;

    /** How many requests were made to the token endpoint. */
    public readonly int $exchanges;

    /** How many exchanges brought no new pair. */
    public readonly int $failures;

    /** How many calls waited for another process or thread. */
    public readonly int $waits;

    /**
     * How many refresh tokens the server refused: each was a session's end, unless a password was
     * saved.
     */
    public readonly int $lost;

    /**
     * How many pairs the store would not take at first. Whether there is one now tells
     * Status::unsaved().
     */
    public readonly int $unsavedPairs;

    /** @internal */
    public function __construct(CData $pointer)
    {
        $library = Library::get();
        $this->signedIn = $library->statusSignedIn($pointer);
        $this->signedOut = $library->statusSignedOut($pointer);
        $this->refused = $library->statusRefused($pointer);
        $this->secondsLeft = $library->statusSecondsLeft($pointer);
        $this->generation = $library->statusGeneration($pointer);
        $this->lastRotation = Moment::of($library->statusLastRotation($pointer));
        $this->refreshTokenEnds = Moment::of($library->statusRefreshTokenEnds($pointer));
        $this->failingSince = Moment::of($library->statusFailingSince($pointer));
        $this->failuresInARow = $library->statusFailuresInARow($pointer);
        $this->unsaved = $library->statusUnsaved($pointer);
        $this->keptAnswer = Moment::of($library->statusKeptAnswer($pointer));
        $this->replays = $library->statusReplays($pointer);
        $this->exchanges = $library->statusExchanges($pointer);
        $this->failures = $library->statusFailures($pointer);
        $this->waits = $library->statusWaits($pointer);
        $this->lost = $library->statusLost($pointer);
        $this->unsavedPairs = $library->statusUnsavedPairs($pointer);
        $library->statusFree($pointer);
    }
}
