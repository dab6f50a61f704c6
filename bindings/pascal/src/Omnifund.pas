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
    // How many seconds the access token counts as good.
    SecondsLeft: Int64;
    // How many times the pair has changed.
    Generation: Int64;
    // When the pair last changed.
    LastRotation: Int64;
    // When the refresh token presumably ends, 14 days after the last rotation. The server never says it.
    RefreshTokenEnds: Int64;
    // Since when tries fail.
    FailingSince: Int64;
    // How many tries failed in a row.
    FailuresInARow: Int64;
    // Whether the store would not take the newest pair, and this process holds it and tries again with each call.
    Unsaved: Boolean;
    // When an answer was asked for that could not be understood and is kept (TOmnifundSession.KeptAnswer).
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
    // Why its record can't be read, and what to do; the words name the record.
    Problem: UTF8String;
    // Whose session it is.
    Username: UTF8String;
    // At which OmniFund it is.
    BaseUrl: UTF8String;
    // The client id under which its OAuth client was first used.
    ClientId: UTF8String;
    // Whether there is a pair that the server has not refused.
    SignedIn: Boolean;
    // When its pair last changed.
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
  // TOmnifundSession.SignInWithCode. Immutable: any thread may use it.
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
    // Makes a client from a copy of `cfg`.
    constructor Create(ACfg: TOmnifundConfig);
    // An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining an Access
    // Token").
    function PasswordGrant(const AUsername: UTF8String; const APassword: UTF8String): TOmnifundToken;
    // A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's "Refreshing
    // an Access Token").
    function RefreshGrant(const ARefreshToken: UTF8String): TOmnifundToken;
    // Logs the access token's user in (the specification's "Token Login", RFC 6750 section 2.1).
    function TokenLogin(const AAccessToken: UTF8String): TOmnifundLogin;
    // Makes one, with a random state.
    function Authorization(const ARedirectUri: UTF8String): TOmnifundAuthorization;
    // Makes one that was made before, where the user comes back to another process or request than the one that
    // asked, as in a web application: keep TOmnifundAuthorization.State in the user's web session, and nowhere
    // else.
    function AuthorizationWithState(const ARedirectUri: UTF8String; const AState: UTF8String): TOmnifundAuthorization;
    // A token for the code that the user came back with (RFC 6749 section 4.1.3), for programs that keep their
    // tokens; with a session, see TOmnifundSession.SignInWithCode.
    function AuthorizationCodeGrant(
      AAuthorization: TOmnifundAuthorization;
      const ARedirectUrl: UTF8String): TOmnifundToken;
    // Makes a client from an OAuth client that the store keeps under a name, and the other settings of `cfg`,
    // whose credentials are not looked at.
    constructor FromStore(ACfg: TOmnifundConfig; AStore: TOmnifundStore; const AName: UTF8String);
    // Makes the client of a configuration (TOmnifundConfig.Load): of the OAuth client that it names in the store,
    // or of the one whose id and secret it has.
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
    // A config from a file of NAME=value lines, or from environment variables of the same names where `path` is
    // NULL; `path` may be NULL.
    constructor Load(const APath: UTF8String = '');
    // One of the vendor's hosts by name: "sandbox" or "production".
    procedure SetEnvironment(const AEnvironment: UTF8String);
    // Any other OmniFund, such as a local server: "https://host[:port][/path]".
    procedure SetBaseUrl(const ABaseUrl: UTF8String);
    // Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New OAuth
    // Client).
    procedure SetCredentials(const AClientId: UTF8String; const AClientSecret: UTF8String);
    // Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and not as a form
    // (RFC 6749); a form unless set.
    procedure SetJsonBody(AJson: Boolean);
    // How long a connection may take, TLS handshake included; 5 s unless set.
    procedure SetConnectTimeout(AMilliseconds: Int64);
    // How long one request may take, from the name look-up to the answer's last byte; 15 s unless set.
    procedure SetExchangeTimeout(AMilliseconds: Int64);
    // Which header carries the idempotency key of each POST and PATCH that a session makes, so that the server
    // knows one that it has seen before.
    procedure SetIdempotencyHeader(const AName: UTF8String);
    // How long one call of this library may take, all that it does included; 25 s unless set.
    procedure SetCallBudget(AMilliseconds: Int64);
    // The proxy for every request: "http://[user:password@]host[:port]", or "https://...".
    procedure SetProxy(const AProxy: UTF8String);
    // No proxy, whatever the environment variables say.
    procedure DisableProxy;
    // A file of certificates to trust beside the system's: a local server's authority, a company's own, or the
    // server's own certificate, which then counts for its names and dates whoever signed it.
    procedure SetCaFile(const APath: UTF8String);
    // Trusts the CA file alone, and none of the system's authorities, which are then not read; for a proxy that is
    // reached by "https://" too.
    procedure TrustCaFileOnly;
    // Takes a base URL of plain "http://" that is no loopback address.
    procedure AllowPlainHttp;
    // What a session does with a refresh token whose last exchange has an unknown outcome;
    // OMNIFUND_REPLAY_UNTIL_ANSWERED unless set.
    procedure SetReplay(AReplay: Integer);
    // How long a refresh token presumably lives, for a session's status alone, since the server never says it; 14
    // days unless set.
    procedure SetRefreshLifetime(ASeconds: Int64);
    // Logs to standard error: lines of `level`, an omnifund_log_level, and of what matters more.
    procedure LogToStderr(ALevel: Integer);
    // Logs to the end of a file, made where there is none.
    procedure LogToFile(const APath: UTF8String; ALevel: Integer);
    // Logs to the system's log by its local socket, as facility daemon; to nowhere where there is none.
    procedure LogToSyslog(ALevel: Integer);
    // Logs to a queue, which keeps the newest 1000 lines.
    procedure LogToQueue(AQueue: TOmnifundLogQueue; ALevel: Integer);
    // Where audit lines go: "syslog" (facility authpriv) or "file:PATH".
    procedure SetAudit(const ASink: UTF8String);
  end;

  // An answer of the token endpoint that nothing could be made of. It may hold the only pair that there is, so it
  // is kept in the store, sealed, until the next success. Immutable: any thread may read it.
  TOmnifundKeptAnswer = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // When the answer was asked for.
    function AskedAt: Int64;
    // Status line, header and body as they came, 16 KiB at most, with a NUL behind them.
    function Bytes: TOmnifundBytes;
  end;

  // A key of 32 bytes that seals the records of a store. Immutable; wiped when it is freed.
  TOmnifundKey = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // Takes over the bytes of a sealing key: `length` is 32.
    constructor FromBytes(const ABytes: TOmnifundBytes);
  end;

  // A line of the log: words for people, and what a machine can read. Immutable: any thread may read it. Names in
  // it are cleaned: what could begin a line of its own, or do something to a terminal, is a blank.
  TOmnifundLogEntry = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // How much it matters, an omnifund_log_level.
    function Level: Integer;
    // What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login", "request",
    // "opened", "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or "audit"; later
    // versions may have more.
    function Event: UTF8String;
    // The words for people.
    function Message: UTF8String;
    // OmniFund's user.
    function User: UTF8String;
    // The OAuth client, by its client id.
    function ClientId: UTF8String;
    // When.
    function Time: Int64;
    // How many milliseconds an exchange, a token login or a request took, from 1.
    function Milliseconds: Int64;
    // The omnifund_code of the error that the line tells of.
    function Code: Integer;
  end;

  // Lines that wait until somebody takes them: for languages that the library can't call, such as PHP. Any thread
  // may use it at any time. A forked child's is empty.
  TOmnifundLogQueue = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // A queue without a line.
    constructor Create;
    // Takes the oldest line out of a queue.
    function Take: TOmnifundLogEntry;
  end;

  // What the server answered to a token login. Immutable: any thread may read it. Its strings live as long as it
  // does, and are wiped when it is freed. Cookies, Location and body can each let somebody in as that user.
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
    // The value of the first header of a name, whatever its case; the name is compared as it is.
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
    // Where the answer sends the browser, as the server wrote it: it may be relative.
    function Location: UTF8String;
    // The body, 1 MiB at most, with a NUL behind it.
    function Body: TOmnifundBytes;
  end;

  // How a store and all of its sessions stood when they were asked. Immutable: any thread may read it.
  TOmnifundMetrics = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // The metrics in Prometheus' text format, version 0.0.4, to be served as "text/plain; version=0.0.4;
    // charset=utf-8": omnifund_store_readable, omnifund_store_damaged_records, omnifund_store_free_bytes,
    // TOmnifundStore.Sessions by their state, and for each session the metrics omnifund_session_*, with the labels
    // store, base_url, client (its name where it has one, else its id), client_id (the first one) and user.
    function Text: UTF8String;
  end;

  // A request to OmniFund's API: what is asked for, what goes with it, where the answer goes. It may be made as
  // often as you like, but for a body or an answer that goes through a callback. For one thread at a time.
  TOmnifundRequest = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // A request by `method`, such as "GET", for `path` behind the base URL, such as "/api/customers": it begins
    // with one slash, and may have a query.
    constructor Create(const AMethod: UTF8String; const APath: UTF8String);
    // Adds a parameter to the query, in any characters, such as "tranDate[between]"; several of one name are sent
    // in their order.
    procedure AddQuery(const AName: UTF8String; const AValue: UTF8String);
    // Adds a header.
    procedure AddHeader(const AName: UTF8String; const AValue: UTF8String);
    // The body, of `length` bytes, which are copied; `body` may be NULL where there are none.
    procedure SetBody(const AContentType: UTF8String; const ABody: TOmnifundBytes = nil);
    // The body, from the file `path`, which is read while it is sent, and anew where it is sent once more.
    procedure SetBodyFile(const AContentType: UTF8String; const APath: UTF8String);
    // Puts the body of a success, a status of 200 to 299, into the file `path`, without holding it in memory.
    procedure SetOutputFile(const APath: UTF8String);
    // How long TOmnifundSession.Request may take with it, the token and all tries included, in milliseconds: 1 to
    // 3600000.
    procedure SetTimeLimit(AMilliseconds: Int64);
    // The largest body of an answer, in bytes.
    procedure SetLargestAnswer(ALength: Int64);
    // With `retry` 1, tries again within the time limit: what was not sent, whatever it is; and a GET, HEAD or
    // OPTIONS after a 429, a 503 or a lost answer.
    procedure SetRetry(ARetry: Boolean);
    // A key by which the server knows a request that it has seen before.
    procedure SetIdempotencyKey(const AKey: UTF8String);
    // The key that was set, or that TOmnifundSession.Request made.
    function IdempotencyKey: UTF8String;
  end;

  // What the server answered to a request: whatever it said, an answer is no error. Immutable: any thread may read
  // it. Its strings live as long as it does, and are wiped when it is freed.
  TOmnifundResponse = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // What became of the request, an omnifund_outcome: OMNIFUND_OUTCOME_DONE by a status of 200 to 299,
    // OMNIFUND_OUTCOME_REFUSED by one of 400 to 499 but for 408, OMNIFUND_OUTCOME_UNKNOWN by all others, since a
    // gateway can say them after it has passed the request on.
    function Outcome: Integer;
    // How many seconds the server asks to wait before another request (Retry-After, RFC 9110 section 10.2.3). 0
    // where there is none.
    function RetryAfter: Int64;
    // Of a collection, what to ask for to have its next page, for TOmnifundRequest.New: hydra:next of the
    // hydra:view in the body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a
    // callback that link alone.
    function Next: UTF8String;
    // The HTTP status, whatever it is.
    function Status: Integer;
    // How many headers there are.
    function HeaderCount: Int64;
    // The name of a header, in lower case.
    function HeaderName(AIndex: Int64): UTF8String;
    // The value of a header.
    function HeaderValue(AIndex: Int64): UTF8String;
    // The value of the first header of a name, whatever its case; the name is compared as it is.
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
    // Where the answer sends the browser, as the server wrote it: it may be relative.
    function Location: UTF8String;
    // The body, with a NUL behind it.
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
    // The session of `username` under the OAuth client of `client`, in `store`.
    constructor Open(AClient: TOmnifundClient; AStore: TOmnifundStore; const AUsername: UTF8String);
    // The session of `username` in `store`, under the OAuth client that the store keeps under `client_name`, with
    // the other settings of `cfg`.
    constructor OpenNamed(
      ACfg: TOmnifundConfig;
      AStore: TOmnifundStore;
      const AClientName: UTF8String;
      const AUsername: UTF8String);
    // The session of `username` in the store, and under the OAuth client, that a configuration names: the file
    // `path`, or the environment variables where `path` is NULL, as for TOmnifundConfig.Load; `path` may be NULL.
    constructor OpenConfigured(const APath: UTF8String; const AUsername: UTF8String);
    // Signs the user in by password.
    procedure SignIn(const APassword: UTF8String);
    // Signs the user in by password, and saves the password with the session as `save` says, an
    // omnifund_save_password: so it can sign in anew by itself where the server's reply to a refresh was lost.
    procedure SignInSaving(const APassword: UTF8String; ASave: Integer);
    // Signs the user in with the code that it came back with from OmniFund's authorization page (RFC 6749 section
    // 4.1): `redirect_url` is the URL that the user came back with, whole or path and query as a web server sees
    // it.
    procedure SignInWithCode(AAuthorization: TOmnifundAuthorization; const ARedirectUrl: UTF8String);
    // A valid access token, whatever it takes; its refresh token is NULL.
    function Token: TOmnifundToken;
    // A valid access token, within `budget_ms` milliseconds, 0 to 3600000.
    function TokenWithin(ABudgetMs: Int64): TOmnifundToken;
    // A live token, to be ended with TOmnifundToken.Free, or NULL: asks neither the server nor the store, and
    // waits for nobody.
    function Peek: TOmnifundToken;
    // Refreshes whether it must or not.
    procedure Refresh;
    // Hands back an access token with which you saw a 401.
    procedure Reject(const AAccessToken: UTF8String);
    // Token login with a valid access token; once more with a new one where the server refuses it.
    function TokenLogin: TOmnifundLogin;
    // Signs out here: the store forgets the pair and a saved password.
    procedure SignOut;
    // Signs out here and takes the session out of the store, with its counters and all that is kept of it, for a
    // user who has left; also one whose record is damaged.
    procedure Forget;
    // Takes over a pair that was got elsewhere; nobody else may refresh with it from here on.
    procedure Adopt(
      const AAccessToken: UTF8String;
      const ARefreshToken: UTF8String;
      AExpiresAt: Int64;
      AReplace: Boolean);
    // Gives the newest pair away, and signs out here in the same step, so that it is never in two hands.
    function Export: TOmnifundToken;
    // Makes a request with a valid access token.
    function Request(ARequest: TOmnifundRequest): TOmnifundResponse;
    // A valid access token that counts as good for `seconds` at least, for a batch that must not break off; it is
    // refreshed where it must be.
    function TokenLasting(ASeconds: Int64): TOmnifundToken;
    // The base URL of a session, such as "https://host" or "https://host:8443/path": of all HTTP clients of yours
    // only who sends to its origin may send the access token.
    function BaseUrl: UTF8String;
    // How the session stands, from the store: no network.
    function Status: TOmnifundStatus;
    // The answer that could not be understood, where one is kept; else NULL in `answer`.
    function KeptAnswer: TOmnifundKeptAnswer;
    // Looks at the kept answer once more, and goes on with the pair in it.
    procedure Recover;
    // Refreshes every session of `client` in `store` whose pair is older than `age` seconds (259200, three days,
    // is a good age), within `budget_ms` milliseconds, 0 to 3600000: an unused refresh token dies after 14 days.
    class procedure KeepAlive(AClient: TOmnifundClient; AStore: TOmnifundStore; AAge: Int64; ABudgetMs: Int64);
  end;

  // Where sessions and OAuth clients are kept, sealed. Any thread may use it at any time, and any number of
  // processes the same directory. Whoever opens a store can act as any employee in it. Codes of the 500s are its
  // errors; their advice is mostly OMNIFUND_ADVICE_FIX_STORAGE.
  TOmnifundStore = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // A store in this process's memory, gone with it: for tests, and for programs that sign in at every start.
    constructor OpenMemory;
    // A store in a directory, made where there is none, as TOmnifundStore.OpenFileWith with no options.
    constructor OpenFile(const APath: UTF8String; AKey: TOmnifundKey = nil);
    // A store in a directory, made where there is none; its parent must be there.
    constructor OpenFileWith(const APath: UTF8String; AKey: TOmnifundKey = nil; AOptions: TOmnifundStoreOptions = nil);
    // The store that a configuration names (OMNIFUND_STORE and what goes with it, TOmnifundConfig.Load).
    constructor OpenConfigured(ACfg: TOmnifundConfig);
    // The first step to change the sealing key: puts a new one into the key file.
    procedure PrepareKey;
    // The second step: the prepared key seals from here on, in all processes, and every record that is sealed with
    // another one is sealed anew.
    function RotateKey: Int64;
    // The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as
    // TOmnifundStore.OpenFileWith does, or the url of a database that several hosts share ("postgresql://...",
    // "mysql://...").
    constructor Open(const APlace: UTF8String; AKey: TOmnifundKey = nil; AOptions: TOmnifundStoreOptions = nil);
    // Ends the use of a table of functions, for who can't let them live for as long as the store: its connections
    // are ended and its `destroy` is called before this returns, and no function of it is called any more.
    procedure Detach;
    // Keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike any other.
    procedure SaveClient(const AName: UTF8String; const AClientId: UTF8String; const AClientSecret: UTF8String);
    // Gives an OAuth client of the store another name.
    procedure RenameClient(const AName: UTF8String; const ANewName: UTF8String);
    // Puts a new client id and secret in the place of lost ones: the vendor never shows a secret twice.
    function ReplaceClient(
      const AName: UTF8String;
      const AClientId: UTF8String;
      const AClientSecret: UTF8String): Int64;
    // Forgets an OAuth client of the store.
    procedure RemoveClient(const AName: UTF8String);
    // The OAuth clients of the store, in the order in which they were first saved; never their secrets.
    function Clients: TOmnifundClientEntries;
    // Begins to go through the sessions of `store`: those of the OAuth client of `client`, or all.
    function Sessions(AClient: TOmnifundClient = nil): TOmnifundSessionEntries;
    // How the store and all of its sessions stand, whatever their OAuth client, for a program that is scraped by
    // Prometheus.
    function Metrics(ACfg: TOmnifundConfig = nil): TOmnifundMetrics;
  end;

  // How a store's directory is kept. For one thread at a time.
  TOmnifundStoreOptions = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // Options with nothing set: nobody but the owner may read the store, no network file system, no other
    // machine's store.
    constructor Create;
    // Lets the directory's group read and write the store too (directory 2770, files 0660): for a web server and a
    // cron job under two users.
    procedure SetGroup;
    // Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most kinds and their
    // like), whose locks somebody has tried.
    procedure AllowNetwork;
    // Takes a store that another machine made, because it was moved here and that machine uses it no more.
    procedure TakeOver;
    // Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted, a program
    // that only reads must say so (OMNIFUND_CODE_STORE_MISSING), and not that nobody is signed in.
    procedure MustExist;
    // A key that opens records and seals none, beside the one that TOmnifundStore.OpenFileWith is given: to change
    // that one, give the new one as older first, in all programs, and only then the other way round;
    // TOmnifundStore.RotateKey then seals all records anew.
    procedure AddOlderKey(AKey: TOmnifundKey);
    // Keeps the sealing key in the file `path`, and not in "<store>.key".
    procedure SetKeyFile(const APath: UTF8String);
    // Where the audit lines of the store go, as TOmnifundConfig.SetAudit has it: those of its OAuth clients, of
    // its key and of its taking over, and those of its sessions whose config says nothing else.
    procedure SetAudit(const ASink: UTF8String);
    // Names this machine, in place of /etc/machine-id: for containers, which have none, or all the same.
    procedure SetMachine(const AName: UTF8String);
    // The directory of this host's own beside a store that several hosts share: there its processes queue, and
    // what an exchange brought is durable there before the shared store has it.
    procedure SetJournal(const ADirectory: UTF8String);
  end;

  // What a grant brought, or a session. Immutable: any thread may read it. Its strings live as long as it does,
  // and are wiped when it is freed.
  TOmnifundToken = class(TOmnifundHandle)
  protected
    procedure EndHandle; override;
  public
    // The access token, for the header "Authorization: Bearer ...", with a capital B.
    function AccessToken: UTF8String;
    // The refresh token, good for one refresh.
    function RefreshToken: UTF8String;
    // The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer" whatever stands
    // here.
    function TokenType: UTF8String;
    // The scope, space-separated.
    function Scope: UTF8String;
    // How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten years): less
    // is read as 0, more as ten years, digits in a string as a number. 0 where there is none.
    function ExpiresIn: Int64;
    // The end of the access token as a Unix time in seconds by this machine's clock: the moment the request left,
    // and expires_in more. 0 where there is none.
    function ExpiresAt: Int64;
    // For how many milliseconds from when it was handed out a session's token needs nothing: until then
    // TOmnifundSession.Token would give the same one again, unless it was rejected, signed out or refreshed
    // meanwhile.
    function FreshFor: Int64;
  end;

// The version of the library, such as "0.1.0".
function OmnifundVersion: UTF8String;
// The number of the binary interface, 1.
function OmnifundAbiVersion: Integer;
// The name of a code, such as "OMNIFUND_CODE_CONNECT_FAILED", or "OMNIFUND_OK": for a log.
function OmnifundCodeName(ACode: Integer): UTF8String;
// What a code means, in a sentence for a person, where no error was asked for: EOmnifund.Message says what was
// tried and what came back, and this can't.
function OmnifundCodeText(ACode: Integer): UTF8String;
// Waits until no other thread's exchange is under way and its pair is saved, for `budget_ms` milliseconds at most;
// from here on no exchange is started in this process (OMNIFUND_CODE_STORE_BUSY), but in a child that it forks.
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
