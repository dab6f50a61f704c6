<?php

declare(strict_types=1);

namespace Omnifund;

use Closure;
use Psr\Log\LoggerInterface;

/** The settings of an OAuth client: what Config is. */
interface ConfigInterface extends HandleInterface
{
    /** One of the vendor's hosts: "sandbox" or "production". There is no default. */
    public function setEnvironment(string $environment): static;

    /** Any other OmniFund, such as a local server: "https://host[:port][/path]". */
    public function setBaseUrl(string $baseUrl): static;

    /** Client id and client secret, as the OmniFund portal showed them once. */
    public function setCredentials(string $clientId, string $clientSecret): static;

    /** Bodies to the token endpoint as JSON (as the vendor's own examples do), or as a form (RFC 6749). */
    public function setJsonBody(bool $json = true): static;

    /** How long a connection may take, TLS handshake included: 1 to 3600000, 5000 unless set. */
    public function setConnectTimeout(int $milliseconds): static;

    /** How long one request may take: 1 to 3600000, 15000 unless set. */
    public function setExchangeTimeout(int $milliseconds): static;

    /**
     * Which header carries the idempotency key of each POST and PATCH that a session makes, so that the server knows
     * one that it has seen before.
     */
    public function setIdempotencyHeader(string $name): static;

    /** How long one call may take, all that it does included: 1 to 3600000, 25000 unless set. */
    public function setCallBudget(int $milliseconds): static;

    /** The proxy for every request: "http://[user:password@]host[:port]", or "https://...". */
    public function setProxy(string $proxy): static;

    /** No proxy, whatever the environment variables say. */
    public function disableProxy(): static;

    /** A file of certificates to trust beside the system's, PEM or DER. */
    public function setCaFile(string $path): static;

    /** Trusts the CA file alone, and none of the system's authorities. */
    public function trustCaFileOnly(): static;

    /** Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network readable. */
    public function allowPlainHttp(): static;

    /** What a session does with a refresh token whose last exchange has an unknown outcome. */
    public function setReplay(Replay $replay): static;

    /** How long a refresh token presumably lives, for Status::$refreshTokenEnds alone; 14 days unless set. */
    public function setRefreshLifetime(int $seconds): static;

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

    /**
     * Where audit lines go, "syslog" or "file:PATH", in place of the sink that the environment variable
     * OMNIFUND_AUDIT names: one for each act that changes who may act.
     */
    public function setAudit(string $sink): static;
}
