<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\Failure;
use Omnifund\Raw\Library;
use Omnifund\Raw\LogQueue;
use Omnifund\Raw\Setters;
use ReflectionMethod;

/**
 * The settings of an OAuth client. A client copies what it needs, so a config can be changed and used
 * again.
 *
 * Each setter throws a ConfigurationError for a value that is none, or a Bug where it could never be one.
 */
final class Config extends Setters
{
    /**
     * Nothing is set but the defaults, which the setters tell: proxy from the environment variables, the system's
     * certificates, no log.
     */
    public function __construct()
    {
        $this->hold(Library::get()->configNew());
    }

    /**
     * From a file of NAME=value lines, or from the environment variables of the same names, which Raw\Setters lists;
     * the header says what each takes. The file must not be readable by everybody. PHP-FPM hides the environment from
     * its workers: a file is the better way there.
     */
    public static function load(?string $path = null): self
    {
        return self::holding(Library::get()->configLoad($path));
    }

    /** Lines of this level, and of what matters more. Each such call adds one sink. */
    public function logToStderr(LogLevel $level): self
    {
        Library::get()->configLogToStderr($this->pointer(), $level);
        return $this;
    }

    /** To the end of a file. It is opened for each line, so that it can be rotated at any time. */
    public function logToFile(string $path, LogLevel $level): self
    {
        Library::get()->configLogToFile($this->pointer(), $path, $level);
        return $this;
    }

    /** To the system's log, as facility daemon. */
    public function logToSyslog(LogLevel $level): self
    {
        Library::get()->configLogToSyslog($this->pointer(), $level);
        return $this;
    }

    /**
     * To a logger as PSR-3 has it: any object with log($level, $message, $context). It gets its lines when the call
     * that they are about returns. The context has "event" (a name that stays, such as "exchange"), "time" (a Unix
     * time), "user", "client_id", "milliseconds" (of an exchange or a token login, else 0) and "code" (that of an
     * error, else 0); null where there is none. What the logger throws is dropped.
     */
    public function logTo(object $logger, LogLevel $level): self
    {
        $log = method_exists($logger, 'log') ? (new ReflectionMethod($logger, 'log'))->getClosure($logger) : null;
        if ($log === null) {
            throw OmnifundException::of(new Failure(
                $logger::class . ' is no logger: it has no method log($level, $message, $context)',
                Advice::Bug->value,
                Code::InvalidArgument->value,
                Outcome::NotSent->value,
            ));
        }
        $queue = new LogQueue($log);
        Library::get()->configLogToQueue($this->pointer(), $queue->pointer(), $level);
        $this->logs[] = $queue;
        return $this;
    }

    protected function end(CData $pointer): void
    {
        Library::get()->configFree($pointer);
    }
}
