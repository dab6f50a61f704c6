// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/**
 * The settings of an OAuth client. For one thread at a time. A client copies what it needs, so a config can be
 * changed, reused and freed after Client.new.
 */
public final class Config extends Handle {
    Config(Pointer pointer) {
        super(pointer, RAW::omnifund_config_free);
    }

    /**
     * A config with nothing set but the defaults, which the setters tell: proxy from the environment variables,
     * the system's certificates, no log.
     */
    public Config() {
        this(made());
    }

    private static Pointer made() {
        return RAW.omnifund_config_new();
    }

    /**
     * A config from a file of NAME=value lines, or from environment variables of the same names where `path` is
     * null; `path` may be null. Nothing is ever read that was not asked for. OMNIFUND_ENVIRONMENT=sandbox or
     * production: one of the vendor's hosts OMNIFUND_BASE_URL=https://... any other OmniFund; it replaces the
     * environment's OMNIFUND_ALLOW_PLAIN_HTTP=yes takes plain http:// beyond loopback; secrets then cross the
     * network readable; no unless set OMNIFUND_CLIENT=Till 7 an OAuth client that the store keeps under this name
     * OMNIFUND_CLIENT_SECRET=... the secret of OMNIFUND_CLIENT_ID OMNIFUND_CLIENT_SECRET_FILE=... a file that
     * holds that secret, instead OMNIFUND_CLIENT_ID=... an OAuth client that the store does not keep
     * OMNIFUND_BODY=json or form: how bodies to the token endpoint are written; form unless set
     * OMNIFUND_CA_FILE=... certificates to trust beside the system's OMNIFUND_CA_ONLY=yes trusts that file alone;
     * no unless set OMNIFUND_PROXY=http://... a proxy, or none; unless set, the variables https_proxy, all_proxy
     * and no_proxy decide OMNIFUND_CONNECT_TIMEOUT=2.5 seconds that a connection may take, TLS handshake included;
     * 5 unless set OMNIFUND_EXCHANGE_TIMEOUT=60 seconds that one request may take; 15 unless set
     * OMNIFUND_CALL_BUDGET=60 seconds that one call may take, all that it does included; 25 unless set
     * OMNIFUND_IDEMPOTENCY_HEADER=Idempotency-Key the header by which the server knows a POST that it has seen
     * before OMNIFUND_REPLAY=never or once, until_answered: of a refresh token whose answer was lost;
     * until_answered unless set OMNIFUND_REFRESH_LIFETIME=2592000 seconds that a refresh token presumably lives,
     * for its status alone; 1209600 unless set OMNIFUND_STORE=/var/lib/pos/omnifund the store's directory, or the
     * url of a database that several hosts share OMNIFUND_STORE_MODE=group or private: group where two users share
     * the store; private unless set OMNIFUND_STORE_ALLOW_NETWORK=yes takes a file system that other machines can
     * be at; no unless set OMNIFUND_STORE_MUST_EXIST=yes programs make no store where the path is wrong or the
     * disk away; the omnifund command does; no unless set OMNIFUND_STORE_KEY=... the sealing key itself, 64
     * hexadecimal digits OMNIFUND_STORE_OLDER_KEY=... beside it, a key that opens records and seals none
     * OMNIFUND_STORE_KEY_FILE=... another key file than that beside the store, whose name ends in .key
     * OMNIFUND_STORE_JOURNAL=/var/lib/pos/journal beside a database, this host's own directory; in its state
     * directory unless set OMNIFUND_MACHINE=... this machine's name, where it has no /etc/machine-id
     * OMNIFUND_LOG=info:stderr level and sink: stderr, syslog, file:PATH OMNIFUND_AUDIT=syslog or file:PATH: a
     * line for each act that changes who may act Seconds may have a fraction: "0.5". An end of line behind a
     * value, as variables and files of secrets have it, is no part of it; other control characters are refused. In
     * a file empty lines and lines that begin with # are skipped, a value may stand in quotation marks, and
     * relative paths begin at the file's directory (of a variable, at the process's as it is now); it must not be
     * readable by everybody, nor writable by its group. PHP-FPM hides the environment from its workers unless its
     * pool says env[...]: a file is the better way there. Throws an exception with Code.INVALID_CONFIGURATION,
     * with the line: a name that is not known or stands twice, a bad value, names that exclude each other, a file
     * that can't be read or that others may; and for the environment of a program that has rights which its caller
     * has not (setuid). Blocks on the file system only.
     */
    public static Config load() {
        return load(null);
    }

    /**
     * A config from a file of NAME=value lines, or from environment variables of the same names where `path` is
     * null; `path` may be null. Nothing is ever read that was not asked for. OMNIFUND_ENVIRONMENT=sandbox or
     * production: one of the vendor's hosts OMNIFUND_BASE_URL=https://... any other OmniFund; it replaces the
     * environment's OMNIFUND_ALLOW_PLAIN_HTTP=yes takes plain http:// beyond loopback; secrets then cross the
     * network readable; no unless set OMNIFUND_CLIENT=Till 7 an OAuth client that the store keeps under this name
     * OMNIFUND_CLIENT_SECRET=... the secret of OMNIFUND_CLIENT_ID OMNIFUND_CLIENT_SECRET_FILE=... a file that
     * holds that secret, instead OMNIFUND_CLIENT_ID=... an OAuth client that the store does not keep
     * OMNIFUND_BODY=json or form: how bodies to the token endpoint are written; form unless set
     * OMNIFUND_CA_FILE=... certificates to trust beside the system's OMNIFUND_CA_ONLY=yes trusts that file alone;
     * no unless set OMNIFUND_PROXY=http://... a proxy, or none; unless set, the variables https_proxy, all_proxy
     * and no_proxy decide OMNIFUND_CONNECT_TIMEOUT=2.5 seconds that a connection may take, TLS handshake included;
     * 5 unless set OMNIFUND_EXCHANGE_TIMEOUT=60 seconds that one request may take; 15 unless set
     * OMNIFUND_CALL_BUDGET=60 seconds that one call may take, all that it does included; 25 unless set
     * OMNIFUND_IDEMPOTENCY_HEADER=Idempotency-Key the header by which the server knows a POST that it has seen
     * before OMNIFUND_REPLAY=never or once, until_answered: of a refresh token whose answer was lost;
     * until_answered unless set OMNIFUND_REFRESH_LIFETIME=2592000 seconds that a refresh token presumably lives,
     * for its status alone; 1209600 unless set OMNIFUND_STORE=/var/lib/pos/omnifund the store's directory, or the
     * url of a database that several hosts share OMNIFUND_STORE_MODE=group or private: group where two users share
     * the store; private unless set OMNIFUND_STORE_ALLOW_NETWORK=yes takes a file system that other machines can
     * be at; no unless set OMNIFUND_STORE_MUST_EXIST=yes programs make no store where the path is wrong or the
     * disk away; the omnifund command does; no unless set OMNIFUND_STORE_KEY=... the sealing key itself, 64
     * hexadecimal digits OMNIFUND_STORE_OLDER_KEY=... beside it, a key that opens records and seals none
     * OMNIFUND_STORE_KEY_FILE=... another key file than that beside the store, whose name ends in .key
     * OMNIFUND_STORE_JOURNAL=/var/lib/pos/journal beside a database, this host's own directory; in its state
     * directory unless set OMNIFUND_MACHINE=... this machine's name, where it has no /etc/machine-id
     * OMNIFUND_LOG=info:stderr level and sink: stderr, syslog, file:PATH OMNIFUND_AUDIT=syslog or file:PATH: a
     * line for each act that changes who may act Seconds may have a fraction: "0.5". An end of line behind a
     * value, as variables and files of secrets have it, is no part of it; other control characters are refused. In
     * a file empty lines and lines that begin with # are skipped, a value may stand in quotation marks, and
     * relative paths begin at the file's directory (of a variable, at the process's as it is now); it must not be
     * readable by everybody, nor writable by its group. PHP-FPM hides the environment from its workers unless its
     * pool says env[...]: a file is the better way there. Throws an exception with Code.INVALID_CONFIGURATION,
     * with the line: a name that is not known or stands twice, a bad value, names that exclude each other, a file
     * that can't be read or that others may; and for the environment of a program that has rights which its caller
     * has not (setuid). Blocks on the file system only.
     */
    public static Config load(String path) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_load(Call.text(path), call.out(), call.error()));
            return new Config(call.given());
        }
    }

    /**
     * One of the vendor's hosts by name: "sandbox" or "production". There is no default. Throws an exception with
     * Code.INVALID_CONFIGURATION for any other name.
     */
    public Config setEnvironment(String environment) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_environment(call.of(this), Call.text(environment), call.error()));
            return this;
        }
    }

    /**
     * Any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the environment's, in
     * whatever order the two are set. "http://" is taken for a loopback address only, or after
     * Config.allowPlainHttp. Throws an exception with Code.INVALID_CONFIGURATION for what is no such URL.
     */
    public Config setBaseUrl(String baseUrl) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_base_url(call.of(this), Call.text(baseUrl), call.error()));
            return this;
        }
    }

    /**
     * Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New OAuth
     * Client). Throws an exception with Code.INVALID_CONFIGURATION where one is empty, or has a control character
     * in it, such as the end of a line.
     */
    public Config setCredentials(String clientId, String clientSecret) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_credentials(
                    call.of(this),
                    Call.text(clientId),
                    Call.text(clientSecret),
                    call.error()));
            return this;
        }
    }

    /**
     * Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and not as a form
     * (RFC 6749); a form unless set.
     */
    public Config setJsonBody(boolean json) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_json_body(call.of(this), json ? 1 : 0, call.error()));
            return this;
        }
    }

    /**
     * How long a connection may take, TLS handshake included; 5 s unless set. In milliseconds, 1 to 3600000.
     * Looking up the name comes before it, as long as the system's resolver takes. Throws an exception with
     * Code.INVALID_CONFIGURATION out of that range.
     */
    public Config setConnectTimeout(long milliseconds) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_connect_timeout(call.of(this), milliseconds, call.error()));
            return this;
        }
    }

    /**
     * How long one request may take, from the name look-up to the answer's last byte; 15 s unless set. In
     * milliseconds, 1 to 3600000. Unless set, it is as long as the call where that has a budget of its own
     * (Config.setCallBudget, Session.tokenWithin). Set, it holds within any budget. Throws an exception with
     * Code.INVALID_CONFIGURATION out of that range.
     */
    public Config setExchangeTimeout(long milliseconds) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_exchange_timeout(call.of(this), milliseconds, call.error()));
            return this;
        }
    }

    /**
     * Which header carries the idempotency key of each POST and PATCH that a session makes, so that the server
     * knows one that it has seen before. A request without a key of its own (Request.setIdempotencyKey) gets one,
     * and keeps it. Unless this is set, only a key that is set is sent. Throws an exception with
     * Code.INVALID_CONFIGURATION for what is no header's name, or one that HTTP or the access token needs.
     */
    public Config setIdempotencyHeader(String name) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_idempotency_header(call.of(this), Call.text(name), call.error()));
            return this;
        }
    }

    /**
     * How long one call of this library may take, all that it does included; 25 s unless set. In milliseconds, 1
     * to 3600000; many servers kill a worker after 30 s. Set, one request may take all of it, unless
     * Config.setExchangeTimeout says otherwise. Throws an exception with Code.INVALID_CONFIGURATION out of that
     * range.
     */
    public Config setCallBudget(long milliseconds) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_call_budget(call.of(this), milliseconds, call.error()));
            return this;
        }
    }

    /**
     * The proxy for every request: "http://[user:password&#64;]host[:port]", or "https://...". Unless set, the
     * variables https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY and no_proxy, NO_PROXY decide when a client is made
     * (for a plain HTTP base URL http_proxy; never HTTP_PROXY, which a web server fills from a request's header);
     * a loopback address is then reached directly. A program that has rights which its caller has not (setuid)
     * looks neither at them nor at SSL_CERT_FILE and SSL_CERT_DIR. Throws an exception with
     * Code.INVALID_CONFIGURATION for what is no such URL; the message does not repeat it, since it may hold a
     * password.
     */
    public Config setProxy(String proxy) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_proxy(call.of(this), Call.text(proxy), call.error()));
            return this;
        }
    }

    /** No proxy, whatever the environment variables say. */
    public Config disableProxy() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_disable_proxy(call.of(this), call.error()));
            return this;
        }
    }

    /**
     * A file of certificates to trust beside the system's: a local server's authority, a company's own, or the
     * server's own certificate, which then counts for its names and dates whoever signed it. PEM or DER. It is
     * read at the first request, once for all clients of the process that name it, and again after the server's
     * authority was not trusted. What is in it and can't be taken is an error, never left out. A relative path is
     * taken from the directory that the process is in now. Throws an exception with Code.INVALID_CONFIGURATION
     * where there is no such file. Blocks on the file system only.
     */
    public Config setCaFile(String path) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_ca_file(call.of(this), Call.text(path), call.error()));
            return this;
        }
    }

    /**
     * Trusts the CA file alone, and none of the system's authorities, which are then not read; for a proxy that is
     * reached by "https://" too. Without a CA file Client.new fails.
     */
    public Config trustCaFileOnly() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_trust_ca_file_only(call.of(this), call.error()));
            return this;
        }
    }

    /** Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network readable. */
    public Config allowPlainHttp() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_allow_plain_http(call.of(this), call.error()));
            return this;
        }
    }

    /**
     * What a session does with a refresh token whose last exchange has an unknown outcome; Replay.UNTIL_ANSWERED
     * unless set.
     */
    public Config setReplay(Replay replay) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_replay(call.of(this), replay.number, call.error()));
            return this;
        }
    }

    /**
     * How long a refresh token presumably lives, for a session's status alone, since the server never says it; 14
     * days unless set. In seconds, 1 to 315360000 (ten years). Throws an exception with Code.INVALID_CONFIGURATION
     * out of that range.
     */
    public Config setRefreshLifetime(long seconds) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_refresh_lifetime(call.of(this), seconds, call.error()));
            return this;
        }
    }

    /**
     * Logs to standard error: lines of `level`, and of what matters more. Each such call adds one sink, but where
     * standard error is closed it adds none: its number may become a socket's. A line that can't be written is
     * dropped: a log never makes a call fail, nor ends the program. A pipe whose reader has stopped reading is
     * waited for, when no lock is held and no pair is unsaved. Throws an exception with Code.INVALID_ARGUMENT for
     * what is no level.
     */
    public Config logToStderr(LogLevel level) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_log_to_stderr(call.of(this), level.number, call.error()));
            return this;
        }
    }

    /**
     * Logs to the end of a file, made where there is none. It is opened for each line, so that it can be rotated
     * at any time. Where it is a pipe that nobody reads or that is full, the line is dropped. Levels and errors as
     * for Config.logToStderr, and Code.INVALID_ARGUMENT for an empty path. A relative path is taken from the
     * directory that the process is in now.
     */
    public Config logToFile(String path, LogLevel level) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_log_to_file(call.of(this), Call.text(path), level.number, call.error()));
            return this;
        }
    }

    /**
     * Logs to the system's log by its local socket, as facility daemon; to nowhere where there is none. Levels and
     * errors as for Config.logToStderr.
     */
    public Config logToSyslog(LogLevel level) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_log_to_syslog(call.of(this), level.number, call.error()));
            return this;
        }
    }

    /**
     * Logs to a queue, which keeps the newest 1000 lines. It may be freed before the clients that are made from
     * this config. Levels and errors as for Config.logToStderr.
     */
    public Config logToQueue(LogQueue queue, LogLevel level) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_log_to_queue(call.of(this), call.of(queue), level.number, call.error()));
            return this;
        }
    }

    /**
     * Where audit lines go: "syslog" (facility authpriv) or "file:PATH". Each act that changes who may act leaves
     * one: sign-in, sign-out, adopt, export, a believed rejection, a lost session, changes of OAuth clients and of
     * the sealing key; docs/operations.md has its form, a JSON object in one line. It goes before the sink that
     * the environment variable OMNIFUND_AUDIT names, which holds for each process whose clients and stores say
     * nothing else. A store that is opened without a config has StoreOptions.setAudit. An act never fails for its
     * line: one that a file does not take goes to the system's log, and into the log as an error. Throws an
     * exception with Code.INVALID_CONFIGURATION for what is no sink.
     */
    public Config setAudit(String sink) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_config_set_audit(call.of(this), Call.text(sink), call.error()));
            return this;
        }
    }
}
