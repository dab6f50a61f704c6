<?php

declare(strict_types=1);

namespace Omnifund;

use Closure;
use Psr\Log\LoggerInterface;

/** The settings of an OAuth client: what Config is. */
interface ConfigInterface extends ConfigSettersInterface
{
    /** Lines of this level, and of what matters more. Each such call adds one sink. */
    public function logToStderr(LogLevel $level): static;

    /** To the end of a file. It is opened for each line, so that it can be rotated at any time. */
    public function logToFile(string $path, LogLevel $level): static;

    /** To the system's log, as facility daemon. */
    public function logToSyslog(LogLevel $level): static;

    /**
     * To a logger as PSR-3 has it, or a function that takes what its log() takes: level, message and context. It gets
     * its lines when the call that they are about returns. The context has "event" (a name that stays, such as
     * "exchange"), "time" (a Unix time), "user", "client_id", "milliseconds" (of an exchange or a token login, else 0)
     * and "code" (that of an error, else 0); null where there is none. What the logger throws is dropped.
     *
     * @param LoggerInterface|Closure(string, string, array<string, int|string|null>): mixed $logger
     */
    public function logTo(LoggerInterface|Closure $logger, LogLevel $level = LogLevel::Info): static;
}
