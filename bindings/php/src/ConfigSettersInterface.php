<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

/**
 * What can be set of a config. By name, for Config::load(), there are OMNIFUND_ENVIRONMENT,
 * OMNIFUND_BASE_URL, OMNIFUND_ALLOW_PLAIN_HTTP, OMNIFUND_CLIENT, OMNIFUND_CLIENT_SECRET,
 * OMNIFUND_CLIENT_SECRET_FILE, OMNIFUND_CLIENT_ID, OMNIFUND_BODY, OMNIFUND_CA_FILE,
 * OMNIFUND_CA_ONLY, OMNIFUND_PROXY, OMNIFUND_CONNECT_TIMEOUT, OMNIFUND_EXCHANGE_TIMEOUT,
 * OMNIFUND_CALL_BUDGET, OMNIFUND_IDEMPOTENCY_HEADER, OMNIFUND_REPLAY, OMNIFUND_REFRESH_LIFETIME,
 * OMNIFUND_STORE, OMNIFUND_STORE_MODE, OMNIFUND_STORE_ALLOW_NETWORK, OMNIFUND_STORE_MUST_EXIST,
 * OMNIFUND_STORE_KEY, OMNIFUND_STORE_OLDER_KEY, OMNIFUND_STORE_KEY_FILE, OMNIFUND_STORE_JOURNAL,
 * OMNIFUND_MACHINE, OMNIFUND_LOG, OMNIFUND_AUDIT.
 */
interface ConfigSettersInterface extends HandleInterface
{
    /**
     * One of the vendor's hosts by name: "sandbox" or "production". There is no default. Throws
     * ConfigurationError for any other name.
     */
    public function setEnvironment(string $environment): static;

    /**
     * Any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the
     * environment's, in whatever order the two are set. "http://" is taken for a loopback address
     * only, or after Config::allowPlainHttp(). Throws ConfigurationError for what is no such URL.
     */
    public function setBaseUrl(string $baseUrl): static;

    /**
     * Client id and client secret, as the OmniFund portal showed them once (Profile, API Access,
     * New OAuth Client). Throws ConfigurationError where one is empty, or has a control character
     * in it, such as the end of a line.
     */
    public function setCredentials(string $clientId, #[\SensitiveParameter] string $clientSecret): static;

    /**
     * Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do,
     * and not as a form (RFC 6749); a form unless set.
     */
    public function setJsonBody(bool $json = true): static;

    /**
     * How long a connection may take, TLS handshake included; 5 s unless set. In milliseconds, 1 to
     * 3600000. Looking up the name comes before it, as long as the system's resolver takes. Throws
     * ConfigurationError out of that range.
     */
    public function setConnectTimeout(int $milliseconds): static;

    /**
     * How long one request may take, from the name look-up to the answer's last byte; 15 s unless
     * set. In milliseconds, 1 to 3600000. Unless set, it is as long as the call where that has a
     * budget of its own (Config::setCallBudget(), Session::token()). Set, it holds within any
     * budget. Throws ConfigurationError out of that range.
     */
    public function setExchangeTimeout(int $milliseconds): static;

    /**
     * Which header carries the idempotency key of each POST and PATCH that a session makes, so that
     * the server knows one that it has seen before. A request without a key of its own
     * (Session::request()) gets one, and keeps it. Unless this is set, only a key that is set is
     * sent. Throws ConfigurationError for what is no header's name, or one that HTTP or the access
     * token needs.
     */
    public function setIdempotencyHeader(string $name): static;

    /**
     * How long one call of this library may take, all that it does included; 25 s unless set. In
     * milliseconds, 1 to 3600000; many servers kill a worker after 30 s. Set, one request may take
     * all of it, unless Config::setExchangeTimeout() says otherwise. Throws ConfigurationError out
     * of that range.
     */
    public function setCallBudget(int $milliseconds): static;

    /**
     * The proxy for every request: "http://[user:password@]host[:port]", or "https://...". Unless
     * set, the variables https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY and no_proxy, NO_PROXY
     * decide when a client is made (for a plain HTTP base URL http_proxy; never HTTP_PROXY, which a
     * web server fills from a request's header); a loopback address is then reached directly. A
     * program that has rights which its caller has not (setuid) looks neither at them nor at
     * SSL_CERT_FILE and SSL_CERT_DIR. Throws ConfigurationError for what is no such URL; the
     * message does not repeat it, since it may hold a password.
     */
    public function setProxy(#[\SensitiveParameter] string $proxy): static;

    /** No proxy, whatever the environment variables say. */
    public function disableProxy(): static;

    /**
     * A file of certificates to trust beside the system's: a local server's authority, a company's
     * own, or the server's own certificate, which then counts for its names and dates whoever
     * signed it. PEM or DER. It is read at the first request, once for all clients of the process
     * that name it, and again after the server's authority was not trusted. What is in it and can't
     * be taken is an error, never left out. A relative path is taken from the directory that the
     * process is in now. Throws ConfigurationError where there is no such file. Blocks on the file
     * system only.
     */
    public function setCaFile(string $path): static;

    /**
     * Trusts the CA file alone, and none of the system's authorities, which are then not read; for
     * a proxy that is reached by "https://" too. Without a CA file new Client() fails.
     */
    public function trustCaFileOnly(): static;

    /**
     * Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the
     * network readable.
     */
    public function allowPlainHttp(): static;

    /**
     * What a session does with a refresh token whose last exchange has an unknown outcome;
     * Replay::UntilAnswered unless set.
     */
    public function setReplay(Replay $replay): static;

    /**
     * How long a refresh token presumably lives, for a session's status alone, since the server
     * never says it; 14 days unless set. In seconds, 1 to 315360000 (ten years). Throws
     * ConfigurationError out of that range.
     */
    public function setRefreshLifetime(int $seconds): static;

    /**
     * Where audit lines go: "syslog" (facility authpriv) or "file:PATH". Each act that changes who
     * may act leaves one: sign-in, sign-out, adopt, export, a believed rejection, a lost session,
     * changes of OAuth clients and of the sealing key; docs/operations.md has its form, a JSON
     * object in one line. It goes before the sink that the environment variable OMNIFUND_AUDIT
     * names, which holds for each process whose clients and stores say nothing else. A store that
     * is opened without a config has StoreOptions::setAudit(). An act never fails for its line: one
     * that a file does not take goes to the system's log, and into the log as an error. Throws
     * ConfigurationError for what is no sink.
     */
    public function setAudit(string $sink): static;
}
