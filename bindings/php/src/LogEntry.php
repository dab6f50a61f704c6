<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;
use FFI\CData;
use Omnifund\Raw\Library;

/**
 * A line of the log: words for people, and what a machine can read. Names in it are cleaned: what
 * could begin a line of its own, or do something to a terminal, is a blank. What is not there is
 * null.
 */
final class LogEntry
{
    public function __construct(
        /** How much it matters. */
        public readonly ?LogLevel $level = null,
        /**
         * What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange",
         * "login", "request", "opened", "saved", "unsaved", "unsettled", "unwritten", "failed",
         * "keep-alive", "clone" or "audit"; later versions may have more.
         */
        public readonly string $event = '',
        /** The words for people. */
        public readonly string $message = '',
        /** OmniFund's user. Null where the line is about none. */
        public readonly ?string $user = null,
        /** The OAuth client, by its client id. Null where the line is about none. */
        public readonly ?string $clientId = null,
        /** When. A line of a session comes later than that: when its locks are given up. */
        public readonly DateTimeImmutable $time = new DateTimeImmutable('@0'),
        /**
         * How many milliseconds an exchange, a token login or a request took, from 1; 0 of other
         * lines.
         */
        public readonly int $milliseconds = 0,
        /** The code of the error that the line tells of; null where it tells of none. */
        public readonly ?Code $code = null,
    ) {
    }

    /** @internal */
    public static function of(CData $pointer): self
    {
        $library = Library::get();
        $value = new self(
            level: LogLevel::tryFrom($library->logEntryLevel($pointer)),
            event: $library->logEntryEvent($pointer),
            message: $library->logEntryMessage($pointer),
            user: $library->logEntryUser($pointer),
            clientId: $library->logEntryClientId($pointer),
            time: new DateTimeImmutable("@{$library->logEntryTime($pointer)}"),
            milliseconds: $library->logEntryMilliseconds($pointer),
            code: Code::tryFrom($library->logEntryCode($pointer)),
        );
        $library->logEntryFree($pointer);
        return $value;
    }
}
