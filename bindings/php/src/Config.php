<?php

declare(strict_types=1);

namespace Omnifund;

use Closure;
use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;
use Omnifund\Raw\LogQueue;
use Psr\Log\LoggerInterface;

/**
 * The settings of an OAuth client. A client copies what it needs, so a config can be changed and used
 * again.
 *
 * Each setter throws a ConfigurationError for a value that is none, or a Bug where it could never be one.
 */
final class Config extends Handle implements ConfigInterface
{
    /**
     * Nothing is set but the defaults: form body, connect timeout 5 s, exchange timeout 15 s, call budget
     * 25 s, proxy from the environment variables, the system's certificates, no log.
     */
    public function __construct()
    {
        $this->hold(Library::get()->configNew());
    }

    /**
     * From a file of NAME=value lines, or from the environment variables of the same names: OMNIFUND_ENVIRONMENT,
     * OMNIFUND_BASE_URL, OMNIFUND_ALLOW_PLAIN_HTTP, OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET,
     * OMNIFUND_CLIENT_SECRET_FILE, OMNIFUND_CLIENT, OMNIFUND_BODY, OMNIFUND_CA_FILE, OMNIFUND_CA_ONLY,
     * OMNIFUND_PROXY, OMNIFUND_CONNECT_TIMEOUT, OMNIFUND_EXCHANGE_TIMEOUT, OMNIFUND_CALL_BUDGET, OMNIFUND_REPLAY,
     * OMNIFUND_REFRESH_LIFETIME, OMNIFUND_STORE, OMNIFUND_STORE_MODE, OMNIFUND_STORE_ALLOW_NETWORK,
     * OMNIFUND_STORE_MUST_EXIST, OMNIFUND_STORE_KEY, OMNIFUND_STORE_OLDER_KEY, OMNIFUND_STORE_KEY_FILE,
     * OMNIFUND_MACHINE, OMNIFUND_LOG, OMNIFUND_AUDIT; the header says what each takes. The file must not be
     * readable by everybody. PHP-FPM hides the environment from its workers: a file is the better way there.
     */
    public static function load(?string $path = null): self
    {
        return self::holding(Library::get()->configLoad($path));
    }

    public function setEnvironment(string $environment): self
    {
        Library::get()->configSetEnvironment($this->pointer(), $environment);
        return $this;
    }

    public function setBaseUrl(string $baseUrl): self
    {
        Library::get()->configSetBaseUrl($this->pointer(), $baseUrl);
        return $this;
    }

    public function setCredentials(string $clientId, #[\SensitiveParameter] string $clientSecret): self
    {
        Library::get()->configSetCredentials($this->pointer(), $clientId, $clientSecret);
        return $this;
    }

    public function setJsonBody(bool $json = true): self
    {
        Library::get()->configSetJsonBody($this->pointer(), $json);
        return $this;
    }

    public function setConnectTimeout(int $milliseconds): self
    {
        Library::get()->configSetConnectTimeout($this->pointer(), $milliseconds);
        return $this;
    }

    public function setExchangeTimeout(int $milliseconds): self
    {
        Library::get()->configSetExchangeTimeout($this->pointer(), $milliseconds);
        return $this;
    }

    public function setCallBudget(int $milliseconds): self
    {
        Library::get()->configSetCallBudget($this->pointer(), $milliseconds);
        return $this;
    }

    public function setProxy(#[\SensitiveParameter] string $proxy): self
    {
        Library::get()->configSetProxy($this->pointer(), $proxy);
        return $this;
    }

    public function disableProxy(): self
    {
        Library::get()->configDisableProxy($this->pointer());
        return $this;
    }

    public function setCaFile(string $path): self
    {
        Library::get()->configSetCaFile($this->pointer(), $path);
        return $this;
    }

    public function trustCaFileOnly(): self
    {
        Library::get()->configTrustCaFileOnly($this->pointer());
        return $this;
    }

    public function allowPlainHttp(): self
    {
        Library::get()->configAllowPlainHttp($this->pointer());
        return $this;
    }

    public function setReplay(Replay $replay): self
    {
        Library::get()->configSetReplay($this->pointer(), $replay);
        return $this;
    }

    public function setRefreshLifetime(int $seconds): self
    {
        Library::get()->configSetRefreshLifetime($this->pointer(), $seconds);
        return $this;
    }

    public function logToStderr(LogLevel $level): self
    {
        Library::get()->configLogToStderr($this->pointer(), $level);
        return $this;
    }

    public function logToFile(string $path, LogLevel $level): self
    {
        Library::get()->configLogToFile($this->pointer(), $path, $level);
        return $this;
    }

    public function logToSyslog(LogLevel $level): self
    {
        Library::get()->configLogToSyslog($this->pointer(), $level);
        return $this;
    }

    public function logTo(LoggerInterface|Closure $logger, LogLevel $level = LogLevel::Info): self
    {
        $queue = new LogQueue($logger instanceof LoggerInterface ? $logger->log(...) : $logger);
        Library::get()->configLogToQueue($this->pointer(), $queue->pointer(), $level);
        $this->logs[] = $queue;
        return $this;
    }

    public function setAudit(string $sink): self
    {
        Library::get()->configSetAudit($this->pointer(), $sink);
        return $this;
    }

    protected function end(CData $pointer): void
    {
        Library::get()->configFree($pointer);
    }
}
