<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\Failure;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;
use Omnifund\Raw\LogQueue;
use ReflectionMethod;

/**
 * The settings of an OAuth client. A client copies what it needs, so a config can be changed and used
 * again.
 *
 * Each setter throws a ConfigurationError for a value that is none, or a Bug where it could never be one.
 */
final class Config extends Handle
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

    /** One of the vendor's hosts: "sandbox" or "production". There is no default. */
    public function setEnvironment(string $environment): self
    {
        Library::get()->configSetEnvironment($this->pointer(), $environment);
        return $this;
    }

    /** Any other OmniFund, such as a local server: "https://host[:port][/path]". */
    public function setBaseUrl(string $baseUrl): self
    {
        Library::get()->configSetBaseUrl($this->pointer(), $baseUrl);
        return $this;
    }

    /** Client id and client secret, as the OmniFund portal showed them once. */
    public function setCredentials(string $clientId, #[\SensitiveParameter] string $clientSecret): self
    {
        Library::get()->configSetCredentials($this->pointer(), $clientId, $clientSecret);
        return $this;
    }

    /** Bodies to the token endpoint as JSON (as the vendor's own examples do), or as a form (RFC 6749). */
    public function setJsonBody(bool $json = true): self
    {
        Library::get()->configSetJsonBody($this->pointer(), $json);
        return $this;
    }

    /** How long a connection may take, TLS handshake included: 1 to 3600000, 5000 unless set. */
    public function setConnectTimeout(int $milliseconds): self
    {
        Library::get()->configSetConnectTimeout($this->pointer(), $milliseconds);
        return $this;
    }

    /** How long one request may take: 1 to 3600000, 15000 unless set. */
    public function setExchangeTimeout(int $milliseconds): self
    {
        Library::get()->configSetExchangeTimeout($this->pointer(), $milliseconds);
        return $this;
    }

    /** How long one call may take, all that it does included: 1 to 3600000, 25000 unless set. */
    public function setCallBudget(int $milliseconds): self
    {
        Library::get()->configSetCallBudget($this->pointer(), $milliseconds);
        return $this;
    }

    /** The proxy for every request: "http://[user:password@]host[:port]", or "https://...". */
    public function setProxy(#[\SensitiveParameter] string $proxy): self
    {
        Library::get()->configSetProxy($this->pointer(), $proxy);
        return $this;
    }

    /** No proxy, whatever the environment variables say. */
    public function disableProxy(): self
    {
        Library::get()->configDisableProxy($this->pointer());
        return $this;
    }

    /** A file of certificates to trust beside the system's, PEM or DER. */
    public function setCaFile(string $path): self
    {
        Library::get()->configSetCaFile($this->pointer(), $path);
        return $this;
    }

    /** Trusts the CA file alone, and none of the system's authorities. */
    public function trustCaFileOnly(): self
    {
        Library::get()->configTrustCaFileOnly($this->pointer());
        return $this;
    }

    /** Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network readable. */
    public function allowPlainHttp(): self
    {
        Library::get()->configAllowPlainHttp($this->pointer());
        return $this;
    }

    /** The header that carries the idempotency key of each POST and PATCH of Session::request(), made where none is given. */
    public function setIdempotencyHeader(string $name): self
    {
        Library::get()->configSetIdempotencyHeader($this->pointer(), $name);
        return $this;
    }

    /** What a session does with a refresh token whose last exchange has an unknown outcome. */
    public function setReplay(Replay $replay): self
    {
        Library::get()->configSetReplay($this->pointer(), $replay);
        return $this;
    }

    /** How long a refresh token presumably lives, for Status::$refreshTokenEnds alone; 14 days unless set. */
    public function setRefreshLifetime(int $seconds): self
    {
        Library::get()->configSetRefreshLifetime($this->pointer(), $seconds);
        return $this;
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

    /**
     * Where audit lines go, "syslog" or "file:PATH", in place of the sink that the environment variable
     * OMNIFUND_AUDIT names: one for each act that changes who may act.
     */
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
