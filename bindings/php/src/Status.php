<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;
use FFI\CData;
use Omnifund\Raw\Library;

/** How a session stood when it was asked. */
final class Status
{
    /** Whether there is a pair that the server has not refused. */
    public readonly bool $signedIn;

    /** Whether it was signed out here, and nobody has signed in since. */
    public readonly bool $signedOut;

    /**
     * Whether the server refused the refresh token, and nobody has signed in since: once the access token ends a
     * human must sign in, unless a password was left.
     */
    public readonly bool $refused;

    /** How many seconds the access token counts as good; 0 where there is none. */
    public readonly int $secondsLeft;

    /** How many times the pair has changed. */
    public readonly int $generation;

    /** When the pair last changed; null where it never did. */
    public readonly ?DateTimeImmutable $lastRotation;

    /** When the refresh token presumably ends, 14 days after the last rotation: the server never says it. */
    public readonly ?DateTimeImmutable $refreshTokenEnds;

    /** Since when tries fail; null where they don't. */
    public readonly ?DateTimeImmutable $failingSince;

    public readonly int $failuresInARow;

    /** Whether the store would not take the newest pair, and this process holds it and tries again. */
    public readonly bool $unsaved;

    /** When an answer was asked for that could not be understood and is kept (Session::keptAnswer()); else null. */
    public readonly ?DateTimeImmutable $keptAnswer;

    /** How often a refresh token was presented again after an unknown outcome. */
    public readonly int $replays;

    /** How many requests were made to the token endpoint. */
    public readonly int $exchanges;

    /** How many exchanges brought no new pair. */
    public readonly int $failures;

    /** How many calls waited for another process or thread. */
    public readonly int $waits;

    /** How many refresh tokens the server refused: each was a session's end, unless a password was left. */
    public readonly int $lost;

    /** How many pairs the store would not take at first. */
    public readonly int $unsavedPairs;

    /** @internal */
    public function __construct(CData $pointer)
    {
        $library = Library::get();
        $number = fn (string $name): int => $library->int("status_$name", $pointer);
        $this->signedIn = $number('signed_in') === 1;
        $this->signedOut = $number('signed_out') === 1;
        $this->refused = $number('refused') === 1;
        $this->secondsLeft = $number('seconds_left');
        $this->generation = $number('generation');
        $this->lastRotation = Moment::of($number('last_rotation'));
        $this->refreshTokenEnds = Moment::of($number('refresh_token_ends'));
        $this->failingSince = Moment::of($number('failing_since'));
        $this->failuresInARow = $number('failures_in_a_row');
        $this->unsaved = $number('unsaved') === 1;
        $this->keptAnswer = Moment::of($number('kept_answer'));
        $this->replays = $number('replays');
        $this->exchanges = $number('exchanges');
        $this->failures = $number('failures');
        $this->waits = $number('waits');
        $this->lost = $number('lost');
        $this->unsavedPairs = $number('unsaved_pairs');
        $library->free('status', $pointer);
    }
}
