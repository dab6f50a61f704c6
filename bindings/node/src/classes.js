// Made by tools/interface from omnifund-api.json; edits here are lost.
'use strict';

/**
 * The library's nouns as classes. A method that may wait for a server, a file system or another thread gives a
 * promise; what fails throws an OmnifundError of the advice's class.
 */

const raw = require('./raw.js');
const {
  Handle, Owned, bytes, later, now, read, wholeLater,
} = require('./calls.js');

/** How a session stood when it was asked. Times are Unix times in seconds; what is not there is null. */
class Status {
  constructor(from) {
    /** Whether there is a pair that the server has not refused. */
    this.signedIn = raw.omnifund_status_signed_in(from) !== 0;
    /** Whether the session was signed out here, and nobody has signed in since. */
    this.signedOut = raw.omnifund_status_signed_out(from) !== 0;
    /**
     * Whether the server refused the refresh token, and nobody has signed in since: the session is lost, and once
     * its access token ends a human must sign in, unless a password was saved.
     */
    this.refused = raw.omnifund_status_refused(from) !== 0;
    /** How many seconds the access token counts as good; 0 where there is none. */
    this.secondsLeft = raw.omnifund_status_seconds_left(from);
    /** How many times the pair has changed. */
    this.generation = raw.omnifund_status_generation(from);
    /** When the pair last changed; null where it never did. */
    this.lastRotation = raw.omnifund_status_last_rotation(from) || null;
    /**
     * When the refresh token presumably ends, 14 days after the last rotation; null where there is none. The
     * server never says it.
     */
    this.refreshTokenEnds = raw.omnifund_status_refresh_token_ends(from) || null;
    /** Since when tries fail; null where they don't. */
    this.failingSince = raw.omnifund_status_failing_since(from) || null;
    /** How many tries failed in a row. */
    this.failuresInARow = raw.omnifund_status_failures_in_a_row(from);
    /** Whether the store would not take the newest pair, and this process holds it and tries again with each call. */
    this.unsaved = raw.omnifund_status_unsaved(from) !== 0;
    /**
     * When an answer was asked for that could not be understood and is kept (Session.keptAnswer); null where there
     * is none.
     */
    this.keptAnswer = raw.omnifund_status_kept_answer(from) || null;
    /** How often a refresh token was presented again after an unknown outcome. */
    this.replays = raw.omnifund_status_replays(from);
    /** How many requests were made to the token endpoint. */
    this.exchanges = raw.omnifund_status_exchanges(from);
    /** How many exchanges brought no new pair. */
    this.failures = raw.omnifund_status_failures(from);
    /** How many calls waited for another process or thread. */
    this.waits = raw.omnifund_status_waits(from);
    /** How many refresh tokens the server refused: each was a session's end, unless a password was saved. */
    this.lost = raw.omnifund_status_lost(from);
    /** How many pairs the store would not take at first. Whether there is one now tells Status.unsaved. */
    this.unsavedPairs = raw.omnifund_status_unsaved_pairs(from);
    Object.freeze(this);
  }

  static of(from) {
    return new Status(from);
  }
}

/** A session of a store. Times are Unix times in seconds; what is not there is null. */
class SessionEntry {
  constructor(from, index) {
    /** Why its record can't be read, and what to do; the words name the record. Null where it can. */
    this.problem = raw.omnifund_session_list_problem(from, index);
    /** Whose session it is; empty where its record can't be read. */
    this.username = raw.omnifund_session_list_username(from, index);
    /** At which OmniFund it is. */
    this.baseUrl = raw.omnifund_session_list_base_url(from, index);
    /** The client id under which its OAuth client was first used. */
    this.clientId = raw.omnifund_session_list_client_id(from, index);
    /** Whether there is a pair that the server has not refused. */
    this.signedIn = raw.omnifund_session_list_signed_in(from, index) !== 0;
    /** When its pair last changed. Null where it never did. */
    this.lastRotation = raw.omnifund_session_list_last_rotation(from, index) || null;
    Object.freeze(this);
  }

  static async all(from) {
    const all = [];
    for (;;) {
      await later(raw.omnifund_session_list_next, [from]);
      const count = raw.omnifund_session_list_count(from);
      if (count === 0) return all;
      for (let index = 0; index < count; index += 1) all.push(new SessionEntry(from, index));
    }
  }
}

/**
 * An OAuth client that a store keeps; never its secret. Times are Unix times in seconds; what is not there is
 * null.
 */
class ClientEntry {
  constructor(from, index) {
    /** The descriptive name of an OAuth client. */
    this.name = raw.omnifund_client_list_name(from, index);
    /** The client id of an OAuth client. */
    this.clientId = raw.omnifund_client_list_client_id(from, index);
    /** Since when this client id and secret are kept. */
    this.since = raw.omnifund_client_list_since(from, index);
    Object.freeze(this);
  }

  static all(from) {
    const all = [];
    const count = raw.omnifund_client_list_count(from);
    for (let index = 0; index < count; index += 1) all.push(new ClientEntry(from, index));
    return all;
  }
}

/**
 * A question to a user: may this OAuth client act for you (RFC 6749 section 4.1)? Where a browser is at hand
 * OmniFund recommends it: no program sees the password. Send the user's browser to its URL; the user logs in at
 * OmniFund, allows or denies, and comes back to your redirect URI; hand the URL that the user came back with to
 * Session.signInWithCode.
 */
class Authorization extends Handle {
  static free = raw.omnifund_authorization_free;

  /** Where the user's browser is to go. */
  url() {
    return read(raw.omnifund_authorization_url, [this]);
  }

  /** What the answer is known by, random: for Client.authorizationWithState, and for nobody's eyes but the user's. */
  state() {
    return read(raw.omnifund_authorization_state, [this]);
  }
}

/**
 * An OAuth client ready to talk to one OmniFund. Any thread may use it at any time. Each of its calls makes one
 * request over a connection of its own, on the calling thread, and blocks for the exchange timeout at most, beside
 * what the system's resolver takes longer.
 */
class Client extends Handle {
  static free = raw.omnifund_client_free;

  /**
   * Makes a client from a copy of `cfg`. Touches neither the network nor certificates. Throws an error with
   * Code.INVALID_CONFIGURATION, with the name of the setting in the message, where one is missing or does not go
   * with the others.
   */
  constructor(cfg) {
    super(cfg instanceof Owned ? cfg : now(raw.omnifund_client_new, [cfg], Owned));
  }

  /**
   * An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining an Access
   * Token"). Throws an error with Code.MISSING_CREDENTIALS where one of the two is empty, Code.WRONG_PASSWORD or
   * another code of the 300s where the server refused, a code of the 200s or 400s where it could not be asked or
   * did not answer as it should. Blocks, see Client.
   */
  passwordGrant(username, password) {
    return later(raw.omnifund_client_password_grant, [this, username, password], Token);
  }

  /**
   * A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's "Refreshing an
   * Access Token"). OmniFund takes each refresh token once: save the new one before you do anything else. Where an
   * error's outcome is Outcome.UNKNOWN, the old one may be spent or not. Throws an error with
   * Code.INVALID_ARGUMENT for what is no token, Code.REFRESH_TOKEN_REFUSED or another code of the 300s where the
   * server refused, a code of the 200s or 400s where it could not be asked or did not answer as it should. Blocks,
   * see Client.
   */
  refreshGrant(refreshToken) {
    return later(raw.omnifund_client_refresh_grant, [this, refreshToken], Token);
  }

  /**
   * Logs the access token's user in (the specification's "Token Login", RFC 6750 section 2.1). Throws an error
   * with Code.INVALID_ARGUMENT for what is no token, Code.ACCESS_TOKEN_REFUSED or Code.ACCESS_DENIED for 401,
   * Code.INSUFFICIENT_SCOPE for 403, with the words of WWW-Authenticate, another code of the 200s to 400s where
   * the server could not be asked or did not answer as it should. Blocks, see Client.
   */
  tokenLogin(accessToken) {
    return later(raw.omnifund_client_token_login, [this, accessToken], Login);
  }

  /**
   * Makes one, with a random state. `redirectUri` is where the user comes back to; the OAuth client has to have it
   * under Profile, API Access, to the letter. Sends nothing. Throws an error with Code.INVALID_ARGUMENT for what
   * is no redirect URI: not absolute, with a fragment, or over 2000 bytes.
   */
  authorization(redirectUri) {
    return now(raw.omnifund_client_authorization, [this, redirectUri], Authorization);
  }

  /**
   * Makes one that was made before, where the user comes back to another process or request than the one that
   * asked, as in a web application: keep Authorization.state in the user's web session, and nowhere else. Sends
   * nothing. Throws an error with Code.INVALID_ARGUMENT for an empty state or one over 2000 bytes, and as
   * Client.authorization.
   */
  authorizationWithState(redirectUri, state) {
    return now(raw.omnifund_client_authorization_with_state, [this, redirectUri, state], Authorization);
  }

  /**
   * A token for the code that the user came back with (RFC 6749 section 4.1.3), for programs that keep their
   * tokens; with a session, see Session.signInWithCode. `redirectUrl` is the URL that the user came back with,
   * whole or path and query as a web server sees it. A code is good once, for 30 seconds: where an error's outcome
   * is Outcome.UNKNOWN, try again at once, or send the user once more. Throws an error with Code.FOREIGN_REDIRECT
   * where the URL is no answer to this authorization, Code.AUTHORIZATION_DENIED where the user denied it,
   * Code.CODE_REFUSED, Code.REDIRECT_URI_REFUSED or another code of the 300s where the server refused, a code of
   * the 200s or 400s where it could not be asked or did not answer as it should. Blocks, see Client.
   */
  authorizationCodeGrant(authorization, redirectUrl) {
    return later(raw.omnifund_client_authorization_code_grant, [this, authorization, redirectUrl], Token);
  }

  /**
   * Makes a client from an OAuth client that the store keeps under a name, and the other settings of `cfg`, whose
   * credentials are not looked at. Throws an error with Code.CLIENT_NOT_FOUND, codes of the 500s, and as
   * Client.new. Blocks on the store only.
   */
  static fromStore(cfg, store, name) {
    return later(raw.omnifund_client_from_store, [cfg, store, name], Client);
  }

  /**
   * Makes the client of a configuration (Config.load): of the OAuth client that it names in the store, or of the
   * one whose id and secret it has. Returns as Client.fromStore and Client.new. Blocks on the store only.
   */
  static openConfigured(cfg, store) {
    return later(raw.omnifund_client_open_configured, [cfg, store], Client);
  }
}

/**
 * The settings of an OAuth client. For one thread at a time. A client copies what it needs, so a config can be
 * changed, reused and freed after Client.new.
 */
class Config extends Handle {
  static free = raw.omnifund_config_free;

  /**
   * A config with nothing set but the defaults, which the setters tell: proxy from the environment variables, the
   * system's certificates, no log.
   */
  constructor() {
    super(arguments[0] instanceof Owned ? arguments[0] : new Owned(read(raw.omnifund_config_new, [])));
  }

  /**
   * A config from a file of NAME=value lines, or from environment variables of the same names where `path` is
   * null; `path` may be null. Nothing is ever read that was not asked for. OMNIFUND_ENVIRONMENT=sandbox or
   * production: one of the vendor's hosts OMNIFUND_BASE_URL=https://... any other OmniFund; it replaces the
   * environment's OMNIFUND_ALLOW_PLAIN_HTTP=yes takes plain http:// beyond loopback; secrets then cross the
   * network readable; no unless set OMNIFUND_CLIENT=Till 7 an OAuth client that the store keeps under this name
   * OMNIFUND_CLIENT_SECRET=... the secret of OMNIFUND_CLIENT_ID OMNIFUND_CLIENT_SECRET_FILE=... a file that holds
   * that secret, instead OMNIFUND_CLIENT_ID=... an OAuth client that the store does not keep OMNIFUND_BODY=json or
   * form: how bodies to the token endpoint are written; form unless set OMNIFUND_CA_FILE=... certificates to trust
   * beside the system's OMNIFUND_CA_ONLY=yes trusts that file alone; no unless set OMNIFUND_PROXY=http://... a
   * proxy, or none; unless set, the variables https_proxy, all_proxy and no_proxy decide
   * OMNIFUND_CONNECT_TIMEOUT=2.5 seconds that a connection may take, TLS handshake included; 5 unless set
   * OMNIFUND_EXCHANGE_TIMEOUT=60 seconds that one request may take; 15 unless set OMNIFUND_CALL_BUDGET=60 seconds
   * that one call may take, all that it does included; 25 unless set OMNIFUND_IDEMPOTENCY_HEADER=Idempotency-Key
   * the header by which the server knows a POST that it has seen before OMNIFUND_REPLAY=never or once,
   * until_answered: of a refresh token whose answer was lost; until_answered unless set
   * OMNIFUND_REFRESH_LIFETIME=2592000 seconds that a refresh token presumably lives, for its status alone; 1209600
   * unless set OMNIFUND_STORE=/var/lib/pos/omnifund the store's directory, or the url of a database that several
   * hosts share OMNIFUND_STORE_MODE=group or private: group where two users share the store; private unless set
   * OMNIFUND_STORE_ALLOW_NETWORK=yes takes a file system that other machines can be at; no unless set
   * OMNIFUND_STORE_MUST_EXIST=yes programs make no store where the path is wrong or the disk away; the omnifund
   * command does; no unless set OMNIFUND_STORE_KEY=... the sealing key itself, 64 hexadecimal digits
   * OMNIFUND_STORE_OLDER_KEY=... beside it, a key that opens records and seals none OMNIFUND_STORE_KEY_FILE=...
   * another key file than that beside the store, whose name ends in .key OMNIFUND_STORE_KEY_PROTECTION=user or
   * machine, none: whom Windows (DPAPI) lets open the key file OMNIFUND_STORE_JOURNAL=/var/lib/pos/journal beside
   * a database, this host's own directory; in its state directory unless set OMNIFUND_MACHINE=... this machine's
   * name, where it has no /etc/machine-id OMNIFUND_LOG=info:stderr level and sink: stderr, syslog, file:PATH
   * OMNIFUND_AUDIT=syslog or file:PATH: a line for each act that changes who may act Seconds may have a fraction:
   * "0.5". An end of line behind a value, as variables and files of secrets have it, is no part of it; other
   * control characters are refused. In a file empty lines and lines that begin with # are skipped, a value may
   * stand in quotation marks, and relative paths begin at the file's directory (of a variable, at the process's as
   * it is now); it must not be readable by everybody, nor writable by its group. PHP-FPM hides the environment
   * from its workers unless its pool says env[...]: a file is the better way there. Throws an error with
   * Code.INVALID_CONFIGURATION, with the line: a name that is not known or stands twice, a bad value, names that
   * exclude each other, a file that can't be read or that others may; and for the environment of a program that
   * has rights which its caller has not (setuid). Blocks on the file system only.
   */
  static load(path = null) {
    return later(raw.omnifund_config_load, [path], Config);
  }

  /**
   * One of the vendor's hosts by name: "sandbox" or "production". There is no default. Throws an error with
   * Code.INVALID_CONFIGURATION for any other name.
   */
  setEnvironment(environment) {
    now(raw.omnifund_config_set_environment, [this, environment]);
    return this;
  }

  /**
   * Any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the environment's, in
   * whatever order the two are set. "http://" is taken for a loopback address only, or after
   * Config.allowPlainHttp. Throws an error with Code.INVALID_CONFIGURATION for what is no such URL.
   */
  setBaseUrl(baseUrl) {
    now(raw.omnifund_config_set_base_url, [this, baseUrl]);
    return this;
  }

  /**
   * Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New OAuth Client).
   * Throws an error with Code.INVALID_CONFIGURATION where one is empty, or has a control character in it, such as
   * the end of a line.
   */
  setCredentials(clientId, clientSecret) {
    now(raw.omnifund_config_set_credentials, [this, clientId, clientSecret]);
    return this;
  }

  /**
   * Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and not as a form
   * (RFC 6749); a form unless set.
   */
  setJsonBody(json) {
    now(raw.omnifund_config_set_json_body, [this, json]);
    return this;
  }

  /**
   * How long a connection may take, TLS handshake included; 5 s unless set. In milliseconds, 1 to 3600000. Looking
   * up the name comes before it, as long as the system's resolver takes. Throws an error with
   * Code.INVALID_CONFIGURATION out of that range.
   */
  setConnectTimeout(milliseconds) {
    now(raw.omnifund_config_set_connect_timeout, [this, milliseconds]);
    return this;
  }

  /**
   * How long one request may take, from the name look-up to the answer's last byte; 15 s unless set. In
   * milliseconds, 1 to 3600000. Unless set, it is as long as the call where that has a budget of its own
   * (Config.setCallBudget, Session.tokenWithin). Set, it holds within any budget. Throws an error with
   * Code.INVALID_CONFIGURATION out of that range.
   */
  setExchangeTimeout(milliseconds) {
    now(raw.omnifund_config_set_exchange_timeout, [this, milliseconds]);
    return this;
  }

  /**
   * Which header carries the idempotency key of each POST and PATCH that a session makes, so that the server knows
   * one that it has seen before. A request without a key of its own (Request.setIdempotencyKey) gets one, and
   * keeps it. Unless this is set, only a key that is set is sent. Throws an error with Code.INVALID_CONFIGURATION
   * for what is no header's name, or one that HTTP or the access token needs.
   */
  setIdempotencyHeader(name) {
    now(raw.omnifund_config_set_idempotency_header, [this, name]);
    return this;
  }

  /**
   * How long one call of this library may take, all that it does included; 25 s unless set. In milliseconds, 1 to
   * 3600000; many servers kill a worker after 30 s. Set, one request may take all of it, unless
   * Config.setExchangeTimeout says otherwise. Throws an error with Code.INVALID_CONFIGURATION out of that range.
   */
  setCallBudget(milliseconds) {
    now(raw.omnifund_config_set_call_budget, [this, milliseconds]);
    return this;
  }

  /**
   * The proxy for every request: "http://[user:password@]host[:port]", or "https://...". Unless set, the variables
   * https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY and no_proxy, NO_PROXY decide when a client is made (for a
   * plain HTTP base URL http_proxy; never HTTP_PROXY, which a web server fills from a request's header); a
   * loopback address is then reached directly. A program that has rights which its caller has not (setuid) looks
   * neither at them nor at SSL_CERT_FILE and SSL_CERT_DIR. Throws an error with Code.INVALID_CONFIGURATION for
   * what is no such URL; the message does not repeat it, since it may hold a password.
   */
  setProxy(proxy) {
    now(raw.omnifund_config_set_proxy, [this, proxy]);
    return this;
  }

  /** No proxy, whatever the environment variables say. */
  disableProxy() {
    now(raw.omnifund_config_disable_proxy, [this]);
    return this;
  }

  /**
   * A file of certificates to trust beside the system's: a local server's authority, a company's own, or the
   * server's own certificate, which then counts for its names and dates whoever signed it. PEM or DER. It is read
   * at the first request, once for all clients of the process that name it, and again after the server's authority
   * was not trusted. What is in it and can't be taken is an error, never left out. A relative path is taken from
   * the directory that the process is in now. Throws an error with Code.INVALID_CONFIGURATION where there is no
   * such file. Blocks on the file system only.
   */
  setCaFile(path) {
    return later(raw.omnifund_config_set_ca_file, [this, path]).then(() => this);
  }

  /**
   * Trusts the CA file alone, and none of the system's authorities, which are then not read; for a proxy that is
   * reached by "https://" too. Without a CA file Client.new fails.
   */
  trustCaFileOnly() {
    now(raw.omnifund_config_trust_ca_file_only, [this]);
    return this;
  }

  /** Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network readable. */
  allowPlainHttp() {
    now(raw.omnifund_config_allow_plain_http, [this]);
    return this;
  }

  /**
   * What a session does with a refresh token whose last exchange has an unknown outcome; Replay.UNTIL_ANSWERED
   * unless set.
   */
  setReplay(replay) {
    now(raw.omnifund_config_set_replay, [this, replay]);
    return this;
  }

  /**
   * How long a refresh token presumably lives, for a session's status alone, since the server never says it; 14
   * days unless set. In seconds, 1 to 315360000 (ten years). Throws an error with Code.INVALID_CONFIGURATION out
   * of that range.
   */
  setRefreshLifetime(seconds) {
    now(raw.omnifund_config_set_refresh_lifetime, [this, seconds]);
    return this;
  }

  /**
   * Logs to standard error: lines of `level`, and of what matters more. Each such call adds one sink, but where
   * standard error is closed it adds none: its number may become a socket's. A line that can't be written is
   * dropped: a log never makes a call fail, nor ends the program. A pipe whose reader has stopped reading is
   * waited for, when no lock is held and no pair is unsaved. Throws an error with Code.INVALID_ARGUMENT for what
   * is no level.
   */
  logToStderr(level) {
    now(raw.omnifund_config_log_to_stderr, [this, level]);
    return this;
  }

  /**
   * Logs to the end of a file, made where there is none. It is opened for each line, so that it can be rotated at
   * any time. Where it is a pipe that nobody reads or that is full, the line is dropped. Levels and errors as for
   * Config.logToStderr, and Code.INVALID_ARGUMENT for an empty path. A relative path is taken from the directory
   * that the process is in now.
   */
  logToFile(path, level) {
    now(raw.omnifund_config_log_to_file, [this, path, level]);
    return this;
  }

  /**
   * Logs to the system's log by its local socket, as facility daemon; to nowhere where there is none. Levels and
   * errors as for Config.logToStderr.
   */
  logToSyslog(level) {
    now(raw.omnifund_config_log_to_syslog, [this, level]);
    return this;
  }

  /**
   * Logs to a queue, which keeps the newest 1000 lines. It may be freed before the clients that are made from this
   * config. Levels and errors as for Config.logToStderr.
   */
  logToQueue(queue, level) {
    now(raw.omnifund_config_log_to_queue, [this, queue, level]);
    return this;
  }

  /**
   * Where audit lines go: "syslog" (facility authpriv) or "file:PATH". Each act that changes who may act leaves
   * one: sign-in, sign-out, adopt, export, a believed rejection, a lost session, changes of OAuth clients and of
   * the sealing key; docs/operations.md has its form, a JSON object in one line. It goes before the sink that the
   * environment variable OMNIFUND_AUDIT names, which holds for each process whose clients and stores say nothing
   * else. A store that is opened without a config has StoreOptions.setAudit. An act never fails for its line: one
   * that a file does not take goes to the system's log, and into the log as an error. Throws an error with
   * Code.INVALID_CONFIGURATION for what is no sink.
   */
  setAudit(sink) {
    now(raw.omnifund_config_set_audit, [this, sink]);
    return this;
  }
}

/**
 * An answer of the token endpoint that nothing could be made of. It may hold the only pair that there is, so it is
 * kept in the store, sealed, until the next success.
 */
class KeptAnswer extends Handle {
  static free = raw.omnifund_kept_answer_free;

  /** When the answer was asked for. */
  askedAt() {
    return read(raw.omnifund_kept_answer_asked_at, [this]);
  }

  /** Status line, header and body as they came, 16 KiB at most. */
  bytes() {
    return bytes(read(raw.omnifund_kept_answer_bytes, [this]), read(raw.omnifund_kept_answer_length, [this]));
  }
}

/** A key of 32 bytes that seals the records of a store. Immutable; wiped when it is freed. */
class Key extends Handle {
  static free = raw.omnifund_key_free;

  /**
   * Takes over the bytes of a sealing key: `length` is 32. They are copied; wipe yours. Throws an error with
   * Code.INVALID_ARGUMENT for another length.
   */
  static fromBytes(bytes) {
    return now(raw.omnifund_key_from_bytes, [bytes, bytes?.length ?? 0], Key);
  }
}

/**
 * A line of the log: words for people, and what a machine can read. Names in it are cleaned: what could begin a
 * line of its own, or do something to a terminal, is a blank.
 */
class LogEntry extends Handle {
  static free = raw.omnifund_log_entry_free;

  /** How much it matters. */
  level() {
    return read(raw.omnifund_log_entry_level, [this]);
  }

  /**
   * What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login", "request",
   * "opened", "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or "audit"; later
   * versions may have more.
   */
  event() {
    return read(raw.omnifund_log_entry_event, [this]);
  }

  /** The words for people. */
  message() {
    return read(raw.omnifund_log_entry_message, [this]);
  }

  /** OmniFund's user. Null where the line is about none. */
  user() {
    return read(raw.omnifund_log_entry_user, [this]);
  }

  /** The OAuth client, by its client id. Null where the line is about none. */
  clientId() {
    return read(raw.omnifund_log_entry_client_id, [this]);
  }

  /** When. A line of a session comes later than that: when its locks are given up. */
  time() {
    return read(raw.omnifund_log_entry_time, [this]);
  }

  /** How many milliseconds an exchange, a token login or a request took, from 1; null of other lines. */
  milliseconds() {
    return read(raw.omnifund_log_entry_milliseconds, [this]);
  }

  /** The code of the error that the line tells of; null where it tells of none. */
  code() {
    return read(raw.omnifund_log_entry_code, [this]) || null;
  }
}

/**
 * Lines that wait until somebody takes them: for languages that the library can't call, such as PHP. Any thread
 * may use it at any time. A forked child's is empty.
 */
class LogQueue extends Handle {
  static free = raw.omnifund_log_queue_free;

  /** A queue without a line. Null only where there is no memory. */
  constructor() {
    super(arguments[0] instanceof Owned ? arguments[0] : new Owned(read(raw.omnifund_log_queue_new, [])));
  }

  /**
   * Takes the oldest line out of a queue. Returns an entry, to be ended with LogEntry.close; null where there is
   * none.
   */
  take() {
    return LogEntry.own(read(raw.omnifund_log_queue_take, [this]));
  }
}

/** What the server answered to a token login. Cookies, Location and body can each let somebody in as that user. */
class Login extends Handle {
  static free = raw.omnifund_login_free;

  /** The HTTP status, 200 to 399. */
  status() {
    return read(raw.omnifund_login_status, [this]);
  }

  /** How many headers there are. */
  headerCount() {
    return read(raw.omnifund_login_header_count, [this]);
  }

  /** The name of a header, in lower case. */
  headerName(index) {
    return read(raw.omnifund_login_header_name, [this, index]);
  }

  /** The value of a header. */
  headerValue(index) {
    return read(raw.omnifund_login_header_value, [this, index]);
  }

  /**
   * The value of the first header of a name, whatever its case; the name is compared as it is. Null where there is
   * none.
   */
  header(name) {
    return read(raw.omnifund_login_header, [this, name]);
  }

  /** How many cookies the answer sets. */
  cookieCount() {
    return read(raw.omnifund_login_cookie_count, [this]);
  }

  /** The name of a cookie. */
  cookieName(index) {
    return read(raw.omnifund_login_cookie_name, [this, index]);
  }

  /** The value of a cookie, as it goes into a Cookie header. */
  cookieValue(index) {
    return read(raw.omnifund_login_cookie_value, [this, index]);
  }

  /**
   * The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web application
   * sends on to its user's browser.
   */
  cookieHeader(index) {
    return read(raw.omnifund_login_cookie_header, [this, index]);
  }

  /** Where the answer sends the browser, as the server wrote it: it may be relative. Null where it sends nowhere. */
  location() {
    return read(raw.omnifund_login_location, [this]);
  }

  /** The body, 1 MiB at most. */
  body() {
    return bytes(read(raw.omnifund_login_body, [this]), read(raw.omnifund_login_body_length, [this]));
  }
}

/** How a store and all of its sessions stood when they were asked. */
class Metrics extends Handle {
  static free = raw.omnifund_metrics_free;

  /**
   * The metrics in Prometheus' text format, version 0.0.4, to be served as "text/plain; version=0.0.4;
   * charset=utf-8": omnifund_store_readable, omnifund_store_damaged_records, omnifund_store_free_bytes,
   * Store.sessions by their state, and for each session the metrics omnifund_session_*, with the labels store,
   * base_url, client (its name where it has one, else its id), client_id (the first one) and user. No longer than
   * 32 MiB, which are ten thousand sessions with usual names; of a larger store omnifund_store_untold_sessions
   * says how many are left out.
   */
  text() {
    return read(raw.omnifund_metrics_text, [this]);
  }
}

/**
 * A request to OmniFund's API: what is asked for, what goes with it, where the answer goes. It may be made as
 * often as you like, but for a body or an answer that goes through a callback. For one thread at a time.
 */
class Request extends Handle {
  static free = raw.omnifund_request_free;

  /**
   * A request by `method`, such as "GET", for `path` behind the base URL, such as "/api/customers": it begins with
   * one slash, and may have a query. It can name no other host, since the access token goes to the base URL's
   * origin alone. Throws an error with Code.INVALID_ARGUMENT for what is no method in capitals, or no such path.
   */
  constructor(method, path) {
    super(method instanceof Owned ? method : now(raw.omnifund_request_new, [method, path], Owned));
  }

  /**
   * Adds a parameter to the query, in any characters, such as "tranDate[between]"; several of one name are sent in
   * their order. Throws an error with Code.INVALID_ARGUMENT for an empty name.
   */
  addQuery(name, value) {
    now(raw.omnifund_request_add_query, [this, name, value]);
    return this;
  }

  /**
   * Adds a header. Throws an error with Code.INVALID_ARGUMENT for what is no name, for a value with a control
   * character in it such as a line break, and for what is not yours to say: Authorization, Host, the body's length
   * and the connection's own.
   */
  addHeader(name, value) {
    now(raw.omnifund_request_add_header, [this, name, value]);
    return this;
  }

  /**
   * The body, of `length` bytes, which are copied; `body` may be null where there are none. `contentType` is such
   * as "application/json". Throws an error with Code.INVALID_ARGUMENT for a length below 0 or over 1 GiB, and for
   * a content type that is no header's value.
   */
  setBody(contentType, body = null) {
    now(raw.omnifund_request_set_body, [this, contentType, body, body?.length ?? 0]);
    return this;
  }

  /**
   * The body, from the file `path`, which is read while it is sent, and anew where it is sent once more. Returns
   * as Request.setBody; that the file can't be read tells Session.request.
   */
  setBodyFile(contentType, path) {
    now(raw.omnifund_request_set_body_file, [this, contentType, path]);
    return this;
  }

  /**
   * Puts the body of a success, a status of 200 to 299, into the file `path`, without holding it in memory. The
   * file gets its name when it is whole, and replaces what stood there; where something stands there that is no
   * plain file, such as a pipe, that is written to. Of any other answer the body is in the response. Throws an
   * error with Code.INVALID_ARGUMENT for an empty path.
   */
  setOutputFile(path) {
    now(raw.omnifund_request_set_output_file, [this, path]);
    return this;
  }

  /**
   * How long Session.request may take with it, the token and all tries included, in milliseconds: 1 to 3600000.
   * Unless set, the call budget. Throws an error with Code.INVALID_ARGUMENT out of that range.
   */
  setTimeLimit(milliseconds) {
    now(raw.omnifund_request_set_time_limit, [this, milliseconds]);
    return this;
  }

  /**
   * The largest body of an answer, in bytes. Unless set, 16 MiB; and none for what goes to a file or a callback.
   * Throws an error with Code.INVALID_ARGUMENT below 0.
   */
  setLargestAnswer(length) {
    now(raw.omnifund_request_set_largest_answer, [this, length]);
    return this;
  }

  /**
   * With `retry` 1, tries again within the time limit: what was not sent, whatever it is; and a GET, HEAD or
   * OPTIONS after a 429, a 503 or a lost answer. It waits as long as Retry-After says, else a second, then two,
   * and so on. With 0, as unless set, only a refused access token makes a second try.
   */
  setRetry(retry) {
    now(raw.omnifund_request_set_retry, [this, retry]);
    return this;
  }

  /**
   * A key by which the server knows a request that it has seen before. It goes into the header that
   * Config.setIdempotencyHeader names, else into Idempotency-Key. Throws an error with Code.INVALID_ARGUMENT for
   * an empty key, and for what is no header's value.
   */
  setIdempotencyKey(key) {
    now(raw.omnifund_request_set_idempotency_key, [this, key]);
    return this;
  }

  /** The key that was set, or that Session.request made. Null where there is none. */
  idempotencyKey() {
    return read(raw.omnifund_request_idempotency_key, [this]);
  }
}

/** What the server answered to a request: whatever it said, an answer is no error. */
class Response extends Handle {
  static free = raw.omnifund_response_free;

  /**
   * What became of the request: Outcome.DONE by a status of 200 to 299, Outcome.REFUSED by one of 400 to 499 but
   * for 408, Outcome.UNKNOWN by all others, since a gateway can say them after it has passed the request on.
   */
  outcome() {
    return read(raw.omnifund_response_outcome, [this]);
  }

  /**
   * How many seconds the server asks to wait before another request (Retry-After, RFC 9110 section 10.2.3); null
   * where it does not.
   */
  retryAfter() {
    return read(raw.omnifund_response_retry_after, [this]) || null;
  }

  /**
   * Of a collection, what to ask for to have its next page, for Request.new: hydra:next of the hydra:view in the
   * body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a callback that link alone.
   * Null where there is none, as at the last page and where the answer points to another origin.
   */
  next() {
    return read(raw.omnifund_response_next, [this]);
  }

  /** The HTTP status, whatever it is. */
  status() {
    return read(raw.omnifund_response_status, [this]);
  }

  /** How many headers there are. */
  headerCount() {
    return read(raw.omnifund_response_header_count, [this]);
  }

  /** The name of a header, in lower case. */
  headerName(index) {
    return read(raw.omnifund_response_header_name, [this, index]);
  }

  /** The value of a header. */
  headerValue(index) {
    return read(raw.omnifund_response_header_value, [this, index]);
  }

  /**
   * The value of the first header of a name, whatever its case; the name is compared as it is. Null where there is
   * none.
   */
  header(name) {
    return read(raw.omnifund_response_header, [this, name]);
  }

  /** How many cookies the answer sets. */
  cookieCount() {
    return read(raw.omnifund_response_cookie_count, [this]);
  }

  /** The name of a cookie. */
  cookieName(index) {
    return read(raw.omnifund_response_cookie_name, [this, index]);
  }

  /** The value of a cookie, as it goes into a Cookie header. */
  cookieValue(index) {
    return read(raw.omnifund_response_cookie_value, [this, index]);
  }

  /**
   * The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web application
   * sends on to its user's browser.
   */
  cookieHeader(index) {
    return read(raw.omnifund_response_cookie_header, [this, index]);
  }

  /** Where the answer sends the browser, as the server wrote it: it may be relative. Null where it sends nowhere. */
  location() {
    return read(raw.omnifund_response_location, [this]);
  }

  /** The body; empty where it went to a file or a callback. */
  body() {
    return bytes(read(raw.omnifund_response_body, [this]), read(raw.omnifund_response_body_length, [this]));
  }
}

/**
 * One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any time, and any number of
 * processes the same store: each refresh token is presented by one of them. Calls that block do so for the call
 * budget at most (Config.setCallBudget), beside what the system's resolver takes longer. After a fork a child goes
 * on with its parent's handles.
 */
class Session extends Handle {
  static free = raw.omnifund_session_free;

  /**
   * The session of `username` under the OAuth client of `client`, in `store`. Nobody needs to be signed in. Throws
   * an error with Code.INVALID_ARGUMENT for a user name that is empty or has a control in it (a line end, an
   * escape, a mark of direction), codes of the 500s. Blocks on the store only.
   */
  static open(client, store, username) {
    return later(raw.omnifund_session_open, [client, store, username], Session);
  }

  /**
   * The session of `username` in `store`, under the OAuth client that the store keeps under `clientName`, with the
   * other settings of `cfg`. Throws an error with Code.CLIENT_NOT_FOUND, and as Client.new and Session.open.
   * Blocks on the store only.
   */
  static openNamed(cfg, store, clientName, username) {
    return later(raw.omnifund_session_open_named, [cfg, store, clientName, username], Session);
  }

  /**
   * The session of `username` in the store, and under the OAuth client, that a configuration names: the file
   * `path`, or the environment variables where `path` is null, as for Config.load; `path` may be null. Of a file
   * with an absolute path the process keeps the session for the next such call, of 256 users at most: where since
   * then neither the file, nor the session's record, nor the store's OAuth clients have changed, that is a look at
   * three files, and the environment and the CA file count as they were. Returns as Config.load, Store.open,
   * Client.fromStore, Client.new and Session.open. Blocks on the store only.
   */
  static openConfigured(path, username) {
    return later(raw.omnifund_session_open_configured, [path, username], Session);
  }

  /**
   * Signs the user in by password. A failed one leaves the pair as it was. The password is forgotten. Throws an
   * error with Code.WRONG_PASSWORD, and what else a password grant or the store gives. Blocks.
   */
  signIn(password) {
    return later(raw.omnifund_session_sign_in, [this, password]);
  }

  /**
   * Signs the user in by password, and saves the password with the session as `save` says: so it can sign in anew
   * by itself where the server's reply to a refresh was lost. Blocks.
   */
  signInSaving(password, save) {
    return later(raw.omnifund_session_sign_in_saving, [this, password, save]);
  }

  /**
   * Signs the user in with the code that it came back with from OmniFund's authorization page (RFC 6749 section
   * 4.1): `redirectUrl` is the URL that the user came back with, whole or path and query as a web server sees it.
   * A failed one leaves the pair as it was, and so are saved passwords. A code is good once, for 30 seconds.
   * OmniFund does not say who logged in there: that it is this session's user, the program has to know. Returns
   * what Client.authorizationCodeGrant or the store gives. Blocks.
   */
  signInWithCode(authorization, redirectUrl) {
    return later(raw.omnifund_session_sign_in_with_code, [this, authorization, redirectUrl]);
  }

  /**
   * A valid access token, whatever it takes; its refresh token is null. One that needs nothing is handed out at
   * once, without a lock; one near its end is refreshed by one caller while all others get it as it is. Fails only
   * where no live token is left: Code.SIGN_IN_REQUIRED, Code.BACKING_OFF after failures (with the seconds to
   * wait), else what the exchange or the store said. Blocks.
   */
  token() {
    return later(raw.omnifund_session_token, [this], Token);
  }

  /**
   * A valid access token, within `budgetMs` milliseconds, 0 to 3600000. Within 0 a live token is handed out, and
   * nothing else is tried. One request may take all of it, unless Config.setExchangeTimeout says otherwise. Throws
   * an error with Code.INVALID_ARGUMENT out of that range, and where there is no live token and an exchange would
   * never fit into the budget; else as Session.token. Blocks for the budget at most.
   */
  tokenWithin(budgetMs) {
    return later(raw.omnifund_session_token_within, [this, budgetMs], Token);
  }

  /**
   * A live token, to be ended with Token.close, or null: asks neither the server nor the store, and waits for
   * nobody.
   */
  peek() {
    return Token.own(read(raw.omnifund_session_peek, [this]));
  }

  /**
   * Refreshes whether it must or not. One that another thread or process ended after this call began counts: many
   * callers make one exchange. Returns as Session.token, and an error also where a live token is left. Blocks.
   */
  refresh() {
    return later(raw.omnifund_session_refresh, [this]);
  }

  /**
   * Hands back an access token with which you saw a 401. Where it is still the newest, no process takes it any
   * more, and the next Session.token refreshes; else nothing happens, so that sixteen workers with one stale token
   * make one refresh. Nor does anything happen where a token is rejected that has just taken the place of another
   * rejected one: that endpoint, or a gateway, refuses everything, and the token stays in use; after a pause that
   * grows to a minute it is replaced once more. A 403 is no rejection. Returns codes of the 500s; this process
   * does not hand the token out all the same. Blocks on the store only.
   */
  reject(accessToken) {
    return later(raw.omnifund_session_reject, [this, accessToken]);
  }

  /**
   * Token login with a valid access token; once more with a new one where the server refuses it. Returns as
   * Session.token and Client.tokenLogin. Blocks.
   */
  tokenLogin() {
    return later(raw.omnifund_session_token_login, [this], Login);
  }

  /**
   * Signs out here: the store forgets the pair and a saved password. OmniFund has no call to revoke tokens, so
   * they stay good at the server until they end. Throws an error with Code.SESSION_NOT_FOUND where nobody of that
   * name ever signed in, codes of the 500s. Blocks on the store only.
   */
  signOut() {
    return later(raw.omnifund_session_sign_out, [this]);
  }

  /**
   * Signs out here and takes the session out of the store, with its counters and all that is kept of it, for a
   * user who has left; also one whose record is damaged. At OmniFund the tokens stay good until they end. The
   * handle stays good: a sign-in begins anew. Throws an error with Code.SESSION_NOT_FOUND where there is none,
   * codes of the 500s. Blocks on the store only.
   */
  forget() {
    return later(raw.omnifund_session_forget, [this]);
  }

  /**
   * Takes over a pair that was got elsewhere; nobody else may refresh with it from here on. `accessToken` may be
   * null. `expiresAt` is its end, believed to be an hour away at most, or 0 where it is unknown: then the access
   * token is not used. `replace` is 1 to replace a pair that is there. Throws an error with Code.ALREADY_SIGNED_IN
   * where somebody is signed in and `replace` is 0, Code.INVALID_ARGUMENT for what is no token, codes of the 500s.
   * Blocks on the store only.
   */
  adopt(accessToken, refreshToken, expiresAt, replace) {
    return later(raw.omnifund_session_adopt, [this, accessToken, refreshToken, expiresAt, replace]);
  }

  /**
   * Throws an error with Code.SIGN_IN_REQUIRED where there is none, Code.STILL_UNREADABLE where an answer is kept
   * that may hold the newest (Session.recover), codes of the 500s. Blocks on the store only.
   */
  export() {
    return later(raw.omnifund_session_export, [this], Token);
  }

  /**
   * Makes a request with a valid access token. At a 401 that is about the token (RFC 6750 section 3) the token is
   * rejected, and the request made once more with another one; whatever the server answers else, a second 401 and
   * a 500 included, is a response and no error. No redirect is followed. Nothing else is sent twice, unless
   * Request.setRetry asks for it; a POST whose outcome is unknown never is. Returns as Session.token, and what the
   * way to the server gives; Code.BODY_UNREADABLE, Code.ANSWER_NOT_TAKEN, Code.ANSWER_TOO_LARGE.
   * OmnifundError.outcome tells of this request, and not of an exchange that it needed: Outcome.NOT_SENT where not
   * one byte of it left; Outcome.REFUSED where the server answered 401 and there was no other token;
   * Outcome.UNKNOWN where it left and no whole answer came back: then a charge may have been made. Blocks for the
   * request's time limit, else for the call budget, and as long as its file or callback takes.
   */
  request(request) {
    return later(raw.omnifund_session_request, [this, request], Response);
  }

  /**
   * A valid access token that counts as good for `seconds` at least, for a batch that must not break off; it is
   * refreshed where it must be. Throws an error with Code.INVALID_ARGUMENT below 0, and where OmniFund's tokens
   * never last so long: then nothing is asked of the server. Else as Session.token, also where a live token is
   * left that does not last so long. Blocks.
   */
  tokenLasting(seconds) {
    return later(raw.omnifund_session_token_lasting, [this, seconds], Token);
  }

  /**
   * The base URL of a session, such as "https://host" or "https://host:8443/path": of all HTTP clients of yours
   * only who sends to its origin may send the access token.
   */
  baseUrl() {
    return read(raw.omnifund_session_base_url, [this]);
  }

  /** How the session stands, from the store: no network. Returns codes of the 500s. Blocks on the store only. */
  status() {
    return wholeLater(raw.omnifund_session_status, [this], raw.omnifund_status_free, Status.of);
  }

  /**
   * The answer that could not be understood, where one is kept; else null in `answer`. Whether there is one tells
   * Status.keptAnswer, too. Returns codes of the 500s. Blocks on the store only.
   */
  keptAnswer() {
    return later(raw.omnifund_session_kept_answer, [this], KeptAnswer);
  }

  /**
   * Looks at the kept answer once more, and goes on with the pair in it. A session does so by itself before each
   * refresh, so that a later version of the library saves what this one could not read; this is for whoever does
   * not want to wait for that. Throws an error with Code.NOTHING_KEPT, Code.STILL_UNREADABLE where it can't be
   * understood still (a human may: Session.keptAnswer, and then Session.adopt), codes of the 500s. Blocks on the
   * file system, and where another process is at the session; never on the network.
   */
  recover() {
    return later(raw.omnifund_session_recover, [this]);
  }

  /**
   * Refreshes every session of `client` in `store` whose pair is older than `age` seconds (259200, three days, is
   * a good age), within `budgetMs` milliseconds, 0 to 3600000: an unused refresh token dies after 14 days. The
   * first half of the budget is shared out, and each session has its turn at a random moment of its share, so that
   * a fleet of tills does not knock together: a short budget is for whoever waits for it. One that was refreshed
   * meanwhile is not refreshed again; what no longer fits into the budget is left for the next run. `callback` is
   * told of each; `callback` may be null, `userdata` may be null, and neither is used behind this call. Throws an
   * error with Code.INVALID_ARGUMENT out of range, codes of the 500s where the store can't be listed; a session
   * that can't be refreshed, or whose record can't be read, is only told of. Blocks for the budget and one call.
   */
  static keepAlive(client, store, age, budgetMs) {
    return later(raw.omnifund_session_keep_alive, [client, store, age, budgetMs, null, null]);
  }
}

/**
 * Where sessions and OAuth clients are kept, sealed. Any thread may use it at any time, and any number of
 * processes the same directory. Whoever opens a store can act as any employee in it. Codes of the 500s are its
 * errors; their advice is mostly Advice.FIX_STORAGE.
 */
class Store extends Handle {
  static free = raw.omnifund_store_free;

  /**
   * A store in this process's memory, gone with it: for tests, and for programs that sign in at every start. A
   * forked child's is empty, since two processes would spend one refresh token: save OAuth clients and sign in
   * there, after the fork.
   */
  static openMemory() {
    return now(raw.omnifund_store_open_memory, [], Store);
  }

  /**
   * A store in a directory, made where there is none, as Store.openFileWith with no options. `key` may be null.
   * Blocks on the file system only.
   */
  static openFile(path, key = null) {
    return later(raw.omnifund_store_open_file, [path, key], Store);
  }

  /**
   * A store in a directory, made where there is none; its parent must be there. Its records are sealed with `key`,
   * which is copied. `key` may be null: then with the key in the file "<path>.key" beside the directory, which is
   * made with it (a backup of the directory does not carry the key, and without it nobody can read the records).
   * `options` may be null. Throws an error with Code.STORE_PERMISSIONS where others could read it,
   * Code.KEY_MISSING where there are records and no key file, Code.STORE_TOO_NEW for one of a later library,
   * Code.STORE_MOVED for one of another machine, Code.STORE_ON_NETWORK, Code.STORE_FULL, Code.STORE_FAILED. Blocks
   * on the file system only.
   */
  static openFileWith(path, key = null, options = null) {
    return later(raw.omnifund_store_open_file_with, [path, key, options], Store);
  }

  /**
   * The store that a configuration names (OMNIFUND_STORE and what goes with it, Config.load). Throws an error with
   * Code.INVALID_CONFIGURATION where it names none, and as Store.open. Blocks on the store only.
   */
  static openConfigured(cfg) {
    return later(raw.omnifund_store_open_configured, [cfg], Store);
  }

  /**
   * The first step to change the sealing key: puts a new one into the key file. It opens records, and seals none
   * yet. Where one waits there already, nothing changes. Where several machines get the key file by hand, give it
   * to all of them before the second step. Throws an error with Code.INVALID_ARGUMENT where the application gave
   * the key, codes of the 500s. Blocks for 10 s at most, for other changes to end.
   */
  prepareKey() {
    return later(raw.omnifund_store_prepare_key, [this]);
  }

  /**
   * The second step: the prepared key seals from here on, in all processes, and every record that is sealed with
   * another one is sealed anew. `sealed` is set to their number; `sealed` may be null. The older keys stay in the
   * key file, since a backup may need them. Where no key was prepared, or the application gave the key, it only
   * seals anew; so a step that was broken off is done again by another call. Returns codes of the 500s: the first
   * one, after all records were tried. Blocks while it goes through the records, and for 10 s at most for each
   * that somebody is changing.
   */
  rotateKey() {
    return later(raw.omnifund_store_rotate_key, [this], Number);
  }

  /**
   * The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as Store.openFileWith
   * does, or the url of a database that several hosts share ("postgresql://...", "mysql://..."). For the latter a
   * library beside this one is loaded, and the sealing key comes from `key`, from the key file of the options, or
   * from "<journal>.key". All hosts have the same key: where there are records and no key file, none is made.
   * `key` may be null; `options` may be null. Returns the codes of Store.openFileWith, Code.INVALID_CONFIGURATION
   * for a url that no library takes, Code.STORE_UNREACHABLE. Blocks on the file system, and for 10 s at most on
   * the database where this host has never opened it.
   */
  static open(place, key = null, options = null) {
    return later(raw.omnifund_store_open, [place, key, options], Store);
  }

  /**
   * Ends the use of a table of functions, for who can't let them live for as long as the store: its connections
   * are ended and its `destroy` is called before this returns, and no function of it is called any more. What is
   * opened in the store goes on with Code.STORE_UNREACHABLE. It does nothing to a store of another kind; null does
   * nothing. Blocks until calls that are at work in the store have ended.
   */
  detach() {
    return read.later(raw.omnifund_store_detach, [this]);
  }

  /**
   * Keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike any other. The
   * secret is sealed, and no function gives it back. Throws an error with Code.INVALID_ARGUMENT for another name,
   * one with a control in it (a line end, an escape, a mark of direction), or an id or a secret that is empty or
   * has a control character in it, Code.CLIENT_NAME_TAKEN where name or client id are kept already, codes of the
   * 500s. Blocks for 10 s at most, for other changes to end.
   */
  saveClient(name, clientId, clientSecret) {
    return later(raw.omnifund_store_save_client, [this, name, clientId, clientSecret]);
  }

  /**
   * Its sessions stay its sessions. Throws an error with Code.CLIENT_NOT_FOUND, and as Store.saveClient. Blocks as
   * that does.
   */
  renameClient(name, newName) {
    return later(raw.omnifund_store_rename_client, [this, name, newName]);
  }

  /**
   * Puts a new client id and secret in the place of lost ones: the vendor never shows a secret twice. `sessions`
   * is set to the number of signed-in sessions that this concerns; `sessions` may be null. A refresh token of the
   * old id is never sent under the new one: each session's live access token serves to its end, then a saved
   * password, and then a human must sign in. Running processes notice by themselves. Returns as
   * Store.renameClient. Blocks as that does.
   */
  replaceClient(name, clientId, clientSecret) {
    return later(raw.omnifund_store_replace_client, [this, name, clientId, clientSecret], Number);
  }

  /**
   * Forgets an OAuth client of the store. Its sessions stay, and can be used with its credentials only. Throws an
   * error with Code.CLIENT_NOT_FOUND, codes of the 500s. Blocks as Store.saveClient.
   */
  removeClient(name) {
    return later(raw.omnifund_store_remove_client, [this, name]);
  }

  /**
   * The OAuth clients of the store, in the order in which they were first saved; never their secrets. Returns
   * codes of the 500s. Blocks on the store only.
   */
  clients() {
    return wholeLater(raw.omnifund_store_clients, [this], raw.omnifund_client_list_free, ClientEntry.all);
  }

  /**
   * Begins to go through the sessions of `store`: those of the OAuth client of `client`, or all. `client` may be
   * null. The first page comes with SessionList.next.
   */
  sessions(client = null) {
    return wholeLater(raw.omnifund_store_sessions, [this, client], raw.omnifund_session_list_free, SessionEntry.all);
  }

  /**
   * How the store and all of its sessions stand, whatever their OAuth client, for a program that is scraped by
   * Prometheus. How long a refresh token lives, and whether it may be presented again, is what `cfg` says; `cfg`
   * may be null: then as in Config.new. Throws an error with Code.null_ARGUMENT; what can't be read is a number of
   * the text, and no error. Blocks on the store only: every record is read.
   */
  metrics(cfg = null) {
    return later(raw.omnifund_store_metrics, [this, cfg], Metrics);
  }
}

/** How a store's directory is kept. For one thread at a time. */
class StoreOptions extends Handle {
  static free = raw.omnifund_store_options_free;

  /**
   * Options with nothing set: nobody but the owner may read the store, no network file system, no other machine's
   * store. Null only where there is no memory.
   */
  constructor() {
    super(arguments[0] instanceof Owned ? arguments[0] : new Owned(read(raw.omnifund_store_options_new, [])));
  }

  /**
   * Lets the directory's group read and write the store too (directory 2770, files 0660): for a web server and a
   * cron job under two users.
   */
  setGroup() {
    now(raw.omnifund_store_options_set_group, [this]);
    return this;
  }

  /**
   * Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most kinds and their
   * like), whose locks somebody has tried.
   */
  allowNetwork() {
    now(raw.omnifund_store_options_allow_network, [this]);
    return this;
  }

  /**
   * Takes a store that another machine made, because it was moved here and that machine uses it no more. From then
   * on it is this machine's, and the other one is refused. Where both use it, sessions are lost.
   */
  takeOver() {
    now(raw.omnifund_store_options_take_over, [this]);
    return this;
  }

  /**
   * Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted, a program that
   * only reads must say so (Code.STORE_MISSING), and not that nobody is signed in.
   */
  mustExist() {
    now(raw.omnifund_store_options_must_exist, [this]);
    return this;
  }

  /**
   * A key that opens records and seals none, beside the one that Store.openFileWith is given: to change that one,
   * give the new one as older first, in all programs, and only then the other way round; Store.rotateKey then
   * seals all records anew.
   */
  addOlderKey(key) {
    now(raw.omnifund_store_options_add_older_key, [this, key]);
    return this;
  }

  /** Keeps the sealing key in the file `path`, and not in "<store>.key". */
  setKeyFile(path) {
    now(raw.omnifund_store_options_set_key_file, [this, path]);
    return this;
  }

  /**
   * Whom the system lets open the key file, beside its permissions: "user" (who sealed it), "machine" (each user
   * of the machine who may read the file), "none"; all but the last on Windows alone, by DPAPI. A key file that is
   * there is sealed anew where it is sealed otherwise; unless this is said it stays as it is, and a new one is not
   * sealed. Throws an error with Code.INVALID_CONFIGURATION for any other word. Opening the store returns it where
   * the system can't, and for "user" together with StoreOptions.setGroup.
   */
  setKeyProtection(whom) {
    now(raw.omnifund_store_options_set_key_protection, [this, whom]);
    return this;
  }

  /**
   * Where the audit lines of the store go, as Config.setAudit has it: those of its OAuth clients, of its key and
   * of its taking over, and those of its sessions whose config says nothing else. Throws an error with
   * Code.INVALID_CONFIGURATION for what is no sink.
   */
  setAudit(sink) {
    now(raw.omnifund_store_options_set_audit, [this, sink]);
    return this;
  }

  /**
   * Names this machine, in place of /etc/machine-id: for containers, which have none, or all the same. Any text
   * that no other machine has; a store that was made under another name is refused.
   */
  setMachine(name) {
    now(raw.omnifund_store_options_set_machine, [this, name]);
    return this;
  }

  /**
   * The directory of this host's own beside a store that several hosts share: there its processes queue, and what
   * an exchange brought is durable there before the shared store has it. On a local disk, of one user, and never
   * copied to another host. Without it, it is one of the store's own in "omnifund", in the directory that systemd
   * names in STATE_DIRECTORY, else in the user's XDG state directory.
   */
  setJournal(directory) {
    now(raw.omnifund_store_options_set_journal, [this, directory]);
    return this;
  }
}

/** What a grant brought, or a session. */
class Token extends Handle {
  static free = raw.omnifund_token_free;

  /**
   * The access token, for the header "Authorization: Bearer ...", with a capital B. Null for an exported pair
   * without one.
   */
  accessToken() {
    return read(raw.omnifund_token_access_token, [this]);
  }

  /**
   * The refresh token, good for one refresh. Null where the server gave none: after a refresh, the one that was
   * sent stays good (RFC 6749 section 6).
   */
  refreshToken() {
    return read(raw.omnifund_token_refresh_token, [this]);
  }

  /**
   * The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer" whatever stands
   * here. Null where the server gave none.
   */
  tokenType() {
    return read(raw.omnifund_token_token_type, [this]);
  }

  /** The scope, space-separated. Null where it was null or absent. */
  scope() {
    return read(raw.omnifund_token_scope, [this]);
  }

  /**
   * How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten years): less is
   * read as 0, more as ten years, digits in a string as a number. Null also where the server gave nothing of the
   * kind.
   */
  expiresIn() {
    return read(raw.omnifund_token_expires_in, [this]) || null;
  }

  /**
   * The end of the access token by this machine's clock: the moment the request left, and expires_in more. Null
   * where the server gave no expires_in.
   */
  expiresAt() {
    return read(raw.omnifund_token_expires_at, [this]) || null;
  }

  /**
   * For how many milliseconds from when it was handed out a session's token needs nothing: until then
   * Session.token would give the same one again, unless it was rejected, signed out or refreshed meanwhile. For
   * programs to which a call costs much. Null for a token near its end, for one of a raw grant.
   */
  freshFor() {
    return read(raw.omnifund_token_fresh_for, [this]);
  }
}

/** The version of the library, such as "0.1.0". It is static: valid for ever, not to be freed. */
function version() {
  return read(raw.omnifund_version, []);
}

/**
 * The number of the binary interface, 1. It is raised when a program compiled against an older header would go
 * wrong; functions and constants are added without raising it. A program that loads the library at run time
 * compares it with its header's OMNIFUND_ABI_VERSION.
 */
function abiVersion() {
  return read(raw.omnifund_abi_version, []);
}

/**
 * The name of a code, such as "Code.CONNECT_FAILED", or "OMNIFUND_OK": for a log. Null where this version of the
 * library knows no such code. It is static: valid for ever, not to be freed.
 */
function codeName(code) {
  return read(raw.omnifund_code_name, [code]);
}

/**
 * What a code means, in a sentence for a person, where no error was asked for: OmnifundError.message says what was
 * tried and what came back, and this can't. It is static: valid for ever, not to be freed, and never null.
 */
function codeText(code) {
  return read(raw.omnifund_code_text, [code]);
}

/**
 * Waits until no other thread's exchange is under way and its pair is saved, for `budgetMs` milliseconds at most;
 * from here on no exchange is started in this process (Code.STORE_BUSY), but in a child that it forks. The library
 * does this by itself where a program ends by exit or by the return of main: call it where it ends in another way,
 * as programs in Go and by _exit do, and where threads must still run that the end of a runtime would stop, as in
 * Python. 30000 is a good budget: a call's, and some time to save. Returns how many exchanges are still under way,
 * and pairs not saved: 0 where nothing is lost. A pair that the store would not take is tried again until the
 * budget has passed, once at least. Blocks for the budget, and as long as the disk needs for one try.
 */
function endExchanges(budgetMs) {
  return read.later(raw.omnifund_end_exchanges, [budgetMs]);
}

module.exports = {
  Status,
  SessionEntry,
  ClientEntry,
  Authorization,
  Client,
  Config,
  KeptAnswer,
  Key,
  LogEntry,
  LogQueue,
  Login,
  Metrics,
  Request,
  Response,
  Session,
  Store,
  StoreOptions,
  Token,
  version,
  abiVersion,
  codeName,
  codeText,
  endExchanges,
};
