<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund\Raw;

use Omnifund\Replay;

/**
 * The setters of a config. By name, for Config::load(), there are OMNIFUND_ENVIRONMENT,
 * OMNIFUND_BASE_URL, OMNIFUND_ALLOW_PLAIN_HTTP, OMNIFUND_CLIENT, OMNIFUND_CLIENT_SECRET,
 * OMNIFUND_CLIENT_SECRET_FILE, OMNIFUND_CLIENT_ID, OMNIFUND_BODY, OMNIFUND_CA_FILE,
 * OMNIFUND_CA_ONLY, OMNIFUND_PROXY, OMNIFUND_CONNECT_TIMEOUT, OMNIFUND_EXCHANGE_TIMEOUT,
 * OMNIFUND_CALL_BUDGET, OMNIFUND_IDEMPOTENCY_HEADER, OMNIFUND_REPLAY, OMNIFUND_REFRESH_LIFETIME,
 * OMNIFUND_STORE, OMNIFUND_STORE_MODE, OMNIFUND_STORE_ALLOW_NETWORK, OMNIFUND_STORE_MUST_EXIST,
 * OMNIFUND_STORE_KEY, OMNIFUND_STORE_OLDER_KEY, OMNIFUND_STORE_KEY_FILE,
 * OMNIFUND_STORE_KEY_PROTECTION, OMNIFUND_STORE_JOURNAL, OMNIFUND_MACHINE, OMNIFUND_LOG,
 * OMNIFUND_AUDIT.
 *
 * @internal
 */
abstract class Setters extends Handle
{
    /** One of the vendor's hosts by name: "sandbox" or "production". */
    public function setEnvironment(string $environment): static
    {
        Library::get()->configSetEnvironment($this->pointer(), $environment);
        return $this;
    }

    /** Any other OmniFund, such as a local server: "https://host[:port][/path]". */
    public function setBaseUrl(string $baseUrl): static
    {
        Library::get()->configSetBaseUrl($this->pointer(), $baseUrl);
        return $this;
    }

    /**
     * Client id and client secret, as the OmniFund portal showed them once (Profile, API Access,
     * New OAuth Client).
     */
    public function setCredentials(string $clientId, #[\SensitiveParameter] string $clientSecret): static
    {
        Library::get()->configSetCredentials($this->pointer(), $clientId, $clientSecret);
        return $this;
    }

    /**
     * Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do,
     * and not as a form (RFC 6749); a form unless set.
     */
    public function setJsonBody(bool $json = true): static
    {
        Library::get()->configSetJsonBody($this->pointer(), $json);
        return $this;
    }

    /** How long a connection may take, TLS handshake included; 5 s unless set. */
    public function setConnectTimeout(int $milliseconds): static
    {
        Library::get()->configSetConnectTimeout($this->pointer(), $milliseconds);
        return $this;
    }

    /**
     * How long one request may take, from the name look-up to the answer's last byte; 15 s unless
     * set.
     */
    public function setExchangeTimeout(int $milliseconds): static
    {
        Library::get()->configSetExchangeTimeout($this->pointer(), $milliseconds);
        return $this;
    }

    /**
     * Which header carries the idempotency key of each POST and PATCH that a session makes, so that
     * the server knows one that it has seen before.
     */
    public function setIdempotencyHeader(string $name): static
    {
        Library::get()->configSetIdempotencyHeader($this->pointer(), $name);
        return $this;
    }

    /** How long one call of this library may take, all that it does included; 25 s unless set. */
    public function setCallBudget(int $milliseconds): static
    {
        Library::get()->configSetCallBudget($this->pointer(), $milliseconds);
        return $this;
    }

    /** The proxy for every request: "http://[user:password@]host[:port]", or "https://...". */
    public function setProxy(#[\SensitiveParameter] string $proxy): static
    {
        Library::get()->configSetProxy($this->pointer(), $proxy);
        return $this;
    }

    /** No proxy, whatever the environment variables say. */
    public function disableProxy(): static
    {
        Library::get()->configDisableProxy($this->pointer());
        return $this;
    }

    /**
     * A file of certificates to trust beside the system's: a local server's authority, a company's
     * own, or the server's own certificate, which then counts for its names and dates whoever
     * signed it.
     */
    public function setCaFile(string $path): static
    {
        Library::get()->configSetCaFile($this->pointer(), $path);
        return $this;
    }

    /**
     * Trusts the CA file alone, and none of the system's authorities, which are then not read; for
     * a proxy that is reached by "https://" too.
     */
    public function trustCaFileOnly(): static
    {
        Library::get()->configTrustCaFileOnly($this->pointer());
        return $this;
    }

    /** Takes a base URL of plain "http://" that is no loopback address. */
    public function allowPlainHttp(): static
    {
        Library::get()->configAllowPlainHttp($this->pointer());
        return $this;
    }

    /**
     * What a session does with a refresh token whose last exchange has an unknown outcome;
     * Replay::UntilAnswered unless set.
     */
    public function setReplay(Replay $replay): static
    {
        Library::get()->configSetReplay($this->pointer(), $replay);
        return $this;
    }

    /**
     * How long a refresh token presumably lives, for a session's status alone, since the server
     * never says it; 14 days unless set.
     */
    public function setRefreshLifetime(int $seconds): static
    {
        Library::get()->configSetRefreshLifetime($this->pointer(), $seconds);
        return $this;
    }

    /** Where audit lines go: "syslog" (facility authpriv) or "file:PATH". */
    public function setAudit(string $sink): static
    {
        Library::get()->configSetAudit($this->pointer(), $sink);
        return $this;
    }
}
