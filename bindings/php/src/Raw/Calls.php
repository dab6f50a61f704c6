<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund\Raw;

use FFI\CData;
use Omnifund\Code;
use Omnifund\LogLevel;
use Omnifund\Replay;
use Omnifund\SavePassword;

/**
 * The library's functions, each as a method: handles, texts and numbers in, the same out. What fails throws.
 *
 * Functions that must be given a function of the program's are left out: C would keep a closure longer than
 * its request lives.
 *
 * @internal
 */
abstract class Calls extends Machinery
{
    /** The version of the library, such as "0.1.0". */
    public function version(): string
    {
        return $this->string('version') ?? '';
    }

    /** The number of the binary interface, 1. */
    public function abiVersion(): int
    {
        return $this->int('abi_version');
    }

    /** The code: an omnifund_code, the same that the function returned. */
    public function errorCode(CData $err): int
    {
        return $this->int('error_code', $err);
    }

    /** What to do: an omnifund_advice. */
    public function errorAdvice(CData $err): int
    {
        return $this->int('error_advice', $err);
    }

    /** What became of the request: an omnifund_outcome. */
    public function errorOutcome(CData $err): int
    {
        return $this->int('error_outcome', $err);
    }

    /**
     * What was tried, what came back and what to do, in English, for the person who reads it: for a log or a screen,
     * not for a program to take apart.
     */
    public function errorMessage(CData $err): string
    {
        return $this->string('error_message', $err) ?? '';
    }

    /** The HTTP status of the answer. */
    public function errorHttpStatus(CData $err): int
    {
        return $this->int('error_http_status', $err);
    }

    /** The OAuth error as the server wrote it, such as "invalid_grant" (RFC 6749 section 5.2, RFC 6750 section 3). */
    public function errorOAuthError(CData $err): ?string
    {
        return $this->string('error_oauth_error', $err);
    }

    /** The server's own words, such as "Refresh token has expired": they tell apart what shares a code. */
    public function errorOAuthErrorDescription(CData $err): ?string
    {
        return $this->string('error_oauth_error_description', $err);
    }

    /** How many seconds to wait before another try: what the server asked for, 1 to 900, else 5. */
    public function errorRetryAfter(CData $err): int
    {
        return $this->int('error_retry_after', $err);
    }

    /** Ends an error, and its strings with it. */
    public function errorFree(CData $err): void
    {
        $this->free('error', $err);
    }

    /** The name of a code, such as "Code::ConnectFailed", or "OMNIFUND_OK": for a log. */
    public function codeName(Code $code): ?string
    {
        return $this->string('code_name', $code->value);
    }

    /**
     * What a code means, in a sentence for a person, where no error was asked for: errorMessage() says what was tried
     * and what came back, and this can't.
     */
    public function codeText(Code $code): string
    {
        return $this->string('code_text', $code->value) ?? '';
    }

    /**
     * A config with nothing set but the defaults, which the setters tell: proxy from the environment variables, the
     * system's certificates, no log.
     */
    public function configNew(): CData
    {
        return $this->create('config_new');
    }

    /**
     * A config from a file of NAME=value lines, or from environment variables of the same names where `path` is NULL;
     * `path` may be NULL.
     */
    public function configLoad(?string $path): CData
    {
        return $this->callForHandle('config', 'config_load', $path);
    }

    /** One of the vendor's hosts by name: "sandbox" or "production". */
    public function configSetEnvironment(CData $cfg, string $environment): void
    {
        $this->call('config_set_environment', $cfg, $environment);
    }

    /** Any other OmniFund, such as a local server: "https://host[:port][/path]". */
    public function configSetBaseUrl(CData $cfg, string $baseUrl): void
    {
        $this->call('config_set_base_url', $cfg, $baseUrl);
    }

    /** Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New OAuth Client). */
    public function configSetCredentials(
        CData $cfg,
        string $clientId,
        #[\SensitiveParameter] string $clientSecret,
    ): void {
        $this->call('config_set_credentials', $cfg, $clientId, $clientSecret);
    }

    /**
     * Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and not as a form
     * (RFC 6749); a form unless set.
     */
    public function configSetJsonBody(CData $cfg, bool $json): void
    {
        $this->call('config_set_json_body', $cfg, (int) $json);
    }

    /** How long a connection may take, TLS handshake included; 5 s unless set. */
    public function configSetConnectTimeout(CData $cfg, int $milliseconds): void
    {
        $this->call('config_set_connect_timeout', $cfg, $milliseconds);
    }

    /** How long one request may take, from the name look-up to the answer's last byte; 15 s unless set. */
    public function configSetExchangeTimeout(CData $cfg, int $milliseconds): void
    {
        $this->call('config_set_exchange_timeout', $cfg, $milliseconds);
    }

    /**
     * Which header carries the idempotency key of each POST and PATCH that a session makes, so that the server knows
     * one that it has seen before.
     */
    public function configSetIdempotencyHeader(CData $cfg, string $name): void
    {
        $this->call('config_set_idempotency_header', $cfg, $name);
    }

    /** How long one call of this library may take, all that it does included; 25 s unless set. */
    public function configSetCallBudget(CData $cfg, int $milliseconds): void
    {
        $this->call('config_set_call_budget', $cfg, $milliseconds);
    }

    /** The proxy for every request: "http://[user:password@]host[:port]", or "https://...". */
    public function configSetProxy(CData $cfg, #[\SensitiveParameter] string $proxy): void
    {
        $this->call('config_set_proxy', $cfg, $proxy);
    }

    /** No proxy, whatever the environment variables say. */
    public function configDisableProxy(CData $cfg): void
    {
        $this->call('config_disable_proxy', $cfg);
    }

    /**
     * A file of certificates to trust beside the system's: a local server's authority, a company's own, or the
     * server's own certificate, which then counts for its names and dates whoever signed it.
     */
    public function configSetCaFile(CData $cfg, string $path): void
    {
        $this->call('config_set_ca_file', $cfg, $path);
    }

    /**
     * Trusts the CA file alone, and none of the system's authorities, which are then not read; for a proxy that is
     * reached by "https://" too.
     */
    public function configTrustCaFileOnly(CData $cfg): void
    {
        $this->call('config_trust_ca_file_only', $cfg);
    }

    /** Takes a base URL of plain "http://" that is no loopback address. */
    public function configAllowPlainHttp(CData $cfg): void
    {
        $this->call('config_allow_plain_http', $cfg);
    }

    /**
     * What a session does with a refresh token whose last exchange has an unknown outcome; Replay::UntilAnswered
     * unless set.
     */
    public function configSetReplay(CData $cfg, Replay $replay): void
    {
        $this->call('config_set_replay', $cfg, $replay->value);
    }

    /**
     * How long a refresh token presumably lives, for a session's status alone, since the server never says it; 14 days
     * unless set.
     */
    public function configSetRefreshLifetime(CData $cfg, int $seconds): void
    {
        $this->call('config_set_refresh_lifetime', $cfg, $seconds);
    }

    /** Ends a config. */
    public function configFree(CData $cfg): void
    {
        $this->free('config', $cfg);
    }

    /** Logs to standard error: lines of `level`, an omnifund_log_level, and of what matters more. */
    public function configLogToStderr(CData $cfg, LogLevel $level): void
    {
        $this->call('config_log_to_stderr', $cfg, $level->value);
    }

    /** Logs to the end of a file, made where there is none. */
    public function configLogToFile(CData $cfg, string $path, LogLevel $level): void
    {
        $this->call('config_log_to_file', $cfg, $path, $level->value);
    }

    /** Logs to the system's log by its local socket, as facility daemon; to nowhere where there is none. */
    public function configLogToSyslog(CData $cfg, LogLevel $level): void
    {
        $this->call('config_log_to_syslog', $cfg, $level->value);
    }

    /** Logs to a queue, which keeps the newest 1000 lines. */
    public function configLogToQueue(CData $cfg, CData $queue, LogLevel $level): void
    {
        $this->call('config_log_to_queue', $cfg, $queue, $level->value);
    }

    /** Where audit lines go: "syslog" (facility authpriv) or "file:PATH". */
    public function configSetAudit(CData $cfg, string $sink): void
    {
        $this->call('config_set_audit', $cfg, $sink);
    }

    /** How much it matters, an omnifund_log_level. */
    public function logEntryLevel(CData $entry): int
    {
        return $this->int('log_entry_level', $entry);
    }

    /**
     * What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login", "request",
     * "opened", "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or "audit"; later
     * versions may have more.
     */
    public function logEntryEvent(CData $entry): string
    {
        return $this->string('log_entry_event', $entry) ?? '';
    }

    /** The words for people. */
    public function logEntryMessage(CData $entry): string
    {
        return $this->string('log_entry_message', $entry) ?? '';
    }

    /** OmniFund's user. */
    public function logEntryUser(CData $entry): ?string
    {
        return $this->string('log_entry_user', $entry);
    }

    /** The OAuth client, by its client id. */
    public function logEntryClientId(CData $entry): ?string
    {
        return $this->string('log_entry_client_id', $entry);
    }

    /** When. */
    public function logEntryTime(CData $entry): int
    {
        return $this->int('log_entry_time', $entry);
    }

    /** How many milliseconds an exchange, a token login or a request took, from 1. */
    public function logEntryMilliseconds(CData $entry): int
    {
        return $this->int('log_entry_milliseconds', $entry);
    }

    /** The omnifund_code of the error that the line tells of. */
    public function logEntryCode(CData $entry): int
    {
        return $this->int('log_entry_code', $entry);
    }

    /** Ends an entry that logQueueTake() gave. */
    public function logEntryFree(CData $entry): void
    {
        $this->free('log_entry', $entry);
    }

    /** A queue without a line. */
    public function logQueueNew(): CData
    {
        return $this->create('log_queue_new');
    }

    /** Takes the oldest line out of a queue. */
    public function logQueueTake(CData $queue): ?CData
    {
        return $this->callOptional('log_queue_take', $queue);
    }

    /** Ends a queue and the lines in it. */
    public function logQueueFree(CData $queue): void
    {
        $this->free('log_queue', $queue);
    }

    /** Makes a client from a copy of `cfg`. */
    public function clientNew(CData $cfg): CData
    {
        return $this->callForHandle('client', 'client_new', $cfg);
    }

    /**
     * An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining an Access
     * Token").
     */
    public function clientPasswordGrant(CData $client, string $username, #[\SensitiveParameter] string $password): CData
    {
        return $this->callForHandle('token', 'client_password_grant', $client, $username, $password);
    }

    /**
     * A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's "Refreshing an
     * Access Token").
     */
    public function clientRefreshGrant(CData $client, #[\SensitiveParameter] string $refreshToken): CData
    {
        return $this->callForHandle('token', 'client_refresh_grant', $client, $refreshToken);
    }

    /** Logs the access token's user in (the specification's "Token Login", RFC 6750 section 2.1). */
    public function clientTokenLogin(CData $client, #[\SensitiveParameter] string $accessToken): CData
    {
        return $this->callForHandle('login', 'client_token_login', $client, $accessToken);
    }

    /** Ends a client, once no thread uses it any more. */
    public function clientFree(CData $client): void
    {
        $this->free('client', $client);
    }

    /** The access token, for the header "Authorization: Bearer ...", with a capital B. */
    public function tokenAccessToken(CData $token): ?string
    {
        return $this->string('token_access_token', $token);
    }

    /** The refresh token, good for one refresh. */
    public function tokenRefreshToken(CData $token): ?string
    {
        return $this->string('token_refresh_token', $token);
    }

    /**
     * The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer" whatever stands
     * here.
     */
    public function tokenTokenType(CData $token): ?string
    {
        return $this->string('token_token_type', $token);
    }

    /** The scope, space-separated. */
    public function tokenScope(CData $token): ?string
    {
        return $this->string('token_scope', $token);
    }

    /**
     * How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten years): less is
     * read as 0, more as ten years, digits in a string as a number.
     */
    public function tokenExpiresIn(CData $token): int
    {
        return $this->int('token_expires_in', $token);
    }

    /**
     * The end of the access token as a Unix time in seconds by this machine's clock: the moment the request left, and
     * expires_in more.
     */
    public function tokenExpiresAt(CData $token): int
    {
        return $this->int('token_expires_at', $token);
    }

    /**
     * For how many milliseconds from when it was handed out a session's token needs nothing: until then sessionToken()
     * would give the same one again, unless it was rejected, signed out or refreshed meanwhile.
     */
    public function tokenFreshFor(CData $token): int
    {
        return $this->int('token_fresh_for', $token);
    }

    /** Ends a token, and wipes its strings. */
    public function tokenFree(CData $token): void
    {
        $this->free('token', $token);
    }

    /** Makes one, with a random state. */
    public function clientAuthorization(CData $client, string $redirectUri): CData
    {
        return $this->callForHandle('authorization', 'client_authorization', $client, $redirectUri);
    }

    /**
     * Makes one that was made before, where the user comes back to another process or request than the one that asked,
     * as in a web application: keep authorizationState() in the user's web session, and nowhere else.
     */
    public function clientAuthorizationWithState(
        CData $client,
        string $redirectUri,
        #[\SensitiveParameter] string $state,
    ): CData {
        return $this->callForHandle('authorization', 'client_authorization_with_state', $client, $redirectUri, $state);
    }

    /** Where the user's browser is to go. */
    public function authorizationUrl(CData $authorization): string
    {
        return $this->string('authorization_url', $authorization) ?? '';
    }

    /** What the answer is known by, random: for clientAuthorizationWithState(), and for nobody's eyes but the user's. */
    public function authorizationState(CData $authorization): string
    {
        return $this->string('authorization_state', $authorization) ?? '';
    }

    /**
     * A token for the code that the user came back with (RFC 6749 section 4.1.3), for programs that keep their tokens;
     * with a session, see sessionSignInWithCode().
     */
    public function clientAuthorizationCodeGrant(
        CData $client,
        CData $authorization,
        #[\SensitiveParameter] string $redirectUrl,
    ): CData {
        return $this->callForHandle('token', 'client_authorization_code_grant', $client, $authorization, $redirectUrl);
    }

    /** Ends an authorization, and wipes its state. */
    public function authorizationFree(CData $authorization): void
    {
        $this->free('authorization', $authorization);
    }

    /** The HTTP status, 200 to 399. */
    public function loginStatus(CData $login): int
    {
        return $this->int('login_status', $login);
    }

    /** How many headers there are. */
    public function loginHeaderCount(CData $login): int
    {
        return $this->int('login_header_count', $login);
    }

    /** The name of a header, in lower case. */
    public function loginHeaderName(CData $login, int $index): string
    {
        return $this->string('login_header_name', $login, $index) ?? '';
    }

    /** The value of a header. */
    public function loginHeaderValue(CData $login, int $index): string
    {
        return $this->string('login_header_value', $login, $index) ?? '';
    }

    /** The value of the first header of a name, whatever its case; the name is compared as it is. */
    public function loginHeader(CData $login, string $name): ?string
    {
        return $this->string('login_header', $login, $name);
    }

    /** How many cookies the answer sets. */
    public function loginCookieCount(CData $login): int
    {
        return $this->int('login_cookie_count', $login);
    }

    /** The name of a cookie. */
    public function loginCookieName(CData $login, int $index): string
    {
        return $this->string('login_cookie_name', $login, $index) ?? '';
    }

    /** The value of a cookie, as it goes into a Cookie header. */
    public function loginCookieValue(CData $login, int $index): string
    {
        return $this->string('login_cookie_value', $login, $index) ?? '';
    }

    /**
     * The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web application
     * sends on to its user's browser.
     */
    public function loginCookieHeader(CData $login, int $index): string
    {
        return $this->string('login_cookie_header', $login, $index) ?? '';
    }

    /** Where the answer sends the browser, as the server wrote it: it may be relative. */
    public function loginLocation(CData $login): ?string
    {
        return $this->string('login_location', $login);
    }

    /** The body, 1 MiB at most, with a NUL behind it. */
    public function loginBody(CData $login): string
    {
        return $this->bytes('login_body', $this->loginBodyLength($login), $login);
    }

    /** The length of the body in bytes, without the NUL behind it. */
    public function loginBodyLength(CData $login): int
    {
        return $this->int('login_body_length', $login);
    }

    /** Ends a login, and wipes its strings. */
    public function loginFree(CData $login): void
    {
        $this->free('login', $login);
    }

    /** Takes over the bytes of a sealing key: `length` is 32. */
    public function keyFromBytes(#[\SensitiveParameter] string $bytes): CData
    {
        return $this->callWithBytes('key', 'key_from_bytes', $bytes);
    }

    /** Ends a key, and wipes it. */
    public function keyFree(CData $key): void
    {
        $this->free('key', $key);
    }

    /**
     * Options with nothing set: nobody but the owner may read the store, no network file system, no other machine's
     * store.
     */
    public function storeOptionsNew(): CData
    {
        return $this->create('store_options_new');
    }

    /**
     * Lets the directory's group read and write the store too (directory 2770, files 0660): for a web server and a
     * cron job under two users.
     */
    public function storeOptionsSetGroup(CData $options): void
    {
        $this->call('store_options_set_group', $options);
    }

    /**
     * Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most kinds and their
     * like), whose locks somebody has tried.
     */
    public function storeOptionsAllowNetwork(CData $options): void
    {
        $this->call('store_options_allow_network', $options);
    }

    /** Takes a store that another machine made, because it was moved here and that machine uses it no more. */
    public function storeOptionsTakeOver(CData $options): void
    {
        $this->call('store_options_take_over', $options);
    }

    /**
     * Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted, a program that
     * only reads must say so (Code::StoreMissing), and not that nobody is signed in.
     */
    public function storeOptionsMustExist(CData $options): void
    {
        $this->call('store_options_must_exist', $options);
    }

    /**
     * A key that opens records and seals none, beside the one that storeOpenFileWith() is given: to change that one,
     * give the new one as older first, in all programs, and only then the other way round; storeRotateKey() then seals
     * all records anew.
     */
    public function storeOptionsAddOlderKey(CData $options, CData $key): void
    {
        $this->call('store_options_add_older_key', $options, $key);
    }

    /** Keeps the sealing key in the file `path`, and not in "<store>.key". */
    public function storeOptionsSetKeyFile(CData $options, string $path): void
    {
        $this->call('store_options_set_key_file', $options, $path);
    }

    /**
     * Whom the system lets open the key file, beside its permissions: "user" (who sealed it), "machine" (each user of
     * the machine who may read the file), "none"; all but the last on Windows alone, by DPAPI.
     */
    public function storeOptionsSetKeyProtection(CData $options, string $whom): void
    {
        $this->call('store_options_set_key_protection', $options, $whom);
    }

    /**
     * Where the audit lines of the store go, as configSetAudit() has it: those of its OAuth clients, of its key and of
     * its taking over, and those of its sessions whose config says nothing else.
     */
    public function storeOptionsSetAudit(CData $options, string $sink): void
    {
        $this->call('store_options_set_audit', $options, $sink);
    }

    /** Names this machine, in place of /etc/machine-id: for containers, which have none, or all the same. */
    public function storeOptionsSetMachine(CData $options, string $name): void
    {
        $this->call('store_options_set_machine', $options, $name);
    }

    /** Ends options. */
    public function storeOptionsFree(CData $options): void
    {
        $this->free('store_options', $options);
    }

    /** A store in this process's memory, gone with it: for tests, and for programs that sign in at every start. */
    public function storeOpenMemory(): CData
    {
        return $this->callForHandle('store', 'store_open_memory');
    }

    /** A store in a directory, made where there is none, as storeOpenFileWith() with no options. */
    public function storeOpenFile(string $path, ?CData $key): CData
    {
        return $this->callForHandle('store', 'store_open_file', $path, $key);
    }

    /** A store in a directory, made where there is none; its parent must be there. */
    public function storeOpenFileWith(string $path, ?CData $key, ?CData $options): CData
    {
        return $this->callForHandle('store', 'store_open_file_with', $path, $key, $options);
    }

    /** The store that a configuration names (OMNIFUND_STORE and what goes with it, configLoad()). */
    public function storeOpenConfigured(CData $cfg): CData
    {
        return $this->callForHandle('store', 'store_open_configured', $cfg);
    }

    /** The first step to change the sealing key: puts a new one into the key file. */
    public function storePrepareKey(CData $store): void
    {
        $this->call('store_prepare_key', $store);
    }

    /**
     * The second step: the prepared key seals from here on, in all processes, and every record that is sealed with
     * another one is sealed anew.
     */
    public function storeRotateKey(CData $store): int
    {
        return $this->callForNumber('store_rotate_key', $store);
    }

    /** Gives up a store; its directory and the sessions opened in it go on. */
    public function storeFree(CData $store): void
    {
        $this->free('store', $store);
    }

    /**
     * The directory of this host's own beside a store that several hosts share: there its processes queue, and what an
     * exchange brought is durable there before the shared store has it.
     */
    public function storeOptionsSetJournal(CData $options, string $directory): void
    {
        $this->call('store_options_set_journal', $options, $directory);
    }

    /**
     * The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as storeOpenFileWith()
     * does, or the url of a database that several hosts share ("postgresql://...", "mysql://...").
     */
    public function storeOpen(string $place, ?CData $key, ?CData $options): CData
    {
        return $this->callForHandle('store', 'store_open', $place, $key, $options);
    }

    /** A store over a table of functions, which several hosts may share. */
    public function storeOpenFunctions(CData $functions, ?CData $key, ?CData $options): CData
    {
        return $this->callForHandle('store', 'store_open_functions', $functions, $key, $options);
    }

    /**
     * Ends the use of a table of functions, for who can't let them live for as long as the store: its connections are
     * ended and its `destroy` is called before this returns, and no function of it is called any more.
     */
    public function storeDetach(CData $store): void
    {
        $this->run('store_detach', $store);
    }

    /** Keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike any other. */
    public function storeSaveClient(
        CData $store,
        string $name,
        string $clientId,
        #[\SensitiveParameter] string $clientSecret,
    ): void {
        $this->call('store_save_client', $store, $name, $clientId, $clientSecret);
    }

    /** Gives an OAuth client of the store another name. */
    public function storeRenameClient(CData $store, string $name, string $newName): void
    {
        $this->call('store_rename_client', $store, $name, $newName);
    }

    /** Puts a new client id and secret in the place of lost ones: the vendor never shows a secret twice. */
    public function storeReplaceClient(
        CData $store,
        string $name,
        string $clientId,
        #[\SensitiveParameter] string $clientSecret,
    ): int {
        return $this->callForNumber('store_replace_client', $store, $name, $clientId, $clientSecret);
    }

    /** Forgets an OAuth client of the store. */
    public function storeRemoveClient(CData $store, string $name): void
    {
        $this->call('store_remove_client', $store, $name);
    }

    /** The OAuth clients of the store, in the order in which they were first saved; never their secrets. */
    public function storeClients(CData $store): CData
    {
        return $this->callForHandle('client_list', 'store_clients', $store);
    }

    /**
     * Makes a client from an OAuth client that the store keeps under a name, and the other settings of `cfg`, whose
     * credentials are not looked at.
     */
    public function clientFromStore(CData $cfg, CData $store, string $name): CData
    {
        return $this->callForHandle('client', 'client_from_store', $cfg, $store, $name);
    }

    /**
     * Makes the client of a configuration (configLoad()): of the OAuth client that it names in the store, or of the
     * one whose id and secret it has.
     */
    public function clientOpenConfigured(CData $cfg, CData $store): CData
    {
        return $this->callForHandle('client', 'client_open_configured', $cfg, $store);
    }

    /** How many OAuth clients the list has. */
    public function clientListCount(CData $list): int
    {
        return $this->int('client_list_count', $list);
    }

    /** The descriptive name of an OAuth client. */
    public function clientListName(CData $list, int $index): string
    {
        return $this->string('client_list_name', $list, $index) ?? '';
    }

    /** The client id of an OAuth client. */
    public function clientListClientId(CData $list, int $index): string
    {
        return $this->string('client_list_client_id', $list, $index) ?? '';
    }

    /** Since when this client id and secret are kept. */
    public function clientListSince(CData $list, int $index): int
    {
        return $this->int('client_list_since', $list, $index);
    }

    /** Ends a list. */
    public function clientListFree(CData $list): void
    {
        $this->free('client_list', $list);
    }

    /** The session of `username` under the OAuth client of `client`, in `store`. */
    public function sessionOpen(CData $client, CData $store, string $username): CData
    {
        return $this->callForHandle('session', 'session_open', $client, $store, $username);
    }

    /**
     * The session of `username` in `store`, under the OAuth client that the store keeps under `client_name`, with the
     * other settings of `cfg`.
     */
    public function sessionOpenNamed(CData $cfg, CData $store, string $clientName, string $username): CData
    {
        return $this->callForHandle('session', 'session_open_named', $cfg, $store, $clientName, $username);
    }

    /**
     * The session of `username` in the store, and under the OAuth client, that a configuration names: the file `path`,
     * or the environment variables where `path` is NULL, as for configLoad(); `path` may be NULL.
     */
    public function sessionOpenConfigured(?string $path, string $username): CData
    {
        return $this->callForHandle('session', 'session_open_configured', $path, $username);
    }

    /** Signs the user in by password. */
    public function sessionSignIn(CData $session, #[\SensitiveParameter] string $password): void
    {
        $this->call('session_sign_in', $session, $password);
    }

    /**
     * Signs the user in by password, and saves the password with the session as `save` says, an
     * omnifund_save_password: so it can sign in anew by itself where the server's reply to a refresh was lost.
     */
    public function sessionSignInSaving(
        CData $session,
        #[\SensitiveParameter] string $password,
        SavePassword $save,
    ): void {
        $this->call('session_sign_in_saving', $session, $password, $save->value);
    }

    /**
     * Signs the user in with the code that it came back with from OmniFund's authorization page (RFC 6749 section
     * 4.1): `redirect_url` is the URL that the user came back with, whole or path and query as a web server sees it.
     */
    public function sessionSignInWithCode(
        CData $session,
        CData $authorization,
        #[\SensitiveParameter] string $redirectUrl,
    ): void {
        $this->call('session_sign_in_with_code', $session, $authorization, $redirectUrl);
    }

    /** A valid access token, whatever it takes; its refresh token is NULL. */
    public function sessionToken(CData $session): CData
    {
        return $this->callForHandle('token', 'session_token', $session);
    }

    /** A valid access token, within `budget_ms` milliseconds, 0 to 3600000. */
    public function sessionTokenWithin(CData $session, int $budgetMs): CData
    {
        return $this->callForHandle('token', 'session_token_within', $session, $budgetMs);
    }

    /**
     * A live token, to be ended with tokenFree(), or NULL: asks neither the server nor the store, and waits for
     * nobody.
     */
    public function sessionPeek(CData $session): ?CData
    {
        return $this->callOptional('session_peek', $session);
    }

    /** Refreshes whether it must or not. */
    public function sessionRefresh(CData $session): void
    {
        $this->call('session_refresh', $session);
    }

    /** Hands back an access token with which you saw a 401. */
    public function sessionReject(CData $session, #[\SensitiveParameter] string $accessToken): void
    {
        $this->call('session_reject', $session, $accessToken);
    }

    /** Token login with a valid access token; once more with a new one where the server refuses it. */
    public function sessionTokenLogin(CData $session): CData
    {
        return $this->callForHandle('login', 'session_token_login', $session);
    }

    /** Signs out here: the store forgets the pair and a saved password. */
    public function sessionSignOut(CData $session): void
    {
        $this->call('session_sign_out', $session);
    }

    /**
     * Signs out here and takes the session out of the store, with its counters and all that is kept of it, for a user
     * who has left; also one whose record is damaged.
     */
    public function sessionForget(CData $session): void
    {
        $this->call('session_forget', $session);
    }

    /** Takes over a pair that was got elsewhere; nobody else may refresh with it from here on. */
    public function sessionAdopt(
        CData $session,
        #[\SensitiveParameter] ?string $accessToken,
        #[\SensitiveParameter] string $refreshToken,
        int $expiresAt,
        bool $replace,
    ): void {
        $this->call('session_adopt', $session, $accessToken, $refreshToken, $expiresAt, (int) $replace);
    }

    /** Gives the newest pair away, and signs out here in the same step, so that it is never in two hands. */
    public function sessionExport(CData $session): CData
    {
        return $this->callForHandle('token', 'session_export', $session);
    }

    /**
     * Gives up a session; its record in the store stays, and so does what is needed in this process: a pair that the
     * store would not take, a password that was saved in memory.
     */
    public function sessionFree(CData $session): void
    {
        $this->free('session', $session);
    }

    /**
     * What became of the request, an omnifund_outcome: Outcome::Done by a status of 200 to 299, Outcome::Refused by
     * one of 400 to 499 but for 408, Outcome::Unknown by all others, since a gateway can say them after it has passed
     * the request on.
     */
    public function responseOutcome(CData $response): int
    {
        return $this->int('response_outcome', $response);
    }

    /** How many seconds the server asks to wait before another request (Retry-After, RFC 9110 section 10.2.3). */
    public function responseRetryAfter(CData $response): int
    {
        return $this->int('response_retry_after', $response);
    }

    /**
     * Of a collection, what to ask for to have its next page, for requestNew(): hydra:next of the hydra:view in the
     * body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a callback that link alone.
     */
    public function responseNext(CData $response): ?string
    {
        return $this->string('response_next', $response);
    }

    /** The HTTP status, whatever it is. */
    public function responseStatus(CData $response): int
    {
        return $this->int('response_status', $response);
    }

    /** How many headers there are. */
    public function responseHeaderCount(CData $response): int
    {
        return $this->int('response_header_count', $response);
    }

    /** The name of a header, in lower case. */
    public function responseHeaderName(CData $response, int $index): string
    {
        return $this->string('response_header_name', $response, $index) ?? '';
    }

    /** The value of a header. */
    public function responseHeaderValue(CData $response, int $index): string
    {
        return $this->string('response_header_value', $response, $index) ?? '';
    }

    /** The value of the first header of a name, whatever its case; the name is compared as it is. */
    public function responseHeader(CData $response, string $name): ?string
    {
        return $this->string('response_header', $response, $name);
    }

    /** How many cookies the answer sets. */
    public function responseCookieCount(CData $response): int
    {
        return $this->int('response_cookie_count', $response);
    }

    /** The name of a cookie. */
    public function responseCookieName(CData $response, int $index): string
    {
        return $this->string('response_cookie_name', $response, $index) ?? '';
    }

    /** The value of a cookie, as it goes into a Cookie header. */
    public function responseCookieValue(CData $response, int $index): string
    {
        return $this->string('response_cookie_value', $response, $index) ?? '';
    }

    /**
     * The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web application
     * sends on to its user's browser.
     */
    public function responseCookieHeader(CData $response, int $index): string
    {
        return $this->string('response_cookie_header', $response, $index) ?? '';
    }

    /** Where the answer sends the browser, as the server wrote it: it may be relative. */
    public function responseLocation(CData $response): ?string
    {
        return $this->string('response_location', $response);
    }

    /** The body, with a NUL behind it. */
    public function responseBody(CData $response): string
    {
        return $this->bytes('response_body', $this->responseBodyLength($response), $response);
    }

    /** The length of the body in bytes, without the NUL behind it. */
    public function responseBodyLength(CData $response): int
    {
        return $this->int('response_body_length', $response);
    }

    /** Ends a response, and wipes its strings. */
    public function responseFree(CData $response): void
    {
        $this->free('response', $response);
    }

    /**
     * A request by `method`, such as "GET", for `path` behind the base URL, such as "/api/customers": it begins with
     * one slash, and may have a query.
     */
    public function requestNew(string $method, string $path): CData
    {
        return $this->callForHandle('request', 'request_new', $method, $path);
    }

    /**
     * Adds a parameter to the query, in any characters, such as "tranDate[between]"; several of one name are sent in
     * their order.
     */
    public function requestAddQuery(CData $request, string $name, #[\SensitiveParameter] string $value): void
    {
        $this->call('request_add_query', $request, $name, $value);
    }

    /** Adds a header. */
    public function requestAddHeader(CData $request, string $name, #[\SensitiveParameter] string $value): void
    {
        $this->call('request_add_header', $request, $name, $value);
    }

    /** The body, of `length` bytes, which are copied; `body` may be NULL where there are none. */
    public function requestSetBody(CData $request, string $contentType, #[\SensitiveParameter] string $body): void
    {
        $this->callLending($body, 'request_set_body', $request, $contentType);
    }

    /** The body, from the file `path`, which is read while it is sent, and anew where it is sent once more. */
    public function requestSetBodyFile(CData $request, string $contentType, string $path): void
    {
        $this->call('request_set_body_file', $request, $contentType, $path);
    }

    /** Puts the body of a success, a status of 200 to 299, into the file `path`, without holding it in memory. */
    public function requestSetOutputFile(CData $request, string $path): void
    {
        $this->call('request_set_output_file', $request, $path);
    }

    /** How long sessionRequest() may take with it, the token and all tries included, in milliseconds: 1 to 3600000. */
    public function requestSetTimeLimit(CData $request, int $milliseconds): void
    {
        $this->call('request_set_time_limit', $request, $milliseconds);
    }

    /** The largest body of an answer, in bytes. */
    public function requestSetLargestAnswer(CData $request, int $length): void
    {
        $this->call('request_set_largest_answer', $request, $length);
    }

    /**
     * With `retry` 1, tries again within the time limit: what was not sent, whatever it is; and a GET, HEAD or OPTIONS
     * after a 429, a 503 or a lost answer.
     */
    public function requestSetRetry(CData $request, bool $retry): void
    {
        $this->call('request_set_retry', $request, (int) $retry);
    }

    /** A key by which the server knows a request that it has seen before. */
    public function requestSetIdempotencyKey(CData $request, string $key): void
    {
        $this->call('request_set_idempotency_key', $request, $key);
    }

    /** The key that was set, or that sessionRequest() made. */
    public function requestIdempotencyKey(CData $request): ?string
    {
        return $this->string('request_idempotency_key', $request);
    }

    /** Ends a request. */
    public function requestFree(CData $request): void
    {
        $this->free('request', $request);
    }

    /** Makes a request with a valid access token. */
    public function sessionRequest(CData $session, CData $request): CData
    {
        return $this->callForHandle('response', 'session_request', $session, $request);
    }

    /**
     * A valid access token that counts as good for `seconds` at least, for a batch that must not break off; it is
     * refreshed where it must be.
     */
    public function sessionTokenLasting(CData $session, int $seconds): CData
    {
        return $this->callForHandle('token', 'session_token_lasting', $session, $seconds);
    }

    /**
     * The base URL of a session, such as "https://host" or "https://host:8443/path": of all HTTP clients of yours only
     * who sends to its origin may send the access token.
     */
    public function sessionBaseUrl(CData $session): string
    {
        return $this->string('session_base_url', $session) ?? '';
    }

    /**
     * A count of what may have ended an access token of this process before its time: a rejection, a sign-in, a
     * sign-out, a refresh, an export, an adoption, a newer pair found in the store, a fork (in the child).
     */
    public function changes(): CData
    {
        return $this->create('changes');
    }

    /** How the session stands, from the store: no network. */
    public function sessionStatus(CData $session): CData
    {
        return $this->callForHandle('status', 'session_status', $session);
    }

    /** Whether there is a pair that the server has not refused. */
    public function statusSignedIn(CData $status): bool
    {
        return $this->int('status_signed_in', $status) === 1;
    }

    /** Whether the session was signed out here, and nobody has signed in since. */
    public function statusSignedOut(CData $status): bool
    {
        return $this->int('status_signed_out', $status) === 1;
    }

    /**
     * Whether the server refused the refresh token, and nobody has signed in since: the session is lost, and once its
     * access token ends a human must sign in, unless a password was saved.
     */
    public function statusRefused(CData $status): bool
    {
        return $this->int('status_refused', $status) === 1;
    }

    /** How many seconds the access token counts as good. */
    public function statusSecondsLeft(CData $status): int
    {
        return $this->int('status_seconds_left', $status);
    }

    /** How many times the pair has changed. */
    public function statusGeneration(CData $status): int
    {
        return $this->int('status_generation', $status);
    }

    /** When the pair last changed. */
    public function statusLastRotation(CData $status): int
    {
        return $this->int('status_last_rotation', $status);
    }

    /** When the refresh token presumably ends, 14 days after the last rotation. */
    public function statusRefreshTokenEnds(CData $status): int
    {
        return $this->int('status_refresh_token_ends', $status);
    }

    /** Since when tries fail. */
    public function statusFailingSince(CData $status): int
    {
        return $this->int('status_failing_since', $status);
    }

    /** How many tries failed in a row. */
    public function statusFailuresInARow(CData $status): int
    {
        return $this->int('status_failures_in_a_row', $status);
    }

    /** Whether the store would not take the newest pair, and this process holds it and tries again with each call. */
    public function statusUnsaved(CData $status): bool
    {
        return $this->int('status_unsaved', $status) === 1;
    }

    /** When an answer was asked for that could not be understood and is kept (sessionKeptAnswer()). */
    public function statusKeptAnswer(CData $status): int
    {
        return $this->int('status_kept_answer', $status);
    }

    /** How often a refresh token was presented again after an unknown outcome. */
    public function statusReplays(CData $status): int
    {
        return $this->int('status_replays', $status);
    }

    /** How many requests were made to the token endpoint. */
    public function statusExchanges(CData $status): int
    {
        return $this->int('status_exchanges', $status);
    }

    /** How many exchanges brought no new pair. */
    public function statusFailures(CData $status): int
    {
        return $this->int('status_failures', $status);
    }

    /** How many calls waited for another process or thread. */
    public function statusWaits(CData $status): int
    {
        return $this->int('status_waits', $status);
    }

    /** How many refresh tokens the server refused: each was a session's end, unless a password was saved. */
    public function statusLost(CData $status): int
    {
        return $this->int('status_lost', $status);
    }

    /** How many pairs the store would not take at first. */
    public function statusUnsavedPairs(CData $status): int
    {
        return $this->int('status_unsaved_pairs', $status);
    }

    /** Ends a status. */
    public function statusFree(CData $status): void
    {
        $this->free('status', $status);
    }

    /** The answer that could not be understood, where one is kept; else NULL in `answer`. */
    public function sessionKeptAnswer(CData $session): ?CData
    {
        return $this->callForOptionalHandle('kept_answer', 'session_kept_answer', $session);
    }

    /** Looks at the kept answer once more, and goes on with the pair in it. */
    public function sessionRecover(CData $session): void
    {
        $this->call('session_recover', $session);
    }

    /** When the answer was asked for. */
    public function keptAnswerAskedAt(CData $answer): int
    {
        return $this->int('kept_answer_asked_at', $answer);
    }

    /** Status line, header and body as they came, 16 KiB at most, with a NUL behind them. */
    public function keptAnswerBytes(CData $answer): string
    {
        return $this->bytes('kept_answer_bytes', $this->keptAnswerLength($answer), $answer);
    }

    /** How many bytes keptAnswerBytes() has, without the NUL behind them. */
    public function keptAnswerLength(CData $answer): int
    {
        return $this->int('kept_answer_length', $answer);
    }

    /** Ends an answer, and wipes it. */
    public function keptAnswerFree(CData $answer): void
    {
        $this->free('kept_answer', $answer);
    }

    /** Begins to go through the sessions of `store`: those of the OAuth client of `client`, or all. */
    public function storeSessions(CData $store, ?CData $client): CData
    {
        return $this->callForHandle('session_list', 'store_sessions', $store, $client);
    }

    /** Reads the next page; sessionListCount() then tells how many sessions it has, and 0 is the end. */
    public function sessionListNext(CData $list): void
    {
        $this->call('session_list_next', $list);
    }

    /** How many sessions the page has. */
    public function sessionListCount(CData $list): int
    {
        return $this->int('session_list_count', $list);
    }

    /** Why its record can't be read, and what to do; the words name the record. */
    public function sessionListProblem(CData $list, int $index): ?string
    {
        return $this->string('session_list_problem', $list, $index);
    }

    /** Whose session it is. */
    public function sessionListUsername(CData $list, int $index): string
    {
        return $this->string('session_list_username', $list, $index) ?? '';
    }

    /** At which OmniFund it is. */
    public function sessionListBaseUrl(CData $list, int $index): string
    {
        return $this->string('session_list_base_url', $list, $index) ?? '';
    }

    /** The client id under which its OAuth client was first used. */
    public function sessionListClientId(CData $list, int $index): string
    {
        return $this->string('session_list_client_id', $list, $index) ?? '';
    }

    /** Whether there is a pair that the server has not refused. */
    public function sessionListSignedIn(CData $list, int $index): bool
    {
        return $this->int('session_list_signed_in', $list, $index) === 1;
    }

    /** When its pair last changed. */
    public function sessionListLastRotation(CData $list, int $index): int
    {
        return $this->int('session_list_last_rotation', $list, $index);
    }

    /** Ends a list. */
    public function sessionListFree(CData $list): void
    {
        $this->free('session_list', $list);
    }

    /**
     * Refreshes every session of `client` in `store` whose pair is older than `age` seconds (259200, three days, is a
     * good age), within `budget_ms` milliseconds, 0 to 3600000: an unused refresh token dies after 14 days.
     */
    public function sessionKeepAlive(CData $client, CData $store, int $age, int $budgetMs): void
    {
        $this->call('session_keep_alive', $client, $store, $age, $budgetMs, null, null);
    }

    /**
     * How the store and all of its sessions stand, whatever their OAuth client, for a program that is scraped by
     * Prometheus.
     */
    public function storeMetrics(CData $store, ?CData $cfg): CData
    {
        return $this->callForHandle('metrics', 'store_metrics', $store, $cfg);
    }

    /**
     * The metrics in Prometheus' text format, version 0.0.4, to be served as "text/plain; version=0.0.4;
     * charset=utf-8": omnifund_store_readable, omnifund_store_damaged_records, omnifund_store_free_bytes,
     * storeSessions() by their state, and for each session the metrics omnifund_session_*, with the labels store,
     * base_url, client (its name where it has one, else its id), client_id (the first one) and user.
     */
    public function metricsText(CData $metrics): string
    {
        return $this->string('metrics_text', $metrics) ?? '';
    }

    /** Ends metrics. */
    public function metricsFree(CData $metrics): void
    {
        $this->free('metrics', $metrics);
    }

    /**
     * Waits until no other thread's exchange is under way and its pair is saved, for `budget_ms` milliseconds at most;
     * from here on no exchange is started in this process (Code::StoreBusy), but in a child that it forks.
     */
    public function endExchanges(int $budgetMs): int
    {
        return $this->int('end_exchanges', $budgetMs);
    }
}
