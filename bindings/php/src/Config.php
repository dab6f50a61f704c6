<?php

declare(strict_types=1);

namespace Omnifund;

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
    protected const NOUN = 'config';

    /**
     * Nothing is set but the defaults: form body, connect timeout 5 s, exchange timeout 15 s, call budget
     * 25 s, proxy from the environment variables, the system's certificates, no log.
     */
    public function __construct()
    {
        $this->hold(Library::get()->make('config_new'));
    }

    /**
     * From a file of NAME=value lines, or from the environment variables of the same names: OMNIFUND_ENVIRONMENT,
     * OMNIFUND_BASE_URL, OMNIFUND_ALLOW_PLAIN_HTTP, OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET,
     * OMNIFUND_CLIENT_SECRET_FILE, OMNIFUND_CLIENT, OMNIFUND_BODY, OMNIFUND_CA_FILE, OMNIFUND_CA_ONLY,
     * OMNIFUND_PROXY, OMNIFUND_CONNECT_TIMEOUT, OMNIFUND_EXCHANGE_TIMEOUT, OMNIFUND_CALL_BUDGET, OMNIFUND_REPLAY,
     * OMNIFUND_REFRESH_LIFETIME, OMNIFUND_STORE, OMNIFUND_STORE_MODE, OMNIFUND_STORE_ALLOW_NETWORK,
     * OMNIFUND_STORE_KEY, OMNIFUND_STORE_OLDER_KEY, OMNIFUND_STORE_KEY_FILE, OMNIFUND_MACHINE, OMNIFUND_LOG,
     * OMNIFUND_AUDIT; the header says what each takes. The file must not be readable by everybody. PHP-FPM hides the environment from
     * its workers: a file is the better way there.
     */
    public static function load(?string $path = null): self
    {
        return self::holding(Library::get()->give('config', 'config_load', $path));
    }

    /** One of the vendor's hosts: "sandbox" or "production". There is no default. */
    public function setEnvironment(string $environment): self
    {
        return $this->set('config_set_environment', $environment);
    }

    /** Any other OmniFund, such as a local server: "https://host[:port][/path]". */
    public function setBaseUrl(string $baseUrl): self
    {
        return $this->set('config_set_base_url', $baseUrl);
    }

    /** Client id and client secret, as the OmniFund portal showed them once. */
    public function setCredentials(string $clientId, #[\SensitiveParameter] string $clientSecret): self
    {
        return $this->set('config_set_credentials', $clientId, $clientSecret);
    }

    /** Bodies to the token endpoint as JSON (as the vendor's own examples do), or as a form (RFC 6749). */
    public function setJsonBody(bool $json = true): self
    {
        return $this->set('config_set_json_body', (int) $json);
    }

    /** How long a connection may take, TLS handshake included: 1 to 3600000, 5000 unless set. */
    public function setConnectTimeout(int $milliseconds): self
    {
        return $this->set('config_set_connect_timeout', $milliseconds);
    }

    /** How long one request may take: 1 to 3600000, 15000 unless set. */
    public function setExchangeTimeout(int $milliseconds): self
    {
        return $this->set('config_set_exchange_timeout', $milliseconds);
    }

    /** How long one call may take, all that it does included: 1 to 3600000, 25000 unless set. */
    public function setCallBudget(int $milliseconds): self
    {
        return $this->set('config_set_call_budget', $milliseconds);
    }

    /** The proxy for every request: "http://[user:password@]host[:port]", or "https://...". */
    public function setProxy(#[\SensitiveParameter] string $proxy): self
    {
        return $this->set('config_set_proxy', $proxy);
    }

    /** No proxy, whatever the environment variables say. */
    public function disableProxy(): self
    {
        return $this->set('config_disable_proxy');
    }

    /** A file of certificates to trust beside the system's, PEM or DER. */
    public function setCaFile(string $path): self
    {
        return $this->set('config_set_ca_file', $path);
    }

    /** Trusts the CA file alone, and none of the system's authorities. */
    public function trustCaFileOnly(): self
    {
        return $this->set('config_trust_ca_file_only');
    }

    /** Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network readable. */
    public function allowPlainHttp(): self
    {
        return $this->set('config_allow_plain_http');
    }

    /** What a session does with a refresh token whose last exchange has an unknown outcome. */
    public function setReplay(Replay $replay): self
    {
        return $this->set('config_set_replay', $replay->value);
    }

    /** How long a refresh token presumably lives, for Status::$refreshTokenEnds alone; 14 days unless set. */
    public function setRefreshLifetime(int $seconds): self
    {
        return $this->set('config_set_refresh_lifetime', $seconds);
    }

    /** Lines of this level, and of what matters more. Each such call adds one sink. */
    public function logToStderr(LogLevel $level): self
    {
        return $this->set('config_log_to_stderr', $level->value);
    }

    /** To the end of a file. It is opened for each line, so that it can be rotated at any time. */
    public function logToFile(string $path, LogLevel $level): self
    {
        return $this->set('config_log_to_file', $path, $level->value);
    }

    /** To the system's log, as facility daemon. */
    public function logToSyslog(LogLevel $level): self
    {
        return $this->set('config_log_to_syslog', $level->value);
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
        Library::get()->run('config_log_to_queue', $this->pointer(), $queue->pointer(), $level->value);
        $this->logs[] = $queue;
        return $this;
    }

    /**
     * Where audit lines go, "syslog" or "file:PATH", in place of the sink that the environment variable
     * OMNIFUND_AUDIT names: one for each act that changes who may act.
     */
    public function setAudit(string $sink): self
    {
        return $this->set('config_set_audit', $sink);
    }

    private function set(string $function, #[\SensitiveParameter] string|int ...$values): self
    {
        Library::get()->run($function, $this->pointer(), ...$values);
        return $this;
    }
}
