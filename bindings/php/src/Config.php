<?php

declare(strict_types=1);

namespace Omnifund;

use Closure;
use FFI\CData;
use Omnifund\Raw\Library;
use Omnifund\Raw\LogQueue;
use Omnifund\Raw\Setters;
use Psr\Log\LoggerInterface;

/**
 * The settings of an OAuth client. A client copies what it needs, so a config can be changed and used
 * again.
 *
 * Its setters are told at ConfigSettersInterface; each throws a Bug for a value that could never be one.
 */
final class Config extends Setters implements ConfigInterface
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
     * From a file of NAME=value lines, or from the environment variables of the same names, which
     * ConfigSettersInterface lists; the header says what each takes. The file must not be readable by everybody.
     * PHP-FPM hides the environment from its workers: a file is the better way there.
     */
    public static function load(?string $path = null): self
    {
        return self::holding(Library::get()->configLoad($path));
    }

    public function logToStderr(LogLevel $level): static
    {
        Library::get()->configLogToStderr($this->pointer(), $level);
        return $this;
    }

    public function logToFile(string $path, LogLevel $level): static
    {
        Library::get()->configLogToFile($this->pointer(), $path, $level);
        return $this;
    }

    public function logToSyslog(LogLevel $level): static
    {
        Library::get()->configLogToSyslog($this->pointer(), $level);
        return $this;
    }

    public function logTo(LoggerInterface|Closure $logger, LogLevel $level = LogLevel::Info): static
    {
        $queue = new LogQueue($logger instanceof LoggerInterface ? $logger->log(...) : $logger);
        Library::get()->configLogToQueue($this->pointer(), $queue->pointer(), $level);
        $this->logs[] = $queue;
        return $this;
    }

    protected function end(CData $pointer): void
    {
        Library::get()->configFree($pointer);
    }
}
