// Made by tools/interface from omnifund-api.json; edits here are lost.
//
// A valid OmniFund OAuth2 access token, every time. What fails raises an EOmnifund of the advice's class. Each
// object is freed once, in any order, when no thread uses it any more. Texts are in UTF-8; '' where there is none,
// and 0 for a number. Times are Unix times in seconds.
unit Omnifund;

{$IFDEF FPC}{$MODE DELPHI}{$PACKRECORDS C}{$ENDIF}

interface

uses
  OmnifundRaw, OmnifundBase;

type
  EOmnifund = OmnifundBase.EOmnifund;
  EOmnifundTryLater = OmnifundBase.EOmnifundTryLater;
  EOmnifundSignInRequired = OmnifundBase.EOmnifundSignInRequired;
  EOmnifundConfigurationError = OmnifundBase.EOmnifundConfigurationError;
  EOmnifundStoreError = OmnifundBase.EOmnifundStoreError;
  EOmnifundRefused = OmnifundBase.EOmnifundRefused;
  EOmnifundBug = OmnifundBase.EOmnifundBug;
  TOmnifundBytes = OmnifundBase.TOmnifundBytes;

  // How a session stood when it was asked.
  TOmnifundStatus = record
    // Whether there is a pair that the server has not refused.
    SignedIn: Boolean;
    // Whether the session was signed out here, and nobody has signed in since.
    SignedOut: Boolean;
    // Whether the server refused the refresh token, and nobody has signed in since: the session is lost, and once
    // its access token ends a human must sign in, unless a password was saved.
    Refused: Boolean;
    // How many seconds the access token counts as good; 0 where there is none.
    SecondsLeft: Int64;
    // How many times the pair has changed.
    Generation: Int64;
    // When the pair last changed; 0 where it never did.
    LastRotation: Int64;
    // When the refresh token presumably ends, 14 days after the last rotation; 0 where there is none. The server
    // never says it.
    RefreshTokenEnds: Int64;
    // Since when tries fail; 0 where they don't.
    FailingSince: Int64;
    // How many tries failed in a row.
    FailuresInARow: Int64;
    // Whether the store would not take the newest pair, and this process holds it and tries again with each call.
    Unsaved: Boolean;
    // When an answer was asked for that could not be understood and is kept (TOmnifundSession.KeptAnswer); 0 where
    // there is none.
    KeptAnswer: Int64;
    // How often a refresh token was presented again after an unknown outcome.
    Replays: Int64;
    // How many requests were made to the token endpoint.
    Exchanges: Int64;
    // How many exchanges brought no new pair.
    Failures: Int64;
    // How many calls waited for another process or thread.
    Waits: Int64;
    // How many refresh tokens the server refused: each was a session's end, unless a password was saved.
    Lost: Int64;
    // How many pairs the store would not take at first. Whether there is one now tells TOmnifundStatus.Unsaved.
    UnsavedPairs: Int64;
  end;

  // A session of a store.
  TOmnifundSessionEntry = record
    // Why its record can't be read, and what to do; the words name the record. '' where it can.
    Problem: UTF8String;
    // Whose session it is; empty where its record can't be read.
    Username: UTF8String;
    // At which OmniFund it is.
    BaseUrl: UTF8String;
    // The client id under which its OAuth client was first used.
    ClientId: UTF8String;
    // Whether there is a pair that the server has not refused.
    SignedIn: Boolean;
    // When its pair last changed. 0 where it never did.
    LastRotation: Int64;
  end;
  TOmnifundSessionEntries = array of TOmnifundSessionEntry;

  // An OAuth client that a store keeps; never its secret.
  TOmnifundClientEntry = record
    // The descriptive name of an OAuth client.
    Name: UTF8String;
    // The client id of an OAuth client.
    ClientId: UTF8String;
    // Since when this client id and secret are kept.
    Since: Int64;
  end;
  TOmnifundClientEntries = array of TOmnifundClientEntry;
  TOmnifundAuthorization = class;
  TOmnifundClient = class;
  TOmnifundConfig = class;
  TOmnifundKeptAnswer = class;
  TOmnifundKey = class;
  TOmnifundLogEntry = class;
  TOmnifundLogQueue = class;
  TOmnifundLogin = class;
  TOmnifundMetrics = class;
  TOmnifundRequest = class;
  TOmnifundResponse = class;
  TOmnifundSession = class;
  TOmnifundStore = class;
  TOmnifundStoreOptions = class;
  TOmnifundToken = class;

  // A question to a user: may this OAuth client act for you (RFC 6749 section 4.1)? Where a browser is at hand
  // OmniFund recommends it: no program sees the password. Send the user's browser to its URL; the user logs in at
  // OmniFund, allows or denies, and comes back to your redirect URI; hand the URL that the user came back with to
  // TOmnifundSession.SignInWithCode.
  TOmnifundAuthorization = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // Where the user's browser is to go.
    function Url: UTF8String;
    // What the answer is known by, random: for TOmnifundClient.AuthorizationWithState, and for nobody's eyes but
    // the user's.
    function State: UTF8String;
  end;

  // An OAuth client ready to talk to one OmniFund. Any thread may use it at any time. Each of its calls makes one
  // request over a connection of its own, on the calling thread, and blocks for the exchange timeout at most,
  // beside what the system's resolver takes longer.
  TOmnifundClient = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // Makes a client from a copy of `ACfg`. Touches neither the network nor certificates. Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_CONFIGURATION, with the name of the setting in the message, where one is missing or
    // does not go with the others.
    constructor Create(ACfg: TOmnifundConfig);
    // An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining an Access
    // Token"). Raises EOmnifund with OMNIFUND_CODE_MISSING_CREDENTIALS where one of the two is empty,
    // OMNIFUND_CODE_WRONG_PASSWORD or another code of the 300s where the server refused, a code of the 200s or
    // 400s where it could not be asked or did not answer as it should. Blocks, see TOmnifundClient.
    function PasswordGrant(const AUsername: UTF8String; const APassword: UTF8String): TOmnifundToken;
    // A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's "Refreshing
    // an Access Token"). OmniFund takes each refresh token once: save the new one before you do anything else.
    // Where an error's outcome is OMNIFUND_OUTCOME_UNKNOWN, the old one may be spent or not. Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_ARGUMENT for what is no token, OMNIFUND_CODE_REFRESH_TOKEN_REFUSED or another code of
    // the 300s where the server refused, a code of the 200s or 400s where it could not be asked or did not answer
    // as it should. Blocks, see TOmnifundClient.
    function RefreshGrant(const ARefreshToken: UTF8String): TOmnifundToken;
    // Logs the access token's user in (the specification's "Token Login", RFC 6750 section 2.1). Raises EOmnifund
    // with OMNIFUND_CODE_INVALID_ARGUMENT for what is no token, OMNIFUND_CODE_ACCESS_TOKEN_REFUSED or
    // OMNIFUND_CODE_ACCESS_DENIED for 401, OMNIFUND_CODE_INSUFFICIENT_SCOPE for 403, with the words of
    // WWW-Authenticate, another code of the 200s to 400s where the server could not be asked or did not answer as
    // it should. Blocks, see TOmnifundClient.
    function TokenLogin(const AAccessToken: UTF8String): TOmnifundLogin;
    // Makes one, with a random state. `ARedirectUri` is where the user comes back to; the OAuth client has to have
    // it under Profile, API Access, to the letter. Sends nothing. Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_ARGUMENT for what is no redirect URI: not absolute, with a fragment, or over 2000
    // bytes.
    function Authorization(const ARedirectUri: UTF8String): TOmnifundAuthorization;
    // Makes one that was made before, where the user comes back to another process or request than the one that
    // asked, as in a web application: keep TOmnifundAuthorization.State in the user's web session, and nowhere
    // else. Sends nothing. Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT for an empty state or one over
    // 2000 bytes, and as TOmnifundClient.Authorization.
    function AuthorizationWithState(const ARedirectUri: UTF8String; const AState: UTF8String): TOmnifundAuthorization;
    // A token for the code that the user came back with (RFC 6749 section 4.1.3), for programs that keep their
    // tokens; with a session, see TOmnifundSession.SignInWithCode. `ARedirectUrl` is the URL that the user came
    // back with, whole or path and query as a web server sees it. A code is good once, for 30 seconds: where an
    // error's outcome is OMNIFUND_OUTCOME_UNKNOWN, try again at once, or send the user once more. Raises EOmnifund
    // with OMNIFUND_CODE_FOREIGN_REDIRECT where the URL is no answer to this authorization,
    // OMNIFUND_CODE_AUTHORIZATION_DENIED where the user denied it, OMNIFUND_CODE_CODE_REFUSED,
    // OMNIFUND_CODE_REDIRECT_URI_REFUSED or another code of the 300s where the server refused, a code of the 200s
    // or 400s where it could not be asked or did not answer as it should. Blocks, see TOmnifundClient.
    function AuthorizationCodeGrant(
      AAuthorization: TOmnifundAuthorization;
      const ARedirectUrl: UTF8String): TOmnifundToken;
    // Makes a client from an OAuth client that the store keeps under a name, and the other settings of `ACfg`,
    // whose credentials are not looked at. Raises EOmnifund with OMNIFUND_CODE_CLIENT_NOT_FOUND, codes of the
    // 500s, and as TOmnifundClient.New. Blocks on the store only.
    constructor FromStore(ACfg: TOmnifundConfig; AStore: TOmnifundStore; const AName: UTF8String);
    // Makes the client of a configuration (TOmnifundConfig.Load): of the OAuth client that it names in the store,
    // or of the one whose id and secret it has. Returns as TOmnifundClient.FromStore and TOmnifundClient.New.
    // Blocks on the store only.
    constructor OpenConfigured(ACfg: TOmnifundConfig; AStore: TOmnifundStore);
  end;

  // The settings of an OAuth client. For one thread at a time. A client copies what it needs, so a config can be
  // changed, reused and freed after TOmnifundClient.New.
  TOmnifundConfig = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // A config with nothing set but the defaults, which the setters tell: proxy from the environment variables,
    // the system's certificates, no log.
    constructor Create;
    // A config from a file of NAME=value lines, or from environment variables of the same names where `APath` is
    // nil; `APath` may be nil. Nothing is ever read that was not asked for. OMNIFUND_ENVIRONMENT=sandbox or
    // production: one of the vendor's hosts OMNIFUND_BASE_URL=https://... any other OmniFund; it replaces the
    // environment's OMNIFUND_ALLOW_PLAIN_HTTP=yes takes plain http:// beyond loopback; secrets then cross the
    // network readable; no unless set OMNIFUND_CLIENT=Till 7 an OAuth client that the store keeps under this name
    // OMNIFUND_CLIENT_SECRET=... the secret of OMNIFUND_CLIENT_ID OMNIFUND_CLIENT_SECRET_FILE=... a file that
    // holds that secret, instead OMNIFUND_CLIENT_ID=... an OAuth client that the store does not keep
    // OMNIFUND_BODY=json or form: how bodies to the token endpoint are written; form unless set
    // OMNIFUND_CA_FILE=... certificates to trust beside the system's OMNIFUND_CA_ONLY=yes trusts that file alone;
    // no unless set OMNIFUND_PROXY=http://... a proxy, or none; unless set, the variables https_proxy, all_proxy
    // and no_proxy decide OMNIFUND_CONNECT_TIMEOUT=2.5 seconds that a connection may take, TLS handshake included;
    // 5 unless set OMNIFUND_EXCHANGE_TIMEOUT=60 seconds that one request may take; 15 unless set
    // OMNIFUND_CALL_BUDGET=60 seconds that one call may take, all that it does included; 25 unless set
    // OMNIFUND_IDEMPOTENCY_HEADER=Idempotency-Key the header by which the server knows a POST that it has seen
    // before OMNIFUND_REPLAY=never or once, until_answered: of a refresh token whose answer was lost;
    // until_answered unless set OMNIFUND_REFRESH_LIFETIME=2592000 seconds that a refresh token presumably lives,
    // for its status alone; 1209600 unless set OMNIFUND_STORE=/var/lib/pos/omnifund the store's directory, or the
    // url of a database that several hosts share OMNIFUND_STORE_MODE=group or private: group where two users share
    // the store; private unless set OMNIFUND_STORE_ALLOW_NETWORK=yes takes a file system that other machines can
    // be at; no unless set OMNIFUND_STORE_MUST_EXIST=yes programs make no store where the path is wrong or the
    // disk away; the omnifund command does; no unless set OMNIFUND_STORE_KEY=... the sealing key itself, 64
    // hexadecimal digits OMNIFUND_STORE_OLDER_KEY=... beside it, a key that opens records and seals none
    // OMNIFUND_STORE_KEY_FILE=... another key file than that beside the store, whose name ends in .key
    // OMNIFUND_STORE_KEY_PROTECTION=user or machine, none: whom Windows (DPAPI) lets open the key file
    // OMNIFUND_STORE_JOURNAL=/var/lib/pos/journal beside a database, this host's own directory; in its state
    // directory unless set OMNIFUND_MACHINE=... this machine's name, where it has no /etc/machine-id
    // OMNIFUND_LOG=info:stderr level and sink: stderr, syslog, file:PATH OMNIFUND_AUDIT=syslog or file:PATH: a
    // line for each act that changes who may act Seconds may have a fraction: "0.5". An end of line behind a
    // value, as variables and files of secrets have it, is no part of it; other control characters are refused. In
    // a file empty lines and lines that begin with # are skipped, a value may stand in quotation marks, and
    // relative paths begin at the file's directory (of a variable, at the process's as it is now); it must not be
    // readable by everybody, nor writable by its group. PHP-FPM hides the environment from its workers unless its
    // pool says env[...]: a file is the better way there. Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_CONFIGURATION, with the line: a name that is not known or stands twice, a bad value,
    // names that exclude each other, a file that can't be read or that others may; and for the environment of a
    // program that has rights which its caller has not (setuid). Blocks on the file system only.
    constructor Load(const APath: UTF8String = '');
    // One of the vendor's hosts by name: "sandbox" or "production". There is no default. Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_CONFIGURATION for any other name.
    procedure SetEnvironment(const AEnvironment: UTF8String);
    // Any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the environment's, in
    // whatever order the two are set. "http://" is taken for a loopback address only, or after
    // TOmnifundConfig.AllowPlainHttp. Raises EOmnifund with OMNIFUND_CODE_INVALID_CONFIGURATION for what is no
    // such URL.
    procedure SetBaseUrl(const ABaseUrl: UTF8String);
    // Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New OAuth
    // Client). Raises EOmnifund with OMNIFUND_CODE_INVALID_CONFIGURATION where one is empty, or has a control
    // character in it, such as the end of a line.
    procedure SetCredentials(const AClientId: UTF8String; const AClientSecret: UTF8String);
    // Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and not as a form
    // (RFC 6749); a form unless set.
    procedure SetJsonBody(AJson: Boolean);
    // How long a connection may take, TLS handshake included; 5 s unless set. In milliseconds, 1 to 3600000.
    // Looking up the name comes before it, as long as the system's resolver takes. Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_CONFIGURATION out of that range.
    procedure SetConnectTimeout(AMilliseconds: Int64);
    // How long one request may take, from the name look-up to the answer's last byte; 15 s unless set. In
    // milliseconds, 1 to 3600000. Unless set, it is as long as the call where that has a budget of its own
    // (TOmnifundConfig.SetCallBudget, TOmnifundSession.TokenWithin). Set, it holds within any budget. Raises
    // EOmnifund with OMNIFUND_CODE_INVALID_CONFIGURATION out of that range.
    procedure SetExchangeTimeout(AMilliseconds: Int64);
    // Which header carries the idempotency key of each POST and PATCH that a session makes, so that the server
    // knows one that it has seen before. A request without a key of its own (TOmnifundRequest.SetIdempotencyKey)
    // gets one, and keeps it. Unless this is set, only a key that is set is sent. Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_CONFIGURATION for what is no header's name, or one that HTTP or the access token
    // needs.
    procedure SetIdempotencyHeader(const AName: UTF8String);
    // How long one call of this library may take, all that it does included; 25 s unless set. In milliseconds, 1
    // to 3600000; many servers kill a worker after 30 s. Set, one request may take all of it, unless
    // TOmnifundConfig.SetExchangeTimeout says otherwise. Raises EOmnifund with OMNIFUND_CODE_INVALID_CONFIGURATION
    // out of that range.
    procedure SetCallBudget(AMilliseconds: Int64);
    // The proxy for every request: "http://[user:password@]host[:port]", or "https://...". Unless set, the
    // variables https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY and no_proxy, NO_PROXY decide when a client is made
    // (for a plain HTTP base URL http_proxy; never HTTP_PROXY, which a web server fills from a request's header);
    // a loopback address is then reached directly. A program that has rights which its caller has not (setuid)
    // looks neither at them nor at SSL_CERT_FILE and SSL_CERT_DIR. Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_CONFIGURATION for what is no such URL; the message does not repeat it, since it may
    // hold a password.
    procedure SetProxy(const AProxy: UTF8String);
    // No proxy, whatever the environment variables say.
    procedure DisableProxy;
    // A file of certificates to trust beside the system's: a local server's authority, a company's own, or the
    // server's own certificate, which then counts for its names and dates whoever signed it. PEM or DER. It is
    // read at the first request, once for all clients of the process that name it, and again after the server's
    // authority was not trusted. What is in it and can't be taken is an error, never left out. A relative path is
    // taken from the directory that the process is in now. Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_CONFIGURATION where there is no such file. Blocks on the file system only.
    procedure SetCaFile(const APath: UTF8String);
    // Trusts the CA file alone, and none of the system's authorities, which are then not read; for a proxy that is
    // reached by "https://" too. Without a CA file TOmnifundClient.New fails.
    procedure TrustCaFileOnly;
    // Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network readable.
    procedure AllowPlainHttp;
    // What a session does with a refresh token whose last exchange has an unknown outcome;
    // OMNIFUND_REPLAY_UNTIL_ANSWERED unless set.
    procedure SetReplay(AReplay: Integer);
    // How long a refresh token presumably lives, for a session's status alone, since the server never says it; 14
    // days unless set. In seconds, 1 to 315360000 (ten years). Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_CONFIGURATION out of that range.
    procedure SetRefreshLifetime(ASeconds: Int64);
    // Logs to standard error: lines of `ALevel`, and of what matters more. Each such call adds one sink, but where
    // standard error is closed it adds none: its number may become a socket's. A line that can't be written is
    // dropped: a log never makes a call fail, nor ends the program. A pipe whose reader has stopped reading is
    // waited for, when no lock is held and no pair is unsaved. Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_ARGUMENT for what is no level.
    procedure LogToStderr(ALevel: Integer);
    // Logs to the end of a file, made where there is none. It is opened for each line, so that it can be rotated
    // at any time. Where it is a pipe that nobody reads or that is full, the line is dropped. Levels and errors as
    // for TOmnifundConfig.LogToStderr, and OMNIFUND_CODE_INVALID_ARGUMENT for an empty path. A relative path is
    // taken from the directory that the process is in now.
    procedure LogToFile(const APath: UTF8String; ALevel: Integer);
    // Logs to the system's log by its local socket, as facility daemon; to nowhere where there is none. Levels and
    // errors as for TOmnifundConfig.LogToStderr.
    procedure LogToSyslog(ALevel: Integer);
    // Logs to a queue, which keeps the newest 1000 lines. It may be freed before the clients that are made from
    // this config. Levels and errors as for TOmnifundConfig.LogToStderr.
    procedure LogToQueue(AQueue: TOmnifundLogQueue; ALevel: Integer);
    // Where audit lines go: "syslog" (facility authpriv) or "file:PATH". Each act that changes who may act leaves
    // one: sign-in, sign-out, adopt, export, a believed rejection, a lost session, changes of OAuth clients and of
    // the sealing key; docs/operations.md has its form, a JSON object in one line. It goes before the sink that
    // the environment variable OMNIFUND_AUDIT names, which holds for each process whose clients and stores say
    // nothing else. A store that is opened without a config has TOmnifundStoreOptions.SetAudit. An act never fails
    // for its line: one that a file does not take goes to the system's log, and into the log as an error. Raises
    // EOmnifund with OMNIFUND_CODE_INVALID_CONFIGURATION for what is no sink.
    procedure SetAudit(const ASink: UTF8String);
  end;

  // An answer of the token endpoint that nothing could be made of. It may hold the only pair that there is, so it
  // is kept in the store, sealed, until the next success.
  TOmnifundKeptAnswer = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // When the answer was asked for.
    function AskedAt: Int64;
    // Status line, header and body as they came, 16 KiB at most.
    function Bytes: TOmnifundBytes;
  end;

  // A key of 32 bytes that seals the records of a store. Immutable; wiped when it is freed.
  TOmnifundKey = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // Takes over the bytes of a sealing key: `ALength` is 32. They are copied; wipe yours. Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_ARGUMENT for another length.
    constructor FromBytes(const ABytes: TOmnifundBytes);
  end;

  // A line of the log: words for people, and what a machine can read. Names in it are cleaned: what could begin a
  // line of its own, or do something to a terminal, is a blank.
  TOmnifundLogEntry = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // How much it matters.
    function Level: Integer;
    // What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login", "request",
    // "opened", "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or "audit"; later
    // versions may have more.
    function Event: UTF8String;
    // The words for people.
    function Message: UTF8String;
    // OmniFund's user. '' where the line is about none.
    function User: UTF8String;
    // The OAuth client, by its client id. '' where the line is about none.
    function ClientId: UTF8String;
    // When. A line of a session comes later than that: when its locks are given up.
    function Time: Int64;
    // How many milliseconds an exchange, a token login or a request took, from 1; 0 of other lines.
    function Milliseconds: Int64;
    // The code of the error that the line tells of; 0 where it tells of none.
    function Code: Integer;
  end;

  // Lines that wait until somebody takes them: for languages that the library can't call, such as PHP. Any thread
  // may use it at any time. A forked child's is empty.
  TOmnifundLogQueue = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // A queue without a line. Nil only where there is no memory.
    constructor Create;
    // Takes the oldest line out of a queue. Returns an entry, to be ended with TOmnifundLogEntry.Free; nil where
    // there is none.
    function Take: TOmnifundLogEntry;
  end;

  // What the server answered to a token login. Cookies, Location and body can each let somebody in as that user.
  TOmnifundLogin = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // The HTTP status, 200 to 399.
    function Status: Integer;
    // How many headers there are.
    function HeaderCount: Int64;
    // The name of a header, in lower case.
    function HeaderName(AIndex: Int64): UTF8String;
    // The value of a header.
    function HeaderValue(AIndex: Int64): UTF8String;
    // The value of the first header of a name, whatever its case; the name is compared as it is. '' where there is
    // none.
    function Header(const AName: UTF8String): UTF8String;
    // How many cookies the answer sets.
    function CookieCount: Int64;
    // The name of a cookie.
    function CookieName(AIndex: Int64): UTF8String;
    // The value of a cookie, as it goes into a Cookie header.
    function CookieValue(AIndex: Int64): UTF8String;
    // The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web application
    // sends on to its user's browser.
    function CookieHeader(AIndex: Int64): UTF8String;
    // Where the answer sends the browser, as the server wrote it: it may be relative. '' where it sends nowhere.
    function Location: UTF8String;
    // The body, 1 MiB at most.
    function Body: TOmnifundBytes;
  end;

  // How a store and all of its sessions stood when they were asked.
  TOmnifundMetrics = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // The metrics in Prometheus' text format, version 0.0.4, to be served as "text/plain; version=0.0.4;
    // charset=utf-8": omnifund_store_readable, omnifund_store_damaged_records, omnifund_store_free_bytes,
    // TOmnifundStore.Sessions by their state, and for each session the metrics omnifund_session_*, with the labels
    // store, base_url, client (its name where it has one, else its id), client_id (the first one) and user. No
    // longer than 32 MiB, which are ten thousand sessions with usual names; of a larger store
    // omnifund_store_untold_sessions says how many are left out.
    function Text: UTF8String;
  end;

  // A request to OmniFund's API: what is asked for, what goes with it, where the answer goes. It may be made as
  // often as you like, but for a body or an answer that goes through a callback. For one thread at a time.
  TOmnifundRequest = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // A request by `AMethod`, such as "GET", for `APath` behind the base URL, such as "/api/customers": it begins
    // with one slash, and may have a query. It can name no other host, since the access token goes to the base
    // URL's origin alone. Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT for what is no method in capitals,
    // or no such path.
    constructor Create(const AMethod: UTF8String; const APath: UTF8String);
    // Adds a parameter to the query, in any characters, such as "tranDate[between]"; several of one name are sent
    // in their order. Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT for an empty name.
    procedure AddQuery(const AName: UTF8String; const AValue: UTF8String);
    // Adds a header. Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT for what is no name, for a value with a
    // control character in it such as a line break, and for what is not yours to say: Authorization, Host, the
    // body's length and the connection's own.
    procedure AddHeader(const AName: UTF8String; const AValue: UTF8String);
    // The body, of `ALength` bytes, which are copied; `ABody` may be nil where there are none. `AContentType` is
    // such as "application/json". Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT for a length below 0 or
    // over 1 GiB, and for a content type that is no header's value.
    procedure SetBody(const AContentType: UTF8String; const ABody: TOmnifundBytes = nil);
    // The body, from the file `APath`, which is read while it is sent, and anew where it is sent once more.
    // Returns as TOmnifundRequest.SetBody; that the file can't be read tells TOmnifundSession.Request.
    procedure SetBodyFile(const AContentType: UTF8String; const APath: UTF8String);
    // Puts the body of a success, a status of 200 to 299, into the file `APath`, without holding it in memory. The
    // file gets its name when it is whole, and replaces what stood there; where something stands there that is no
    // plain file, such as a pipe, that is written to. Of any other answer the body is in the response. Raises
    // EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT for an empty path.
    procedure SetOutputFile(const APath: UTF8String);
    // How long TOmnifundSession.Request may take with it, the token and all tries included, in milliseconds: 1 to
    // 3600000. Unless set, the call budget. Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT out of that
    // range.
    procedure SetTimeLimit(AMilliseconds: Int64);
    // The largest body of an answer, in bytes. Unless set, 16 MiB; and none for what goes to a file or a callback.
    // Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT below 0.
    procedure SetLargestAnswer(ALength: Int64);
    // With `ARetry` 1, tries again within the time limit: what was not sent, whatever it is; and a GET, HEAD or
    // OPTIONS after a 429, a 503 or a lost answer. It waits as long as Retry-After says, else a second, then two,
    // and so on. With 0, as unless set, only a refused access token makes a second try.
    procedure SetRetry(ARetry: Boolean);
    // A key by which the server knows a request that it has seen before. It goes into the header that
    // TOmnifundConfig.SetIdempotencyHeader names, else into Idempotency-Key. Raises EOmnifund with
    // OMNIFUND_CODE_INVALID_ARGUMENT for an empty key, and for what is no header's value.
    procedure SetIdempotencyKey(const AKey: UTF8String);
    // The key that was set, or that TOmnifundSession.Request made. '' where there is none.
    function IdempotencyKey: UTF8String;
  end;

  // What the server answered to a request: whatever it said, an answer is no error.
  TOmnifundResponse = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // What became of the request: OMNIFUND_OUTCOME_DONE by a status of 200 to 299, OMNIFUND_OUTCOME_REFUSED by one
    // of 400 to 499 but for 408, OMNIFUND_OUTCOME_UNKNOWN by all others, since a gateway can say them after it has
    // passed the request on.
    function Outcome: Integer;
    // How many seconds the server asks to wait before another request (Retry-After, RFC 9110 section 10.2.3); 0
    // where it does not.
    function RetryAfter: Int64;
    // Of a collection, what to ask for to have its next page, for TOmnifundRequest.New: hydra:next of the
    // hydra:view in the body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a
    // callback that link alone. '' where there is none, as at the last page and where the answer points to another
    // origin.
    function Next: UTF8String;
    // The HTTP status, whatever it is.
    function Status: Integer;
    // How many headers there are.
    function HeaderCount: Int64;
    // The name of a header, in lower case.
    function HeaderName(AIndex: Int64): UTF8String;
    // The value of a header.
    function HeaderValue(AIndex: Int64): UTF8String;
    // The value of the first header of a name, whatever its case; the name is compared as it is. '' where there is
    // none.
    function Header(const AName: UTF8String): UTF8String;
    // How many cookies the answer sets.
    function CookieCount: Int64;
    // The name of a cookie.
    function CookieName(AIndex: Int64): UTF8String;
    // The value of a cookie, as it goes into a Cookie header.
    function CookieValue(AIndex: Int64): UTF8String;
    // The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web application
    // sends on to its user's browser.
    function CookieHeader(AIndex: Int64): UTF8String;
    // Where the answer sends the browser, as the server wrote it: it may be relative. '' where it sends nowhere.
    function Location: UTF8String;
    // The body; empty where it went to a file or a callback.
    function Body: TOmnifundBytes;
  end;

  // One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any time, and any number
  // of processes the same store: each refresh token is presented by one of them. Calls that block do so for the
  // call budget at most (TOmnifundConfig.SetCallBudget), beside what the system's resolver takes longer. After a
  // fork a child goes on with its parent's handles.
  TOmnifundSession = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // The session of `AUsername` under the OAuth client of `AClient`, in `AStore`. Nobody needs to be signed in.
    // Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT for a user name that is empty or has a control in it (a
    // line end, an escape, a mark of direction), codes of the 500s. Blocks on the store only.
    constructor Open(AClient: TOmnifundClient; AStore: TOmnifundStore; const AUsername: UTF8String);
    // The session of `AUsername` in `AStore`, under the OAuth client that the store keeps under `AClientName`,
    // with the other settings of `ACfg`. Raises EOmnifund with OMNIFUND_CODE_CLIENT_NOT_FOUND, and as
    // TOmnifundClient.New and TOmnifundSession.Open. Blocks on the store only.
    constructor OpenNamed(
      ACfg: TOmnifundConfig;
      AStore: TOmnifundStore;
      const AClientName: UTF8String;
      const AUsername: UTF8String);
    // The session of `AUsername` in the store, and under the OAuth client, that a configuration names: the file
    // `APath`, or the environment variables where `APath` is nil, as for TOmnifundConfig.Load; `APath` may be nil.
    // Of a file with an absolute path the process keeps the session for the next such call, of 256 users at most:
    // where since then neither the file, nor the session's record, nor the store's OAuth clients have changed,
    // that is a look at three files, and the environment and the CA file count as they were. Returns as
    // TOmnifundConfig.Load, TOmnifundStore.Open, TOmnifundClient.FromStore, TOmnifundClient.New and
    // TOmnifundSession.Open. Blocks on the store only.
    constructor OpenConfigured(const APath: UTF8String; const AUsername: UTF8String);
    // Signs the user in by password. A failed one leaves the pair as it was. The password is forgotten. Raises
    // EOmnifund with OMNIFUND_CODE_WRONG_PASSWORD, and what else a password grant or the store gives. Blocks.
    procedure SignIn(const APassword: UTF8String);
    // Signs the user in by password, and saves the password with the session as `ASave` says: so it can sign in
    // anew by itself where the server's reply to a refresh was lost. Blocks.
    procedure SignInSaving(const APassword: UTF8String; ASave: Integer);
    // Signs the user in with the code that it came back with from OmniFund's authorization page (RFC 6749 section
    // 4.1): `ARedirectUrl` is the URL that the user came back with, whole or path and query as a web server sees
    // it. A failed one leaves the pair as it was, and so are saved passwords. A code is good once, for 30 seconds.
    // OmniFund does not say who logged in there: that it is this session's user, the program has to know. Returns
    // what TOmnifundClient.AuthorizationCodeGrant or the store gives. Blocks.
    procedure SignInWithCode(AAuthorization: TOmnifundAuthorization; const ARedirectUrl: UTF8String);
    // A valid access token, whatever it takes; its refresh token is nil. One that needs nothing is handed out at
    // once, without a lock; one near its end is refreshed by one caller while all others get it as it is. Fails
    // only where no live token is left: OMNIFUND_CODE_SIGN_IN_REQUIRED, OMNIFUND_CODE_BACKING_OFF after failures
    // (with the seconds to wait), else what the exchange or the store said. Blocks.
    function Token: TOmnifundToken;
    // A valid access token, within `ABudgetMs` milliseconds, 0 to 3600000. Within 0 a live token is handed out,
    // and nothing else is tried. One request may take all of it, unless TOmnifundConfig.SetExchangeTimeout says
    // otherwise. Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT out of that range, and where there is no
    // live token and an exchange would never fit into the budget; else as TOmnifundSession.Token. Blocks for the
    // budget at most.
    function TokenWithin(ABudgetMs: Int64): TOmnifundToken;
    // A live token, to be ended with TOmnifundToken.Free, or nil: asks neither the server nor the store, and waits
    // for nobody.
    function Peek: TOmnifundToken;
    // Refreshes whether it must or not. One that another thread or process ended after this call began counts:
    // many callers make one exchange. Returns as TOmnifundSession.Token, and an error also where a live token is
    // left. Blocks.
    procedure Refresh;
    // Hands back an access token with which you saw a 401. Where it is still the newest, no process takes it any
    // more, and the next TOmnifundSession.Token refreshes; else nothing happens, so that sixteen workers with one
    // stale token make one refresh. Nor does anything happen where a token is rejected that has just taken the
    // place of another rejected one: that endpoint, or a gateway, refuses everything, and the token stays in use;
    // after a pause that grows to a minute it is replaced once more. A 403 is no rejection. Returns codes of the
    // 500s; this process does not hand the token out all the same. Blocks on the store only.
    procedure Reject(const AAccessToken: UTF8String);
    // Token login with a valid access token; once more with a new one where the server refuses it. Returns as
    // TOmnifundSession.Token and TOmnifundClient.TokenLogin. Blocks.
    function TokenLogin: TOmnifundLogin;
    // Signs out here: the store forgets the pair and a saved password. OmniFund has no call to revoke tokens, so
    // they stay good at the server until they end. Raises EOmnifund with OMNIFUND_CODE_SESSION_NOT_FOUND where
    // nobody of that name ever signed in, codes of the 500s. Blocks on the store only.
    procedure SignOut;
    // Signs out here and takes the session out of the store, with its counters and all that is kept of it, for a
    // user who has left; also one whose record is damaged. At OmniFund the tokens stay good until they end. The
    // handle stays good: a sign-in begins anew. Raises EOmnifund with OMNIFUND_CODE_SESSION_NOT_FOUND where there
    // is none, codes of the 500s. Blocks on the store only.
    procedure Forget;
    // Takes over a pair that was got elsewhere; nobody else may refresh with it from here on. `AAccessToken` may
    // be nil. `AExpiresAt` is its end, believed to be an hour away at most, or 0 where it is unknown: then the
    // access token is not used. `AReplace` is 1 to replace a pair that is there. Raises EOmnifund with
    // OMNIFUND_CODE_ALREADY_SIGNED_IN where somebody is signed in and `AReplace` is 0,
    // OMNIFUND_CODE_INVALID_ARGUMENT for what is no token, codes of the 500s. Blocks on the store only.
    procedure Adopt(
      const AAccessToken: UTF8String;
      const ARefreshToken: UTF8String;
      AExpiresAt: Int64;
      AReplace: Boolean);
    // Raises EOmnifund with OMNIFUND_CODE_SIGN_IN_REQUIRED where there is none, OMNIFUND_CODE_STILL_UNREADABLE
    // where an answer is kept that may hold the newest (TOmnifundSession.Recover), codes of the 500s. Blocks on
    // the store only.
    function Export: TOmnifundToken;
    // Makes a request with a valid access token. At a 401 that is about the token (RFC 6750 section 3) the token
    // is rejected, and the request made once more with another one; whatever the server answers else, a second 401
    // and a 500 included, is a response and no error. No redirect is followed. Nothing else is sent twice, unless
    // TOmnifundRequest.SetRetry asks for it; a POST whose outcome is unknown never is. Returns as
    // TOmnifundSession.Token, and what the way to the server gives; OMNIFUND_CODE_BODY_UNREADABLE,
    // OMNIFUND_CODE_ANSWER_NOT_TAKEN, OMNIFUND_CODE_ANSWER_TOO_LARGE. EOmnifund.Outcome tells of this request, and
    // not of an exchange that it needed: OMNIFUND_OUTCOME_NOT_SENT where not one byte of it left;
    // OMNIFUND_OUTCOME_REFUSED where the server answered 401 and there was no other token;
    // OMNIFUND_OUTCOME_UNKNOWN where it left and no whole answer came back: then a charge may have been made.
    // Blocks for the request's time limit, else for the call budget, and as long as its file or callback takes.
    function Request(ARequest: TOmnifundRequest): TOmnifundResponse;
    // A valid access token that counts as good for `ASeconds` at least, for a batch that must not break off; it is
    // refreshed where it must be. Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT below 0, and where
    // OmniFund's tokens never last so long: then nothing is asked of the server. Else as TOmnifundSession.Token,
    // also where a live token is left that does not last so long. Blocks.
    function TokenLasting(ASeconds: Int64): TOmnifundToken;
    // The base URL of a session, such as "https://host" or "https://host:8443/path": of all HTTP clients of yours
    // only who sends to its origin may send the access token.
    function BaseUrl: UTF8String;
    // How the session stands, from the store: no network. Returns codes of the 500s. Blocks on the store only.
    function Status: TOmnifundStatus;
    // The answer that could not be understood, where one is kept; else nil in `AAnswer`. Whether there is one
    // tells TOmnifundStatus.KeptAnswer, too. Returns codes of the 500s. Blocks on the store only.
    function KeptAnswer: TOmnifundKeptAnswer;
    // Looks at the kept answer once more, and goes on with the pair in it. A session does so by itself before each
    // refresh, so that a later version of the library saves what this one could not read; this is for whoever does
    // not want to wait for that. Raises EOmnifund with OMNIFUND_CODE_NOTHING_KEPT, OMNIFUND_CODE_STILL_UNREADABLE
    // where it can't be understood still (a human may: TOmnifundSession.KeptAnswer, and then
    // TOmnifundSession.Adopt), codes of the 500s. Blocks on the file system, and where another process is at the
    // session; never on the network.
    procedure Recover;
    // Refreshes every session of `AClient` in `AStore` whose pair is older than `AAge` seconds (259200, three
    // days, is a good age), within `ABudgetMs` milliseconds, 0 to 3600000: an unused refresh token dies after 14
    // days. The first half of the budget is shared out, and each session has its turn at a random moment of its
    // share, so that a fleet of tills does not knock together: a short budget is for whoever waits for it. One
    // that was refreshed meanwhile is not refreshed again; what no longer fits into the budget is left for the
    // next run. `ACallback` is told of each; `ACallback` may be nil, `AUserdata` may be nil, and neither is used
    // behind this call. Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT out of range, codes of the 500s where
    // the store can't be listed; a session that can't be refreshed, or whose record can't be read, is only told
    // of. Blocks for the budget and one call.
    class procedure KeepAlive(AClient: TOmnifundClient; AStore: TOmnifundStore; AAge: Int64; ABudgetMs: Int64);
  end;

  // Where sessions and OAuth clients are kept, sealed. Any thread may use it at any time, and any number of
  // processes the same directory. Whoever opens a store can act as any employee in it. Codes of the 500s are its
  // errors; their advice is mostly OMNIFUND_ADVICE_FIX_STORAGE.
  TOmnifundStore = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // A store in this process's memory, gone with it: for tests, and for programs that sign in at every start. A
    // forked child's is empty, since two processes would spend one refresh token: save OAuth clients and sign in
    // there, after the fork.
    constructor OpenMemory;
    // A store in a directory, made where there is none, as TOmnifundStore.OpenFileWith with no options. `AKey` may
    // be nil. Blocks on the file system only.
    constructor OpenFile(const APath: UTF8String; AKey: TOmnifundKey = nil);
    // A store in a directory, made where there is none; its parent must be there. Its records are sealed with
    // `AKey`, which is copied. `AKey` may be nil: then with the key in the file "<path>.key" beside the directory,
    // which is made with it (a backup of the directory does not carry the key, and without it nobody can read the
    // records). `AOptions` may be nil. Raises EOmnifund with OMNIFUND_CODE_STORE_PERMISSIONS where others could
    // read it, OMNIFUND_CODE_KEY_MISSING where there are records and no key file, OMNIFUND_CODE_STORE_TOO_NEW for
    // one of a later library, OMNIFUND_CODE_STORE_MOVED for one of another machine,
    // OMNIFUND_CODE_STORE_ON_NETWORK, OMNIFUND_CODE_STORE_FULL, OMNIFUND_CODE_STORE_FAILED. Blocks on the file
    // system only.
    constructor OpenFileWith(const APath: UTF8String; AKey: TOmnifundKey = nil; AOptions: TOmnifundStoreOptions = nil);
    // The store that a configuration names (OMNIFUND_STORE and what goes with it, TOmnifundConfig.Load). Raises
    // EOmnifund with OMNIFUND_CODE_INVALID_CONFIGURATION where it names none, and as TOmnifundStore.Open. Blocks
    // on the store only.
    constructor OpenConfigured(ACfg: TOmnifundConfig);
    // The first step to change the sealing key: puts a new one into the key file. It opens records, and seals none
    // yet. Where one waits there already, nothing changes. Where several machines get the key file by hand, give
    // it to all of them before the second step. Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT where the
    // application gave the key, codes of the 500s. Blocks for 10 s at most, for other changes to end.
    procedure PrepareKey;
    // The second step: the prepared key seals from here on, in all processes, and every record that is sealed with
    // another one is sealed anew. `ASealed` is set to their number; `ASealed` may be nil. The older keys stay in
    // the key file, since a backup may need them. Where no key was prepared, or the application gave the key, it
    // only seals anew; so a step that was broken off is done again by another call. Returns codes of the 500s: the
    // first one, after all records were tried. Blocks while it goes through the records, and for 10 s at most for
    // each that somebody is changing.
    function RotateKey: Int64;
    // The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as
    // TOmnifundStore.OpenFileWith does, or the url of a database that several hosts share ("postgresql://...",
    // "mysql://..."). For the latter a library beside this one is loaded, and the sealing key comes from `AKey`,
    // from the key file of the options, or from "<journal>.key". All hosts have the same key: where there are
    // records and no key file, none is made. `AKey` may be nil; `AOptions` may be nil. Returns the codes of
    // TOmnifundStore.OpenFileWith, OMNIFUND_CODE_INVALID_CONFIGURATION for a url that no library takes,
    // OMNIFUND_CODE_STORE_UNREACHABLE. Blocks on the file system, and for 10 s at most on the database where this
    // host has never opened it.
    constructor Open(const APlace: UTF8String; AKey: TOmnifundKey = nil; AOptions: TOmnifundStoreOptions = nil);
    // Ends the use of a table of functions, for who can't let them live for as long as the store: its connections
    // are ended and its `destroy` is called before this returns, and no function of it is called any more. What is
    // opened in the store goes on with OMNIFUND_CODE_STORE_UNREACHABLE. It does nothing to a store of another
    // kind; nil does nothing. Blocks until calls that are at work in the store have ended.
    procedure Detach;
    // Keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike any other. The
    // secret is sealed, and no function gives it back. Raises EOmnifund with OMNIFUND_CODE_INVALID_ARGUMENT for
    // another name, one with a control in it (a line end, an escape, a mark of direction), or an id or a secret
    // that is empty or has a control character in it, OMNIFUND_CODE_CLIENT_NAME_TAKEN where name or client id are
    // kept already, codes of the 500s. Blocks for 10 s at most, for other changes to end.
    procedure SaveClient(const AName: UTF8String; const AClientId: UTF8String; const AClientSecret: UTF8String);
    // Its sessions stay its sessions. Raises EOmnifund with OMNIFUND_CODE_CLIENT_NOT_FOUND, and as
    // TOmnifundStore.SaveClient. Blocks as that does.
    procedure RenameClient(const AName: UTF8String; const ANewName: UTF8String);
    // Puts a new client id and secret in the place of lost ones: the vendor never shows a secret twice.
    // `ASessions` is set to the number of signed-in sessions that this concerns; `ASessions` may be nil. A refresh
    // token of the old id is never sent under the new one: each session's live access token serves to its end,
    // then a saved password, and then a human must sign in. Running processes notice by themselves. Returns as
    // TOmnifundStore.RenameClient. Blocks as that does.
    function ReplaceClient(
      const AName: UTF8String;
      const AClientId: UTF8String;
      const AClientSecret: UTF8String): Int64;
    // Forgets an OAuth client of the store. Its sessions stay, and can be used with its credentials only. Raises
    // EOmnifund with OMNIFUND_CODE_CLIENT_NOT_FOUND, codes of the 500s. Blocks as TOmnifundStore.SaveClient.
    procedure RemoveClient(const AName: UTF8String);
    // The OAuth clients of the store, in the order in which they were first saved; never their secrets. Returns
    // codes of the 500s. Blocks on the store only.
    function Clients: TOmnifundClientEntries;
    // Begins to go through the sessions of `AStore`: those of the OAuth client of `AClient`, or all. `AClient` may
    // be nil. The first page comes with TOmnifundSessionList.Next.
    function Sessions(AClient: TOmnifundClient = nil): TOmnifundSessionEntries;
    // How the store and all of its sessions stand, whatever their OAuth client, for a program that is scraped by
    // Prometheus. How long a refresh token lives, and whether it may be presented again, is what `ACfg` says;
    // `ACfg` may be nil: then as in TOmnifundConfig.New. Raises EOmnifund with OMNIFUND_CODE_nil_ARGUMENT; what
    // can't be read is a number of the text, and no error. Blocks on the store only: every record is read.
    function Metrics(ACfg: TOmnifundConfig = nil): TOmnifundMetrics;
  end;

  // How a store's directory is kept. For one thread at a time.
  TOmnifundStoreOptions = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // Options with nothing set: nobody but the owner may read the store, no network file system, no other
    // machine's store. Nil only where there is no memory.
    constructor Create;
    // Lets the directory's group read and write the store too (directory 2770, files 0660): for a web server and a
    // cron job under two users.
    procedure SetGroup;
    // Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most kinds and their
    // like), whose locks somebody has tried.
    procedure AllowNetwork;
    // Takes a store that another machine made, because it was moved here and that machine uses it no more. From
    // then on it is this machine's, and the other one is refused. Where both use it, sessions are lost.
    procedure TakeOver;
    // Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted, a program
    // that only reads must say so (OMNIFUND_CODE_STORE_MISSING), and not that nobody is signed in.
    procedure MustExist;
    // A key that opens records and seals none, beside the one that TOmnifundStore.OpenFileWith is given: to change
    // that one, give the new one as older first, in all programs, and only then the other way round;
    // TOmnifundStore.RotateKey then seals all records anew.
    procedure AddOlderKey(AKey: TOmnifundKey);
    // Keeps the sealing key in the file `APath`, and not in "<store>.key".
    procedure SetKeyFile(const APath: UTF8String);
    // Whom the system lets open the key file, beside its permissions: "user" (who sealed it), "machine" (each user
    // of the machine who may read the file), "none"; all but the last on Windows alone, by DPAPI. A key file that
    // is there is sealed anew where it is sealed otherwise; unless this is said it stays as it is, and a new one
    // is not sealed. Raises EOmnifund with OMNIFUND_CODE_INVALID_CONFIGURATION for any other word. Opening the
    // store returns it where the system can't, and for "user" together with TOmnifundStoreOptions.SetGroup.
    procedure SetKeyProtection(const AWhom: UTF8String);
    // Where the audit lines of the store go, as TOmnifundConfig.SetAudit has it: those of its OAuth clients, of
    // its key and of its taking over, and those of its sessions whose config says nothing else. Raises EOmnifund
    // with OMNIFUND_CODE_INVALID_CONFIGURATION for what is no sink.
    procedure SetAudit(const ASink: UTF8String);
    // Names this machine, in place of /etc/machine-id: for containers, which have none, or all the same. Any text
    // that no other machine has; a store that was made under another name is refused.
    procedure SetMachine(const AName: UTF8String);
    // The directory of this host's own beside a store that several hosts share: there its processes queue, and
    // what an exchange brought is durable there before the shared store has it. On a local disk, of one user, and
    // never copied to another host. Without it, it is one of the store's own in "omnifund", in the directory that
    // systemd names in STATE_DIRECTORY, else in the user's XDG state directory.
    procedure SetJournal(const ADirectory: UTF8String);
  end;

  // What a grant brought, or a session.
  TOmnifundToken = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // The access token, for the header "Authorization: Bearer ...", with a capital B. '' for an exported pair
    // without one.
    function AccessToken: UTF8String;
    // The refresh token, good for one refresh. '' where the server gave none: after a refresh, the one that was
    // sent stays good (RFC 6749 section 6).
    function RefreshToken: UTF8String;
    // The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer" whatever stands
    // here. '' where the server gave none.
    function TokenType: UTF8String;
    // The scope, space-separated. '' where it was null or absent.
    function Scope: UTF8String;
    // How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten years): less
    // is read as 0, more as ten years, digits in a string as a number. 0 also where the server gave nothing of the
    // kind.
    function ExpiresIn: Int64;
    // The end of the access token by this machine's clock: the moment the request left, and expires_in more. 0
    // where the server gave no expires_in.
    function ExpiresAt: Int64;
    // For how many milliseconds from when it was handed out a session's token needs nothing: until then
    // TOmnifundSession.Token would give the same one again, unless it was rejected, signed out or refreshed
    // meanwhile. For programs to which a call costs much. 0 for a token near its end, for one of a raw grant.
    function FreshFor: Int64;
  end;

// The version of the library, such as "0.1.0". It is static: valid for ever, not to be freed.
function OmnifundVersion: UTF8String;
// The number of the binary interface, 1. It is raised when a program compiled against an older header would go
// wrong; functions and constants are added without raising it. A program that loads the library at run time
// compares it with its header's OMNIFUND_ABI_VERSION.
function OmnifundAbiVersion: Integer;
// The name of a code, such as "OMNIFUND_CODE_CONNECT_FAILED", or "OMNIFUND_OK": for a log. '' where this version
// of the library knows no such code. It is static: valid for ever, not to be freed.
function OmnifundCodeName(ACode: Integer): UTF8String;
// What a code means, in a sentence for a person, where no error was asked for: EOmnifund.Message says what was
// tried and what came back, and this can't. It is static: valid for ever, not to be freed, and never nil.
function OmnifundCodeText(ACode: Integer): UTF8String;
// Waits until no other thread's exchange is under way and its pair is saved, for `ABudgetMs` milliseconds at most;
// from here on no exchange is started in this process (OMNIFUND_CODE_STORE_BUSY), but in a child that it forks.
// The library does this by itself where a program ends by exit or by the return of main: call it where it ends in
// another way, as programs in Go and by _exit do, and where threads must still run that the end of a runtime would
// stop, as in Python. 30000 is a good budget: a call's, and some time to save. Returns how many exchanges are
// still under way, and pairs not saved: 0 where nothing is lost. A pair that the store would not take is tried
// again until the budget has passed, once at least. Blocks for the budget, and as long as the disk needs for one
// try.
function OmnifundEndExchanges(ABudgetMs: Int64): Int64;

implementation

function ReadStatus(AFrom: Pomnifund_status): TOmnifundStatus;
begin
  Result.SignedIn := omnifund_status_signed_in(AFrom) <> 0;
  Result.SignedOut := omnifund_status_signed_out(AFrom) <> 0;
  Result.Refused := omnifund_status_refused(AFrom) <> 0;
  Result.SecondsLeft := omnifund_status_seconds_left(AFrom);
  Result.Generation := omnifund_status_generation(AFrom);
  Result.LastRotation := omnifund_status_last_rotation(AFrom);
  Result.RefreshTokenEnds := omnifund_status_refresh_token_ends(AFrom);
  Result.FailingSince := omnifund_status_failing_since(AFrom);
  Result.FailuresInARow := omnifund_status_failures_in_a_row(AFrom);
  Result.Unsaved := omnifund_status_unsaved(AFrom) <> 0;
  Result.KeptAnswer := omnifund_status_kept_answer(AFrom);
  Result.Replays := omnifund_status_replays(AFrom);
  Result.Exchanges := omnifund_status_exchanges(AFrom);
  Result.Failures := omnifund_status_failures(AFrom);
  Result.Waits := omnifund_status_waits(AFrom);
  Result.Lost := omnifund_status_lost(AFrom);
  Result.UnsavedPairs := omnifund_status_unsaved_pairs(AFrom);
end;

function ReadSessionEntry(AFrom: Pomnifund_session_list; AIndex: Int64): TOmnifundSessionEntry;
begin
  Result.Problem := TextOf(omnifund_session_list_problem(AFrom, AIndex));
  Result.Username := TextOf(omnifund_session_list_username(AFrom, AIndex));
  Result.BaseUrl := TextOf(omnifund_session_list_base_url(AFrom, AIndex));
  Result.ClientId := TextOf(omnifund_session_list_client_id(AFrom, AIndex));
  Result.SignedIn := omnifund_session_list_signed_in(AFrom, AIndex) <> 0;
  Result.LastRotation := omnifund_session_list_last_rotation(AFrom, AIndex);
end;

function ReadSessionEntries(AFrom: Pomnifund_session_list): TOmnifundSessionEntries;
var
  First, Count, Index: Integer;
  Failed: Pomnifund_error;
begin
  Result := nil;
  repeat
    Check(omnifund_session_list_next(AFrom, @Failed), Failed);
    Count := omnifund_session_list_count(AFrom);
    First := Length(Result);
    SetLength(Result, First + Count);
    for Index := 0 to Count - 1 do
      Result[First + Index] := ReadSessionEntry(AFrom, Index);
  until Count = 0;
end;

function ReadClientEntry(AFrom: Pomnifund_client_list; AIndex: Int64): TOmnifundClientEntry;
begin
  Result.Name := TextOf(omnifund_client_list_name(AFrom, AIndex));
  Result.ClientId := TextOf(omnifund_client_list_client_id(AFrom, AIndex));
  Result.Since := omnifund_client_list_since(AFrom, AIndex);
end;

function ReadClientEntries(AFrom: Pomnifund_client_list): TOmnifundClientEntries;
var
  First, Count, Index: Integer;
begin
  Result := nil;
  Count := omnifund_client_list_count(AFrom);
  First := Length(Result);
  SetLength(Result, First + Count);
  for Index := 0 to Count - 1 do
    Result[First + Index] := ReadClientEntry(AFrom, Index);
end;

procedure TOmnifundAuthorization.EndHandle;
begin
  omnifund_authorization_free(Handle);
end;

function TOmnifundAuthorization.Url: UTF8String;
begin
  Result := TextOf(omnifund_authorization_url(Handle));
end;

function TOmnifundAuthorization.State: UTF8String;
begin
  Result := TextOf(omnifund_authorization_state(Handle));
end;

procedure TOmnifundClient.EndHandle;
begin
  omnifund_client_free(Handle);
end;

constructor TOmnifundClient.Create(ACfg: TOmnifundConfig);
var
  Given: Pomnifund_client;
  Failed: Pomnifund_error;
begin
  Check(omnifund_client_new(PointerOf(ACfg), @Given, @Failed), Failed);
  Own(Given);
end;

function TOmnifundClient.PasswordGrant(const AUsername: UTF8String; const APassword: UTF8String): TOmnifundToken;
var
  Given: Pomnifund_token;
  Failed: Pomnifund_error;
begin
  Check(omnifund_client_password_grant(Handle, Text(AUsername), Text(APassword), @Given, @Failed), Failed);
  Result := TOmnifundToken.Own(Given);
end;

function TOmnifundClient.RefreshGrant(const ARefreshToken: UTF8String): TOmnifundToken;
var
  Given: Pomnifund_token;
  Failed: Pomnifund_error;
begin
  Check(omnifund_client_refresh_grant(Handle, Text(ARefreshToken), @Given, @Failed), Failed);
  Result := TOmnifundToken.Own(Given);
end;

function TOmnifundClient.TokenLogin(const AAccessToken: UTF8String): TOmnifundLogin;
var
  Given: Pomnifund_login;
  Failed: Pomnifund_error;
begin
  Check(omnifund_client_token_login(Handle, Text(AAccessToken), @Given, @Failed), Failed);
  Result := TOmnifundLogin.Own(Given);
end;

function TOmnifundClient.Authorization(const ARedirectUri: UTF8String): TOmnifundAuthorization;
var
  Given: Pomnifund_authorization;
  Failed: Pomnifund_error;
begin
  Check(omnifund_client_authorization(Handle, Text(ARedirectUri), @Given, @Failed), Failed);
  Result := TOmnifundAuthorization.Own(Given);
end;

function TOmnifundClient.AuthorizationWithState(
  const ARedirectUri: UTF8String;
  const AState: UTF8String): TOmnifundAuthorization;
var
  Given: Pomnifund_authorization;
  Failed: Pomnifund_error;
begin
  Check(omnifund_client_authorization_with_state(Handle, Text(ARedirectUri), Text(AState), @Given, @Failed), Failed);
  Result := TOmnifundAuthorization.Own(Given);
end;

function TOmnifundClient.AuthorizationCodeGrant(
  AAuthorization: TOmnifundAuthorization;
  const ARedirectUrl: UTF8String): TOmnifundToken;
var
  Given: Pomnifund_token;
  Failed: Pomnifund_error;
begin
  Check(omnifund_client_authorization_code_grant(Handle, PointerOf(AAuthorization), Text(ARedirectUrl), @Given, @Failed), Failed);
  Result := TOmnifundToken.Own(Given);
end;

constructor TOmnifundClient.FromStore(ACfg: TOmnifundConfig; AStore: TOmnifundStore; const AName: UTF8String);
var
  Given: Pomnifund_client;
  Failed: Pomnifund_error;
begin
  Check(omnifund_client_from_store(PointerOf(ACfg), PointerOf(AStore), Text(AName), @Given, @Failed), Failed);
  Own(Given);
end;

constructor TOmnifundClient.OpenConfigured(ACfg: TOmnifundConfig; AStore: TOmnifundStore);
var
  Given: Pomnifund_client;
  Failed: Pomnifund_error;
begin
  Check(omnifund_client_open_configured(PointerOf(ACfg), PointerOf(AStore), @Given, @Failed), Failed);
  Own(Given);
end;

procedure TOmnifundConfig.EndHandle;
begin
  omnifund_config_free(Handle);
end;

constructor TOmnifundConfig.Create;
var
  Given: Pomnifund_config;
begin
  Given := omnifund_config_new;
  Own(Given);
end;

constructor TOmnifundConfig.Load(const APath: UTF8String);
var
  Given: Pomnifund_config;
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_load(TextOrNil(APath), @Given, @Failed), Failed);
  Own(Given);
end;

procedure TOmnifundConfig.SetEnvironment(const AEnvironment: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_environment(Handle, Text(AEnvironment), @Failed), Failed);
end;

procedure TOmnifundConfig.SetBaseUrl(const ABaseUrl: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_base_url(Handle, Text(ABaseUrl), @Failed), Failed);
end;

procedure TOmnifundConfig.SetCredentials(const AClientId: UTF8String; const AClientSecret: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_credentials(Handle, Text(AClientId), Text(AClientSecret), @Failed), Failed);
end;

procedure TOmnifundConfig.SetJsonBody(AJson: Boolean);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_json_body(Handle, Ord(AJson), @Failed), Failed);
end;

procedure TOmnifundConfig.SetConnectTimeout(AMilliseconds: Int64);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_connect_timeout(Handle, AMilliseconds, @Failed), Failed);
end;

procedure TOmnifundConfig.SetExchangeTimeout(AMilliseconds: Int64);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_exchange_timeout(Handle, AMilliseconds, @Failed), Failed);
end;

procedure TOmnifundConfig.SetIdempotencyHeader(const AName: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_idempotency_header(Handle, Text(AName), @Failed), Failed);
end;

procedure TOmnifundConfig.SetCallBudget(AMilliseconds: Int64);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_call_budget(Handle, AMilliseconds, @Failed), Failed);
end;

procedure TOmnifundConfig.SetProxy(const AProxy: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_proxy(Handle, Text(AProxy), @Failed), Failed);
end;

procedure TOmnifundConfig.DisableProxy;
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_disable_proxy(Handle, @Failed), Failed);
end;

procedure TOmnifundConfig.SetCaFile(const APath: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_ca_file(Handle, Text(APath), @Failed), Failed);
end;

procedure TOmnifundConfig.TrustCaFileOnly;
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_trust_ca_file_only(Handle, @Failed), Failed);
end;

procedure TOmnifundConfig.AllowPlainHttp;
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_allow_plain_http(Handle, @Failed), Failed);
end;

procedure TOmnifundConfig.SetReplay(AReplay: Integer);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_replay(Handle, AReplay, @Failed), Failed);
end;

procedure TOmnifundConfig.SetRefreshLifetime(ASeconds: Int64);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_refresh_lifetime(Handle, ASeconds, @Failed), Failed);
end;

procedure TOmnifundConfig.LogToStderr(ALevel: Integer);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_log_to_stderr(Handle, ALevel, @Failed), Failed);
end;

procedure TOmnifundConfig.LogToFile(const APath: UTF8String; ALevel: Integer);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_log_to_file(Handle, Text(APath), ALevel, @Failed), Failed);
end;

procedure TOmnifundConfig.LogToSyslog(ALevel: Integer);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_log_to_syslog(Handle, ALevel, @Failed), Failed);
end;

procedure TOmnifundConfig.LogToQueue(AQueue: TOmnifundLogQueue; ALevel: Integer);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_log_to_queue(Handle, PointerOf(AQueue), ALevel, @Failed), Failed);
end;

procedure TOmnifundConfig.SetAudit(const ASink: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_config_set_audit(Handle, Text(ASink), @Failed), Failed);
end;

procedure TOmnifundKeptAnswer.EndHandle;
begin
  omnifund_kept_answer_free(Handle);
end;

function TOmnifundKeptAnswer.AskedAt: Int64;
begin
  Result := omnifund_kept_answer_asked_at(Handle);
end;

function TOmnifundKeptAnswer.Bytes: TOmnifundBytes;
begin
  Result := BytesOf(omnifund_kept_answer_bytes(Handle), omnifund_kept_answer_length(Handle));
end;

procedure TOmnifundKey.EndHandle;
begin
  omnifund_key_free(Handle);
end;

constructor TOmnifundKey.FromBytes(const ABytes: TOmnifundBytes);
var
  Given: Pomnifund_key;
  Failed: Pomnifund_error;
begin
  Check(omnifund_key_from_bytes(Pointer(ABytes), Length(ABytes), @Given, @Failed), Failed);
  Own(Given);
end;

procedure TOmnifundLogEntry.EndHandle;
begin
  omnifund_log_entry_free(Handle);
end;

function TOmnifundLogEntry.Level: Integer;
begin
  Result := omnifund_log_entry_level(Handle);
end;

function TOmnifundLogEntry.Event: UTF8String;
begin
  Result := TextOf(omnifund_log_entry_event(Handle));
end;

function TOmnifundLogEntry.Message: UTF8String;
begin
  Result := TextOf(omnifund_log_entry_message(Handle));
end;

function TOmnifundLogEntry.User: UTF8String;
begin
  Result := TextOf(omnifund_log_entry_user(Handle));
end;

function TOmnifundLogEntry.ClientId: UTF8String;
begin
  Result := TextOf(omnifund_log_entry_client_id(Handle));
end;

function TOmnifundLogEntry.Time: Int64;
begin
  Result := omnifund_log_entry_time(Handle);
end;

function TOmnifundLogEntry.Milliseconds: Int64;
begin
  Result := omnifund_log_entry_milliseconds(Handle);
end;

function TOmnifundLogEntry.Code: Integer;
begin
  Result := omnifund_log_entry_code(Handle);
end;

procedure TOmnifundLogQueue.EndHandle;
begin
  omnifund_log_queue_free(Handle);
end;

constructor TOmnifundLogQueue.Create;
var
  Given: Pomnifund_log_queue;
begin
  Given := omnifund_log_queue_new;
  Own(Given);
end;

function TOmnifundLogQueue.Take: TOmnifundLogEntry;
var
  Given: Pomnifund_log_entry;
begin
  Given := omnifund_log_queue_take(Handle);
  Result := nil;
  if Given <> nil then
    Result := TOmnifundLogEntry.Own(Given);
end;

procedure TOmnifundLogin.EndHandle;
begin
  omnifund_login_free(Handle);
end;

function TOmnifundLogin.Status: Integer;
begin
  Result := omnifund_login_status(Handle);
end;

function TOmnifundLogin.HeaderCount: Int64;
begin
  Result := omnifund_login_header_count(Handle);
end;

function TOmnifundLogin.HeaderName(AIndex: Int64): UTF8String;
begin
  Result := TextOf(omnifund_login_header_name(Handle, AIndex));
end;

function TOmnifundLogin.HeaderValue(AIndex: Int64): UTF8String;
begin
  Result := TextOf(omnifund_login_header_value(Handle, AIndex));
end;

function TOmnifundLogin.Header(const AName: UTF8String): UTF8String;
begin
  Result := TextOf(omnifund_login_header(Handle, Text(AName)));
end;

function TOmnifundLogin.CookieCount: Int64;
begin
  Result := omnifund_login_cookie_count(Handle);
end;

function TOmnifundLogin.CookieName(AIndex: Int64): UTF8String;
begin
  Result := TextOf(omnifund_login_cookie_name(Handle, AIndex));
end;

function TOmnifundLogin.CookieValue(AIndex: Int64): UTF8String;
begin
  Result := TextOf(omnifund_login_cookie_value(Handle, AIndex));
end;

function TOmnifundLogin.CookieHeader(AIndex: Int64): UTF8String;
begin
  Result := TextOf(omnifund_login_cookie_header(Handle, AIndex));
end;

function TOmnifundLogin.Location: UTF8String;
begin
  Result := TextOf(omnifund_login_location(Handle));
end;

function TOmnifundLogin.Body: TOmnifundBytes;
begin
  Result := BytesOf(omnifund_login_body(Handle), omnifund_login_body_length(Handle));
end;

procedure TOmnifundMetrics.EndHandle;
begin
  omnifund_metrics_free(Handle);
end;

function TOmnifundMetrics.Text: UTF8String;
begin
  Result := TextOf(omnifund_metrics_text(Handle));
end;

procedure TOmnifundRequest.EndHandle;
begin
  omnifund_request_free(Handle);
end;

constructor TOmnifundRequest.Create(const AMethod: UTF8String; const APath: UTF8String);
var
  Given: Pomnifund_request;
  Failed: Pomnifund_error;
begin
  Check(omnifund_request_new(Text(AMethod), Text(APath), @Given, @Failed), Failed);
  Own(Given);
end;

procedure TOmnifundRequest.AddQuery(const AName: UTF8String; const AValue: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_request_add_query(Handle, Text(AName), Text(AValue), @Failed), Failed);
end;

procedure TOmnifundRequest.AddHeader(const AName: UTF8String; const AValue: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_request_add_header(Handle, Text(AName), Text(AValue), @Failed), Failed);
end;

procedure TOmnifundRequest.SetBody(const AContentType: UTF8String; const ABody: TOmnifundBytes);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_request_set_body(Handle, Text(AContentType), Pointer(ABody), Length(ABody), @Failed), Failed);
end;

procedure TOmnifundRequest.SetBodyFile(const AContentType: UTF8String; const APath: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_request_set_body_file(Handle, Text(AContentType), Text(APath), @Failed), Failed);
end;

procedure TOmnifundRequest.SetOutputFile(const APath: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_request_set_output_file(Handle, Text(APath), @Failed), Failed);
end;

procedure TOmnifundRequest.SetTimeLimit(AMilliseconds: Int64);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_request_set_time_limit(Handle, AMilliseconds, @Failed), Failed);
end;

procedure TOmnifundRequest.SetLargestAnswer(ALength: Int64);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_request_set_largest_answer(Handle, ALength, @Failed), Failed);
end;

procedure TOmnifundRequest.SetRetry(ARetry: Boolean);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_request_set_retry(Handle, Ord(ARetry), @Failed), Failed);
end;

procedure TOmnifundRequest.SetIdempotencyKey(const AKey: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_request_set_idempotency_key(Handle, Text(AKey), @Failed), Failed);
end;

function TOmnifundRequest.IdempotencyKey: UTF8String;
begin
  Result := TextOf(omnifund_request_idempotency_key(Handle));
end;

procedure TOmnifundResponse.EndHandle;
begin
  omnifund_response_free(Handle);
end;

function TOmnifundResponse.Outcome: Integer;
begin
  Result := omnifund_response_outcome(Handle);
end;

function TOmnifundResponse.RetryAfter: Int64;
begin
  Result := omnifund_response_retry_after(Handle);
end;

function TOmnifundResponse.Next: UTF8String;
begin
  Result := TextOf(omnifund_response_next(Handle));
end;

function TOmnifundResponse.Status: Integer;
begin
  Result := omnifund_response_status(Handle);
end;

function TOmnifundResponse.HeaderCount: Int64;
begin
  Result := omnifund_response_header_count(Handle);
end;

function TOmnifundResponse.HeaderName(AIndex: Int64): UTF8String;
begin
  Result := TextOf(omnifund_response_header_name(Handle, AIndex));
end;

function TOmnifundResponse.HeaderValue(AIndex: Int64): UTF8String;
begin
  Result := TextOf(omnifund_response_header_value(Handle, AIndex));
end;

function TOmnifundResponse.Header(const AName: UTF8String): UTF8String;
begin
  Result := TextOf(omnifund_response_header(Handle, Text(AName)));
end;

function TOmnifundResponse.CookieCount: Int64;
begin
  Result := omnifund_response_cookie_count(Handle);
end;

function TOmnifundResponse.CookieName(AIndex: Int64): UTF8String;
begin
  Result := TextOf(omnifund_response_cookie_name(Handle, AIndex));
end;

function TOmnifundResponse.CookieValue(AIndex: Int64): UTF8String;
begin
  Result := TextOf(omnifund_response_cookie_value(Handle, AIndex));
end;

function TOmnifundResponse.CookieHeader(AIndex: Int64): UTF8String;
begin
  Result := TextOf(omnifund_response_cookie_header(Handle, AIndex));
end;

function TOmnifundResponse.Location: UTF8String;
begin
  Result := TextOf(omnifund_response_location(Handle));
end;

function TOmnifundResponse.Body: TOmnifundBytes;
begin
  Result := BytesOf(omnifund_response_body(Handle), omnifund_response_body_length(Handle));
end;

procedure TOmnifundSession.EndHandle;
begin
  omnifund_session_free(Handle);
end;

constructor TOmnifundSession.Open(AClient: TOmnifundClient; AStore: TOmnifundStore; const AUsername: UTF8String);
var
  Given: Pomnifund_session;
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_open(PointerOf(AClient), PointerOf(AStore), Text(AUsername), @Given, @Failed), Failed);
  Own(Given);
end;

constructor TOmnifundSession.OpenNamed(
  ACfg: TOmnifundConfig;
  AStore: TOmnifundStore;
  const AClientName: UTF8String;
  const AUsername: UTF8String);
var
  Given: Pomnifund_session;
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_open_named(PointerOf(ACfg), PointerOf(AStore), Text(AClientName), Text(AUsername), @Given, @Failed), Failed);
  Own(Given);
end;

constructor TOmnifundSession.OpenConfigured(const APath: UTF8String; const AUsername: UTF8String);
var
  Given: Pomnifund_session;
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_open_configured(TextOrNil(APath), Text(AUsername), @Given, @Failed), Failed);
  Own(Given);
end;

procedure TOmnifundSession.SignIn(const APassword: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_sign_in(Handle, Text(APassword), @Failed), Failed);
end;

procedure TOmnifundSession.SignInSaving(const APassword: UTF8String; ASave: Integer);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_sign_in_saving(Handle, Text(APassword), ASave, @Failed), Failed);
end;

procedure TOmnifundSession.SignInWithCode(AAuthorization: TOmnifundAuthorization; const ARedirectUrl: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_sign_in_with_code(Handle, PointerOf(AAuthorization), Text(ARedirectUrl), @Failed), Failed);
end;

function TOmnifundSession.Token: TOmnifundToken;
var
  Given: Pomnifund_token;
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_token(Handle, @Given, @Failed), Failed);
  Result := TOmnifundToken.Own(Given);
end;

function TOmnifundSession.TokenWithin(ABudgetMs: Int64): TOmnifundToken;
var
  Given: Pomnifund_token;
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_token_within(Handle, ABudgetMs, @Given, @Failed), Failed);
  Result := TOmnifundToken.Own(Given);
end;

function TOmnifundSession.Peek: TOmnifundToken;
var
  Given: Pomnifund_token;
begin
  Given := omnifund_session_peek(Handle);
  Result := nil;
  if Given <> nil then
    Result := TOmnifundToken.Own(Given);
end;

procedure TOmnifundSession.Refresh;
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_refresh(Handle, @Failed), Failed);
end;

procedure TOmnifundSession.Reject(const AAccessToken: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_reject(Handle, Text(AAccessToken), @Failed), Failed);
end;

function TOmnifundSession.TokenLogin: TOmnifundLogin;
var
  Given: Pomnifund_login;
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_token_login(Handle, @Given, @Failed), Failed);
  Result := TOmnifundLogin.Own(Given);
end;

procedure TOmnifundSession.SignOut;
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_sign_out(Handle, @Failed), Failed);
end;

procedure TOmnifundSession.Forget;
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_forget(Handle, @Failed), Failed);
end;

procedure TOmnifundSession.Adopt(
  const AAccessToken: UTF8String;
  const ARefreshToken: UTF8String;
  AExpiresAt: Int64;
  AReplace: Boolean);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_adopt(Handle, TextOrNil(AAccessToken), Text(ARefreshToken), AExpiresAt, Ord(AReplace), @Failed), Failed);
end;

function TOmnifundSession.Export: TOmnifundToken;
var
  Given: Pomnifund_token;
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_export(Handle, @Given, @Failed), Failed);
  Result := TOmnifundToken.Own(Given);
end;

function TOmnifundSession.Request(ARequest: TOmnifundRequest): TOmnifundResponse;
var
  Given: Pomnifund_response;
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_request(Handle, PointerOf(ARequest), @Given, @Failed), Failed);
  Result := TOmnifundResponse.Own(Given);
end;

function TOmnifundSession.TokenLasting(ASeconds: Int64): TOmnifundToken;
var
  Given: Pomnifund_token;
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_token_lasting(Handle, ASeconds, @Given, @Failed), Failed);
  Result := TOmnifundToken.Own(Given);
end;

function TOmnifundSession.BaseUrl: UTF8String;
begin
  Result := TextOf(omnifund_session_base_url(Handle));
end;

function TOmnifundSession.Status: TOmnifundStatus;
var
  Given: Pomnifund_status;
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_status(Handle, @Given, @Failed), Failed);
  try
    Result := ReadStatus(Given);
  finally
    omnifund_status_free(Given);
  end;
end;

function TOmnifundSession.KeptAnswer: TOmnifundKeptAnswer;
var
  Given: Pomnifund_kept_answer;
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_kept_answer(Handle, @Given, @Failed), Failed);
  Result := nil;
  if Given <> nil then
    Result := TOmnifundKeptAnswer.Own(Given);
end;

procedure TOmnifundSession.Recover;
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_recover(Handle, @Failed), Failed);
end;

class procedure TOmnifundSession.KeepAlive(
  AClient: TOmnifundClient;
  AStore: TOmnifundStore;
  AAge: Int64;
  ABudgetMs: Int64);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_session_keep_alive(PointerOf(AClient), PointerOf(AStore), AAge, ABudgetMs, nil, nil, @Failed), Failed);
end;

procedure TOmnifundStore.EndHandle;
begin
  omnifund_store_free(Handle);
end;

constructor TOmnifundStore.OpenMemory;
var
  Given: Pomnifund_store;
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_open_memory(@Given, @Failed), Failed);
  Own(Given);
end;

constructor TOmnifundStore.OpenFile(const APath: UTF8String; AKey: TOmnifundKey);
var
  Given: Pomnifund_store;
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_open_file(Text(APath), PointerOf(AKey), @Given, @Failed), Failed);
  Own(Given);
end;

constructor TOmnifundStore.OpenFileWith(const APath: UTF8String; AKey: TOmnifundKey; AOptions: TOmnifundStoreOptions);
var
  Given: Pomnifund_store;
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_open_file_with(Text(APath), PointerOf(AKey), PointerOf(AOptions), @Given, @Failed), Failed);
  Own(Given);
end;

constructor TOmnifundStore.OpenConfigured(ACfg: TOmnifundConfig);
var
  Given: Pomnifund_store;
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_open_configured(PointerOf(ACfg), @Given, @Failed), Failed);
  Own(Given);
end;

procedure TOmnifundStore.PrepareKey;
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_prepare_key(Handle, @Failed), Failed);
end;

function TOmnifundStore.RotateKey: Int64;
var
  Given: Int64;
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_rotate_key(Handle, @Given, @Failed), Failed);
  Result := Given;
end;

constructor TOmnifundStore.Open(const APlace: UTF8String; AKey: TOmnifundKey; AOptions: TOmnifundStoreOptions);
var
  Given: Pomnifund_store;
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_open(Text(APlace), PointerOf(AKey), PointerOf(AOptions), @Given, @Failed), Failed);
  Own(Given);
end;

procedure TOmnifundStore.Detach;
begin
  omnifund_store_detach(Handle);
end;

procedure TOmnifundStore.SaveClient(
  const AName: UTF8String;
  const AClientId: UTF8String;
  const AClientSecret: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_save_client(Handle, Text(AName), Text(AClientId), Text(AClientSecret), @Failed), Failed);
end;

procedure TOmnifundStore.RenameClient(const AName: UTF8String; const ANewName: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_rename_client(Handle, Text(AName), Text(ANewName), @Failed), Failed);
end;

function TOmnifundStore.ReplaceClient(
  const AName: UTF8String;
  const AClientId: UTF8String;
  const AClientSecret: UTF8String): Int64;
var
  Given: Int64;
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_replace_client(Handle, Text(AName), Text(AClientId), Text(AClientSecret), @Given, @Failed), Failed);
  Result := Given;
end;

procedure TOmnifundStore.RemoveClient(const AName: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_remove_client(Handle, Text(AName), @Failed), Failed);
end;

function TOmnifundStore.Clients: TOmnifundClientEntries;
var
  Given: Pomnifund_client_list;
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_clients(Handle, @Given, @Failed), Failed);
  try
    Result := ReadClientEntries(Given);
  finally
    omnifund_client_list_free(Given);
  end;
end;

function TOmnifundStore.Sessions(AClient: TOmnifundClient): TOmnifundSessionEntries;
var
  Given: Pomnifund_session_list;
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_sessions(Handle, PointerOf(AClient), @Given, @Failed), Failed);
  try
    Result := ReadSessionEntries(Given);
  finally
    omnifund_session_list_free(Given);
  end;
end;

function TOmnifundStore.Metrics(ACfg: TOmnifundConfig): TOmnifundMetrics;
var
  Given: Pomnifund_metrics;
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_metrics(Handle, PointerOf(ACfg), @Given, @Failed), Failed);
  Result := TOmnifundMetrics.Own(Given);
end;

procedure TOmnifundStoreOptions.EndHandle;
begin
  omnifund_store_options_free(Handle);
end;

constructor TOmnifundStoreOptions.Create;
var
  Given: Pomnifund_store_options;
begin
  Given := omnifund_store_options_new;
  Own(Given);
end;

procedure TOmnifundStoreOptions.SetGroup;
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_options_set_group(Handle, @Failed), Failed);
end;

procedure TOmnifundStoreOptions.AllowNetwork;
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_options_allow_network(Handle, @Failed), Failed);
end;

procedure TOmnifundStoreOptions.TakeOver;
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_options_take_over(Handle, @Failed), Failed);
end;

procedure TOmnifundStoreOptions.MustExist;
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_options_must_exist(Handle, @Failed), Failed);
end;

procedure TOmnifundStoreOptions.AddOlderKey(AKey: TOmnifundKey);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_options_add_older_key(Handle, PointerOf(AKey), @Failed), Failed);
end;

procedure TOmnifundStoreOptions.SetKeyFile(const APath: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_options_set_key_file(Handle, Text(APath), @Failed), Failed);
end;

procedure TOmnifundStoreOptions.SetKeyProtection(const AWhom: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_options_set_key_protection(Handle, Text(AWhom), @Failed), Failed);
end;

procedure TOmnifundStoreOptions.SetAudit(const ASink: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_options_set_audit(Handle, Text(ASink), @Failed), Failed);
end;

procedure TOmnifundStoreOptions.SetMachine(const AName: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_options_set_machine(Handle, Text(AName), @Failed), Failed);
end;

procedure TOmnifundStoreOptions.SetJournal(const ADirectory: UTF8String);
var
  Failed: Pomnifund_error;
begin
  Check(omnifund_store_options_set_journal(Handle, Text(ADirectory), @Failed), Failed);
end;

procedure TOmnifundToken.EndHandle;
begin
  omnifund_token_free(Handle);
end;

function TOmnifundToken.AccessToken: UTF8String;
begin
  Result := TextOf(omnifund_token_access_token(Handle));
end;

function TOmnifundToken.RefreshToken: UTF8String;
begin
  Result := TextOf(omnifund_token_refresh_token(Handle));
end;

function TOmnifundToken.TokenType: UTF8String;
begin
  Result := TextOf(omnifund_token_token_type(Handle));
end;

function TOmnifundToken.Scope: UTF8String;
begin
  Result := TextOf(omnifund_token_scope(Handle));
end;

function TOmnifundToken.ExpiresIn: Int64;
begin
  Result := omnifund_token_expires_in(Handle);
end;

function TOmnifundToken.ExpiresAt: Int64;
begin
  Result := omnifund_token_expires_at(Handle);
end;

function TOmnifundToken.FreshFor: Int64;
begin
  Result := omnifund_token_fresh_for(Handle);
end;

function OmnifundVersion: UTF8String;
begin
  Result := TextOf(omnifund_version);
end;

function OmnifundAbiVersion: Integer;
begin
  Result := omnifund_abi_version;
end;

function OmnifundCodeName(ACode: Integer): UTF8String;
begin
  Result := TextOf(omnifund_code_name(ACode));
end;

function OmnifundCodeText(ACode: Integer): UTF8String;
begin
  Result := TextOf(omnifund_code_text(ACode));
end;

function OmnifundEndExchanges(ABudgetMs: Int64): Int64;
begin
  Result := omnifund_end_exchanges(ABudgetMs);
end;

end.
