// Made by tools/interface from omnifund-api.json; edits here are lost.
//
// The C interface of libomnifund as it is; the unit Omnifund has classes over it. What functions give is the
// caller's to end, by the function of its noun that ends in _free; texts are in UTF-8 and borrowed.
unit OmnifundRaw;

{$IFDEF FPC}{$MODE DELPHI}{$PACKRECORDS C}{$ENDIF}

interface

const
  // The number of the binary interface that these declarations describe; omnifund_abi_version is the library's.
  OMNIFUND_DECLARED_ABI = 1;
  // What a function that can fail returns where it did not.
  OMNIFUND_OK = 0;
{$IFDEF MSWINDOWS}
  OMNIFUND_LIBRARY = 'omnifund.dll';
{$ELSE}{$IFDEF FPC}
  OMNIFUND_LIBRARY = 'omnifund';
{$ELSE}
  OMNIFUND_LIBRARY = 'libomnifund.so.1';
{$ENDIF}{$ENDIF}

  // The code of an error. A number is never reused; new codes come under an old advice, so that a program that
  // switches on the advice alone goes on working.
  //
  // Bands: 1xx arguments and configuration, 2xx the way to the server, 3xx the server's refusals, 4xx answers that
  // are no OAuth answer, 5xx the store, 6xx the session, 9xx the library itself.
  // What must be given is missing: in C, a pointer that must not be NULL is NULL. Nothing was done.
  OMNIFUND_CODE_NULL_ARGUMENT = 100;
  // A string is not valid UTF-8. Nothing was done. Convert it, for instance from ISO 8859-1.
  OMNIFUND_CODE_INVALID_UTF8 = 101;
  // An argument is empty where it must not be, too long (over 65536 bytes), or out of range.
  OMNIFUND_CODE_INVALID_ARGUMENT = 102;
  // The user name or the password is empty. Nothing was sent.
  OMNIFUND_CODE_MISSING_CREDENTIALS = 103;
  // The URL that a user came back with is no answer to this authorization: another state, or none. It may be an
  // old page of the user's, or somebody's trick. Nothing was sent; begin again.
  OMNIFUND_CODE_FOREIGN_REDIRECT = 104;
  // A setting is missing or wrong; the message names it. Nothing was sent.
  OMNIFUND_CODE_INVALID_CONFIGURATION = 150;
  // The certificates to trust can't be read: the CA file, SSL_CERT_FILE or SSL_CERT_DIR, as the message says.
  // Nothing was sent.
  OMNIFUND_CODE_UNREADABLE_CERTIFICATES = 151;
  // The host name has no address, or the name server did not answer. Nothing was sent.
  OMNIFUND_CODE_NAME_NOT_RESOLVED = 200;
  // No connection: refused, unreachable, or cut before the first byte. Nothing was sent.
  OMNIFUND_CODE_CONNECT_FAILED = 201;
  // No connection within the connect timeout, or within the exchange timeout where that is shorter. Nothing was
  // sent.
  OMNIFUND_CODE_CONNECT_TIMEOUT = 202;
  // The proxy refused, with 407 or 403. Nothing was sent to OmniFund.
  OMNIFUND_CODE_PROXY_REFUSED = 203;
  // The TLS handshake failed for another reason than the certificate. Nothing was sent.
  OMNIFUND_CODE_TLS_FAILED = 204;
  // No authority that this machine trusts vouches for the server. Nothing was sent.
  OMNIFUND_CODE_CERTIFICATE_UNTRUSTED = 205;
  // The server's certificate has ended or not yet begun; the message says what date this machine believes it to
  // be. Nothing was sent.
  OMNIFUND_CODE_CERTIFICATE_DATES = 206;
  // The server's certificate is for another host name. Nothing was sent.
  OMNIFUND_CODE_CERTIFICATE_NAME = 207;
  // The proxy found no way, or did not answer as one. Nothing was sent to OmniFund.
  OMNIFUND_CODE_PROXY_FAILED = 208;
  // Server and library can't speak TLS with each other: no version, cipher suite or kind of key in common, or the
  // server wants a certificate of its clients. Nothing was sent.
  OMNIFUND_CODE_TLS_INCOMPATIBLE = 209;
  // Sent, and no complete answer within the exchange timeout. The outcome is unknown.
  OMNIFUND_CODE_RESPONSE_TIMEOUT = 220;
  // Sent, and the connection ended before the answer was complete. The outcome is unknown.
  OMNIFUND_CODE_CONNECTION_LOST = 221;
  // Sent, and the server broke off since it wants a certificate of its clients, which this library has not. The
  // outcome is unknown.
  OMNIFUND_CODE_CERTIFICATE_WANTED = 222;
  // The body of a request, from a file or from a callback, could not be read to its end; the connection was closed
  // in its midst. Where a part of the request had left, the outcome is unknown.
  OMNIFUND_CODE_BODY_UNREADABLE = 223;
  // invalid_request at the token endpoint (RFC 6749 section 5.2).
  OMNIFUND_CODE_INVALID_REQUEST = 300;
  // invalid_client: unknown client id, or wrong client secret (RFC 6749 section 5.2).
  OMNIFUND_CODE_INVALID_CLIENT = 301;
  // unauthorized_client: this OAuth client may not use this grant (RFC 6749 section 5.2).
  OMNIFUND_CODE_UNAUTHORIZED_CLIENT = 302;
  // unsupported_grant_type (RFC 6749 section 5.2).
  OMNIFUND_CODE_UNSUPPORTED_GRANT_TYPE = 303;
  // invalid_scope at the token endpoint (RFC 6749 section 5.2).
  OMNIFUND_CODE_INVALID_SCOPE = 304;
  // invalid_grant to a password: wrong password, unknown or disabled user.
  OMNIFUND_CODE_WRONG_PASSWORD = 305;
  // invalid_grant to a refresh token: unknown, used already, expired, or another client's.
  OMNIFUND_CODE_REFRESH_TOKEN_REFUSED = 306;
  // An OAuth error of another name, which omnifund_error_oauth_error has.
  OMNIFUND_CODE_OTHER_OAUTH_ERROR = 307;
  // access_denied from the authorization page: the user denied it (RFC 6749 section 4.1.2.1).
  OMNIFUND_CODE_AUTHORIZATION_DENIED = 308;
  // invalid_grant to an authorization code: unknown, used already, over 30 seconds old, or another client's. The
  // user has to allow it once more.
  OMNIFUND_CODE_CODE_REFUSED = 309;
  // redirect_uri_mismatch: the OAuth client may not have users sent to this redirect URI.
  OMNIFUND_CODE_REDIRECT_URI_REFUSED = 310;
  // 401 to an access token: invalid or expired (RFC 6750 section 3.1).
  OMNIFUND_CODE_ACCESS_TOKEN_REFUSED = 320;
  // 401 access_denied at the token login: the user is disabled.
  OMNIFUND_CODE_ACCESS_DENIED = 321;
  // 403: the access token does not reach that far (RFC 6750 section 3.1, insufficient scope).
  OMNIFUND_CODE_INSUFFICIENT_SCOPE = 322;
  // 400 at the token login (RFC 6750 section 3.1, invalid_request).
  OMNIFUND_CODE_LOGIN_INVALID_REQUEST = 323;
  // 401 at the token login that says nothing about the token: something in between takes the Authorization header
  // away, or asks for a password of its own.
  OMNIFUND_CODE_TOKEN_NOT_SEEN = 324;
  // 5xx. The outcome is unknown.
  OMNIFUND_CODE_SERVER_ERROR = 400;
  // 3xx from the token endpoint; no redirect is followed. The outcome is unknown.
  OMNIFUND_CODE_UNEXPECTED_REDIRECT = 401;
  // An answer that is no OAuth answer, such as a captive portal's page. The outcome is unknown.
  OMNIFUND_CODE_UNEXPECTED_ANSWER = 402;
  // An answer over 1 MiB, or of a request over what was set, or with headers over 64 KiB. The outcome is unknown.
  OMNIFUND_CODE_ANSWER_TOO_LARGE = 403;
  // 200 with a body that can't be read as a token. The outcome is unknown.
  OMNIFUND_CODE_UNREADABLE_TOKEN = 404;
  // 404, 405 or a permanent redirect from the token endpoint of an OmniFund that has not answered as one yet: the
  // base URL is most likely wrong. The outcome is unknown.
  OMNIFUND_CODE_NO_TOKEN_ENDPOINT = 405;
  // The server answered a request, and the answer's body could not be put where it goes: the file can't be
  // written, or the callback refused it. What the server answered tells omnifund_error_http_status.
  OMNIFUND_CODE_ANSWER_NOT_TAKEN = 406;
  // 429: too many requests. The server refused, most likely before it looked.
  OMNIFUND_CODE_RATE_LIMITED = 410;
  // 503 with Retry-After. Most likely before the server looked, and not surely: the outcome is unknown.
  OMNIFUND_CODE_UNAVAILABLE = 411;
  // The store's files can't be read or written, for another reason than those below.
  OMNIFUND_CODE_STORE_FAILED = 500;
  // No space is left for the store, or the quota is used up.
  OMNIFUND_CODE_STORE_FULL = 501;
  // Others may read the store, or this user may not.
  OMNIFUND_CODE_STORE_PERMISSIONS = 502;
  // There are records, and the key file that they were sealed with is missing.
  OMNIFUND_CODE_KEY_MISSING = 503;
  // The key is another than the one that the record was sealed with, or the key file is damaged.
  OMNIFUND_CODE_KEY_WRONG = 504;
  // A record of the store is damaged; the message names the file.
  OMNIFUND_CODE_RECORD_CORRUPT = 505;
  // A later version of the library wrote the store. Nothing was changed.
  OMNIFUND_CODE_STORE_TOO_NEW = 506;
  // The store was made on another machine: it was cloned, moved, or restored from a backup.
  OMNIFUND_CODE_STORE_MOVED = 507;
  // The store is on a network file system.
  OMNIFUND_CODE_STORE_ON_NETWORK = 508;
  // There is no store at the path, and none was to be made.
  OMNIFUND_CODE_STORE_MISSING = 509;
  // Another process or thread is changing the record, and did not end in time.
  OMNIFUND_CODE_STORE_BUSY = 510;
  // The database that keeps the sessions can't be reached, or does not answer in time.
  OMNIFUND_CODE_STORE_UNREACHABLE = 511;
  // The lease of a record ended, or another host has had it, before this process was done.
  OMNIFUND_CODE_LEASE_LOST = 512;
  // Nobody is signed in, or the refresh token is spent or dead and no password was saved.
  OMNIFUND_CODE_SIGN_IN_REQUIRED = 600;
  // The last tries failed; the next one comes after a pause that all processes share.
  OMNIFUND_CODE_BACKING_OFF = 601;
  // The server refused the OAuth client at the last tries: waiting does not mend it.
  OMNIFUND_CODE_STILL_REFUSED = 602;
  // Somebody is signed in where a pair was to be adopted.
  OMNIFUND_CODE_ALREADY_SIGNED_IN = 603;
  // An OAuth client of that name, or with that client id, is kept in the store already.
  OMNIFUND_CODE_CLIENT_NAME_TAKEN = 604;
  // No OAuth client of that name is kept in the store.
  OMNIFUND_CODE_CLIENT_NOT_FOUND = 605;
  // No answer is kept that could not be understood.
  OMNIFUND_CODE_NOTHING_KEPT = 606;
  // The answer that is kept can't be understood still.
  OMNIFUND_CODE_STILL_UNREADABLE = 607;
  // The store has no session of that user: nobody ever signed in there, or it was forgotten.
  OMNIFUND_CODE_SESSION_NOT_FOUND = 608;
  // A panic inside the library was caught at its boundary. The outcome is unknown.
  OMNIFUND_CODE_PANIC = 900;
  // Something that can't happen did. The outcome is unknown.
  OMNIFUND_CODE_INTERNAL = 901;

  // What to do about an error. A till needs to switch on nothing else.
  // There was no error.
  OMNIFUND_ADVICE_NONE = 0;
  // Try again after as many seconds as omnifund_error_retry_after says.
  OMNIFUND_ADVICE_WAIT = 1;
  // A human must sign in, with the password or in the browser.
  OMNIFUND_ADVICE_SIGN_IN = 2;
  // Whoever installed this must mend a setting, the clock, or the OAuth client.
  OMNIFUND_ADVICE_FIX_CONFIGURATION = 3;
  // Whoever runs this machine must mend the store: space, permissions, the key file.
  OMNIFUND_ADVICE_FIX_STORAGE = 4;
  // OmniFund does not allow it. Trying again changes nothing.
  OMNIFUND_ADVICE_REFUSED = 5;
  // The calling program, or this library, is wrong. Report it, with the message.
  OMNIFUND_ADVICE_BUG = 6;

  // What became of the request: a fact, noted where the first byte leaves, never a guess.
  // Not one byte of the request left this machine's hands. A refresh token is untouched.
  OMNIFUND_OUTCOME_NOT_SENT = 1;
  // The server answered, and refused.
  OMNIFUND_OUTCOME_REFUSED = 2;
  // The request, or a part of it, left, and no answer that can be understood came back. A refresh token may be
  // spent or not.
  OMNIFUND_OUTCOME_UNKNOWN = 3;
  // The server answered that it did what it was asked for, with a status of 200 to 299. No error has it.
  OMNIFUND_OUTCOME_DONE = 4;

  // How much a line matters. A sink takes lines of its level and of the lower numbers.
  // Somebody must do something.
  OMNIFUND_LOG_LEVEL_ERROR = 1;
  // It failed, and can mend itself.
  OMNIFUND_LOG_LEVEL_WARN = 2;
  // Each exchange and each token login, a line each.
  OMNIFUND_LOG_LEVEL_INFO = 3;
  // That a request is being made, too: what hangs is seen.
  OMNIFUND_LOG_LEVEL_DEBUG = 4;

  // What becomes of a refresh token whose last exchange has an unknown outcome: the reply was lost, or the process
  // ended. It is spent or not.
  // It is presented again, with pauses that grow, until the server answers. OmniFund's server revokes nothing when
  // it is, so this saves the session wherever the request had not arrived.
  OMNIFUND_REPLAY_UNTIL_ANSWERED = 0;
  // It is presented once more. For a server that takes a spent token for a short while, and gives the same pair
  // again.
  OMNIFUND_REPLAY_ONCE = 1;
  // It is never presented again: a saved password signs in anew, or a human does. For a server that revokes all
  // that it gave when a spent token comes.
  OMNIFUND_REPLAY_NEVER = 2;

  // What a function of omnifund_store_functions answers. Any other number counts as OMNIFUND_STORE_ANSWER_UNKNOWN
  // from `swap`, and as OMNIFUND_STORE_ANSWER_FAILED from all others.
  // It is done, and durable.
  OMNIFUND_STORE_ANSWER_DONE = 0;
  // The record is in another version than was expected. Nothing was changed.
  OMNIFUND_STORE_ANSWER_CONFLICT = 1;
  // Somebody else has the lease.
  OMNIFUND_STORE_ANSWER_BUSY = 2;
  // The lease has ended, or somebody else has had it since: its fence is not the newest any more. Nothing was
  // changed.
  OMNIFUND_STORE_ANSWER_LOST = 3;
  // Whether it was done can't be told: the connection broke, or the deadline passed, after it was sent.
  OMNIFUND_STORE_ANSWER_UNKNOWN = 4;
  // The store can't be reached now, or its connection is broken; nothing was changed. The connection is ended, and
  // another one made at the next call.
  OMNIFUND_STORE_ANSWER_UNREACHABLE = 5;
  // It refused, in a way that waiting does not mend: a missing table or right, a full disk.
  OMNIFUND_STORE_ANSWER_FAILED = 6;

  // Whether a password is saved with the session, so that it can sign in anew where the server's reply to a
  // refresh was lost.
  // It is forgotten.
  OMNIFUND_SAVE_PASSWORD_NO = 0;
  // In this process's memory.
  OMNIFUND_SAVE_PASSWORD_IN_MEMORY = 1;
  // Sealed in the store, for all processes.
  OMNIFUND_SAVE_PASSWORD_SEALED = 2;

  // The settings by name, as they stand in a file or in the environment.
  // For example sandbox: or production: one of the vendor's hosts.
  OMNIFUND_SETTING_ENVIRONMENT = 'OMNIFUND_ENVIRONMENT';
  // For example https://...: any other OmniFund; it replaces the environment's.
  OMNIFUND_SETTING_BASE_URL = 'OMNIFUND_BASE_URL';
  // For example yes: takes plain http:// beyond loopback; secrets then cross the network readable.
  OMNIFUND_SETTING_ALLOW_PLAIN_HTTP = 'OMNIFUND_ALLOW_PLAIN_HTTP';
  // For example Till 7: an OAuth client that the store keeps under this name.
  OMNIFUND_SETTING_CLIENT = 'OMNIFUND_CLIENT';
  // For example ...: the secret of OMNIFUND_CLIENT_ID.
  OMNIFUND_SETTING_CLIENT_SECRET = 'OMNIFUND_CLIENT_SECRET';
  // For example ...: a file that holds that secret, instead.
  OMNIFUND_SETTING_CLIENT_SECRET_FILE = 'OMNIFUND_CLIENT_SECRET_FILE';
  // For example ...: an OAuth client that the store does not keep.
  OMNIFUND_SETTING_CLIENT_ID = 'OMNIFUND_CLIENT_ID';
  // For example json: or form: how bodies to the token endpoint are written.
  OMNIFUND_SETTING_BODY = 'OMNIFUND_BODY';
  // For example ...: certificates to trust beside the system's.
  OMNIFUND_SETTING_CA_FILE = 'OMNIFUND_CA_FILE';
  // For example yes: trusts that file alone.
  OMNIFUND_SETTING_CA_ONLY = 'OMNIFUND_CA_ONLY';
  // For example http://...: a proxy, or none; unless set, the variables https_proxy, all_proxy and no_proxy
  // decide.
  OMNIFUND_SETTING_PROXY = 'OMNIFUND_PROXY';
  // For example 2.5: seconds that a connection may take, TLS handshake included.
  OMNIFUND_SETTING_CONNECT_TIMEOUT = 'OMNIFUND_CONNECT_TIMEOUT';
  // For example 60: seconds that one request may take.
  OMNIFUND_SETTING_EXCHANGE_TIMEOUT = 'OMNIFUND_EXCHANGE_TIMEOUT';
  // For example 60: seconds that one call may take, all that it does included.
  OMNIFUND_SETTING_CALL_BUDGET = 'OMNIFUND_CALL_BUDGET';
  // For example Idempotency-Key: the header by which the server knows a POST that it has seen before.
  OMNIFUND_SETTING_IDEMPOTENCY_HEADER = 'OMNIFUND_IDEMPOTENCY_HEADER';
  // For example never: or once, until_answered: of a refresh token whose answer was lost.
  OMNIFUND_SETTING_REPLAY = 'OMNIFUND_REPLAY';
  // For example 2592000: seconds that a refresh token presumably lives, for its status alone.
  OMNIFUND_SETTING_REFRESH_LIFETIME = 'OMNIFUND_REFRESH_LIFETIME';
  // For example /var/lib/pos/omnifund: the store's directory, or the url of a database that several hosts share.
  OMNIFUND_SETTING_STORE = 'OMNIFUND_STORE';
  // For example group: or private: group where two users share the store.
  OMNIFUND_SETTING_STORE_MODE = 'OMNIFUND_STORE_MODE';
  // For example yes: takes a file system that other machines can be at.
  OMNIFUND_SETTING_STORE_ALLOW_NETWORK = 'OMNIFUND_STORE_ALLOW_NETWORK';
  // For example yes: programs make no store where the path is wrong or the disk away; the omnifund command does.
  OMNIFUND_SETTING_STORE_MUST_EXIST = 'OMNIFUND_STORE_MUST_EXIST';
  // For example ...: the sealing key itself, 64 hexadecimal digits.
  OMNIFUND_SETTING_STORE_KEY = 'OMNIFUND_STORE_KEY';
  // For example ...: beside it, a key that opens records and seals none.
  OMNIFUND_SETTING_STORE_OLDER_KEY = 'OMNIFUND_STORE_OLDER_KEY';
  // For example ...: another key file than that beside the store, whose name ends in .key.
  OMNIFUND_SETTING_STORE_KEY_FILE = 'OMNIFUND_STORE_KEY_FILE';
  // For example user: or machine, none: whom Windows (DPAPI) lets open the key file.
  OMNIFUND_SETTING_STORE_KEY_PROTECTION = 'OMNIFUND_STORE_KEY_PROTECTION';
  // For example /var/lib/pos/journal: beside a database, this host's own directory; in its state directory unless
  // set.
  OMNIFUND_SETTING_STORE_JOURNAL = 'OMNIFUND_STORE_JOURNAL';
  // For example ...: this machine's name, where it has no /etc/machine-id.
  OMNIFUND_SETTING_MACHINE = 'OMNIFUND_MACHINE';
  // For example info:stderr: level and sink: stderr, syslog, file:PATH.
  OMNIFUND_SETTING_LOG = 'OMNIFUND_LOG';
  // For example syslog: or file:PATH: a line for each act that changes who may act.
  OMNIFUND_SETTING_AUDIT = 'OMNIFUND_AUDIT';

type
  // As long as a pointer.
  TOmnifundSize = {$IFDEF FPC}SizeUInt{$ELSE}{$IFDEF CPUX64}UInt64{$ELSE}Cardinal{$ENDIF}{$ENDIF};
  // A question to a user: may this OAuth client act for you (RFC 6749 section 4.1)? Where a browser is at hand
  // OmniFund recommends it: no program sees the password. Send the user's browser to its URL; the user logs in at
  // OmniFund, allows or denies, and comes back to your redirect URI; hand the URL that the user came back with to
  // omnifund_session_sign_in_with_code. Immutable: any thread may use it.
  omnifund_authorization = record
    Opaque: Byte;
  end;
  Pomnifund_authorization = ^omnifund_authorization;
  PPomnifund_authorization = ^Pomnifund_authorization;
  // An OAuth client ready to talk to one OmniFund. Any thread may use it at any time. Each of its calls makes one
  // request over a connection of its own, on the calling thread, and blocks for the exchange timeout at most,
  // beside what the system's resolver takes longer.
  omnifund_client = record
    Opaque: Byte;
  end;
  Pomnifund_client = ^omnifund_client;
  PPomnifund_client = ^Pomnifund_client;
  // The OAuth clients of a store, as they were when it was asked. Immutable: any thread may read it.
  omnifund_client_list = record
    Opaque: Byte;
  end;
  Pomnifund_client_list = ^omnifund_client_list;
  PPomnifund_client_list = ^Pomnifund_client_list;
  // The settings of an OAuth client. For one thread at a time. A client copies what it needs, so a config can be
  // changed, reused and freed after omnifund_client_new.
  omnifund_config = record
    Opaque: Byte;
  end;
  Pomnifund_config = ^omnifund_config;
  PPomnifund_config = ^Pomnifund_config;
  // What went wrong. Immutable: any thread may read it. Its strings live as long as it does. It never holds a
  // client secret, a password or a token.
  omnifund_error = record
    Opaque: Byte;
  end;
  Pomnifund_error = ^omnifund_error;
  PPomnifund_error = ^Pomnifund_error;
  // An answer of the token endpoint that nothing could be made of. It may hold the only pair that there is, so it
  // is kept in the store, sealed, until the next success. Immutable: any thread may read it.
  omnifund_kept_answer = record
    Opaque: Byte;
  end;
  Pomnifund_kept_answer = ^omnifund_kept_answer;
  PPomnifund_kept_answer = ^Pomnifund_kept_answer;
  // A key of 32 bytes that seals the records of a store. Immutable; wiped when it is freed.
  omnifund_key = record
    Opaque: Byte;
  end;
  Pomnifund_key = ^omnifund_key;
  PPomnifund_key = ^Pomnifund_key;
  // A line of the log: words for people, and what a machine can read. Immutable: any thread may read it. Names in
  // it are cleaned: what could begin a line of its own, or do something to a terminal, is a blank.
  omnifund_log_entry = record
    Opaque: Byte;
  end;
  Pomnifund_log_entry = ^omnifund_log_entry;
  PPomnifund_log_entry = ^Pomnifund_log_entry;
  // Lines that wait until somebody takes them: for languages that the library can't call, such as PHP. Any thread
  // may use it at any time. A forked child's is empty.
  omnifund_log_queue = record
    Opaque: Byte;
  end;
  Pomnifund_log_queue = ^omnifund_log_queue;
  PPomnifund_log_queue = ^Pomnifund_log_queue;
  // What the server answered to a token login. Immutable: any thread may read it. Its strings live as long as it
  // does, and are wiped when it is freed. Cookies, Location and body can each let somebody in as that user.
  omnifund_login = record
    Opaque: Byte;
  end;
  Pomnifund_login = ^omnifund_login;
  PPomnifund_login = ^Pomnifund_login;
  // How a store and all of its sessions stood when they were asked. Immutable: any thread may read it.
  omnifund_metrics = record
    Opaque: Byte;
  end;
  Pomnifund_metrics = ^omnifund_metrics;
  PPomnifund_metrics = ^Pomnifund_metrics;
  // A request to OmniFund's API: what is asked for, what goes with it, where the answer goes. It may be made as
  // often as you like, but for a body or an answer that goes through a callback. For one thread at a time.
  omnifund_request = record
    Opaque: Byte;
  end;
  Pomnifund_request = ^omnifund_request;
  PPomnifund_request = ^Pomnifund_request;
  // What the server answered to a request: whatever it said, an answer is no error. Immutable: any thread may read
  // it. Its strings live as long as it does, and are wiped when it is freed.
  omnifund_response = record
    Opaque: Byte;
  end;
  Pomnifund_response = ^omnifund_response;
  PPomnifund_response = ^Pomnifund_response;
  // One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any time, and any number
  // of processes the same store: each refresh token is presented by one of them. Calls that block do so for the
  // call budget at most (omnifund_config_set_call_budget), beside what the system's resolver takes longer. After a
  // fork a child goes on with its parent's handles.
  omnifund_session = record
    Opaque: Byte;
  end;
  Pomnifund_session = ^omnifund_session;
  PPomnifund_session = ^Pomnifund_session;
  // Goes through the sessions of a store. For one thread at a time; its strings live until the next page is read.
  omnifund_session_list = record
    Opaque: Byte;
  end;
  Pomnifund_session_list = ^omnifund_session_list;
  PPomnifund_session_list = ^Pomnifund_session_list;
  // How a session stood when it was asked. Immutable: any thread may read it.
  omnifund_status = record
    Opaque: Byte;
  end;
  Pomnifund_status = ^omnifund_status;
  PPomnifund_status = ^Pomnifund_status;
  // Where sessions and OAuth clients are kept, sealed. Any thread may use it at any time, and any number of
  // processes the same directory. Whoever opens a store can act as any employee in it. Codes of the 500s are its
  // errors; their advice is mostly OMNIFUND_ADVICE_FIX_STORAGE.
  omnifund_store = record
    Opaque: Byte;
  end;
  Pomnifund_store = ^omnifund_store;
  PPomnifund_store = ^Pomnifund_store;
  // How a store's directory is kept. For one thread at a time.
  omnifund_store_options = record
    Opaque: Byte;
  end;
  Pomnifund_store_options = ^omnifund_store_options;
  PPomnifund_store_options = ^Pomnifund_store_options;
  // What a grant brought, or a session. Immutable: any thread may read it. Its strings live as long as it does,
  // and are wiped when it is freed.
  omnifund_token = record
    Opaque: Byte;
  end;
  Pomnifund_token = ^omnifund_token;
  PPomnifund_token = ^Pomnifund_token;
  Pomnifund_store_sink = ^omnifund_store_sink;
  Pomnifund_store_functions = ^omnifund_store_functions;
  // Ends what `userdata` points to. It is called once, when the library has no more need of it, on whatever thread
  // that is; it must not call the library.
  Tomnifund_userdata_callback = procedure(userdata: Pointer); cdecl;
  // Takes a line of the log. `message` is valid during the call only.
  Tomnifund_log_callback = procedure(userdata: Pointer; level: Integer; message: PAnsiChar); cdecl;
  // Takes a line of the log with what a machine can read. `entry` is valid during the call only.
  Tomnifund_log_entry_callback = procedure(userdata: Pointer; entry: Pomnifund_log_entry); cdecl;
  // Puts the next bytes of a body into `buffer`, `room` of them at most. Returns how many it has put there: 0 at
  // the end, and -1 where it can't go on.
  Tomnifund_body_callback = function(userdata: Pointer; buffer: Pointer; room: Int64): Int64; cdecl;
  // Takes the next bytes of an answer's body, `length` of them; `bytes` is valid during the call only. Returns 1,
  // or 0 to end the request.
  Tomnifund_output_callback = function(userdata: Pointer; bytes: Pointer; length: Int64): Integer; cdecl;
  // Told of each session that was kept alive: `err` is NULL where it was refreshed, else why not. `username` is
  // empty where its record can't be read. `username` and `err` are borrowed for the call.
  Tomnifund_kept_alive_callback = procedure(userdata: Pointer; username: PAnsiChar; err: Pomnifund_error); cdecl;
  // Where a function of omnifund_store_functions puts what it found, before it returns. Each takes `call` first;
  // what it is given need not outlive it. The functions are the library's, valid during that call alone.
  omnifund_store_sink = record
    // The size of this structure, since later libraries may add to its end.
    size: TOmnifundSize;
    // Handed to each function as it is.
    call: Pointer;
    // Takes the record that `load` found: its version, the write id of the swap that made it, and for how long it
    // has stood there by the store's own clock; -1 where the store can't tell.
    record_: procedure(
      call: Pointer;
      version: Int64;
      write_id: PAnsiChar;
      age_ms: Int64;
      bytes: Pointer;
      length: TOmnifundSize); cdecl;
    // Takes what `lease` found. With OMNIFUND_STORE_ANSWER_DONE its fence, and how much is left of it; with
    // OMNIFUND_STORE_ANSWER_BUSY how much is left of the other's.
    lease: procedure(call: Pointer; fence: Int64; remaining_ms: Int64); cdecl;
    // Takes a key that `list` found, in their order, and the store's id from `identify`.
    key: procedure(call: Pointer; key: PAnsiChar); cdecl;
    // Takes what went wrong, for a person who reads it in an error: what was tried, and what came back. Never a
    // secret: no password of a url.
    message: procedure(call: Pointer; text: PAnsiChar); cdecl;
  end;
  // A store of somebody else's: sealed records in a database, over a connection that the program has, or over one
  // of a library's. It is a dumb keeper: sealing, waiting and the journal are this library's.
  //
  // All functions but `wait` and `destroy` must be there. Each takes `userdata` first, and answers an
  // omnifund_store_answer. One connection is used by one thread at a time, which need not be the thread that it
  // was made on; several connections may be at work at once, on several threads, where the program uses the store
  // on several. A connection is made when a call needs one, ended when no call needs it any more, and never used,
  // nor ended, in a process that was forked since: there another one is made. A function calls nothing of this
  // library but the functions of the sink that it is given. Nothing may be thrown, and no longjmp made, out of a
  // function: catch what your language throws, and answer.
  //
  // Texts end with a NUL and are ASCII: a key is at most 80 characters long, and keys are ordered by their bytes;
  // `owner` and `write_id` are 32 hexadecimal digits each. A record has at most 1048576 bytes. `deadline_ms` is
  // how long the call may take: then answer, at the latest.
  //
  // A lease is a row of its own, beside the record's, and outlives it: its fence only grows, also where the record
  // was taken away. Whether a lease has ended is for the store's own clock to say, and for nobody else's.
  //
  // A library that brings stores by a url ("postgresql://...") exports one function, and connects to nothing in
  // it: int32_t omnifund_store_library_1(const char *url, omnifund_store_functions *functions, const
  // omnifund_store_sink *sink). It sets what `functions` points to, whose `size` and `version` are set already and
  // say what there is room for, and answers OMNIFUND_STORE_ANSWER_DONE, or OMNIFUND_STORE_ANSWER_FAILED with a
  // message where the url is none of its own.
  omnifund_store_functions = record
    // The size of this structure, since later headers may add to its end.
    size: TOmnifundSize;
    // Of this table: 1.
    version: Cardinal;
    // Handed to each function as it is.
    userdata: Pointer;
    // Makes a connection, and puts it into `connection`.
    connect: function(
      userdata: Pointer;
      deadline_ms: Int64;
      connection: PPointer;
      sink: Pomnifund_store_sink): Integer; cdecl;
    // Ends a connection. Never called in a forked child for one that its parent made.
    disconnect: procedure(userdata: Pointer; connection: Pointer); cdecl;
    // Gives the store's id to `key` of the sink: 32 hexadecimal digits, chosen at random once, when the store was
    // made, and copied with it.
    identify: function(
      userdata: Pointer;
      connection: Pointer;
      deadline_ms: Int64;
      sink: Pomnifund_store_sink): Integer; cdecl;
    // Reads a record. Where there is none, OMNIFUND_STORE_ANSWER_DONE without a call of `record` says so. It reads
    // what was swapped last, and nothing older: no replica that lags behind.
    load: function(
      userdata: Pointer;
      connection: Pointer;
      deadline_ms: Int64;
      key: PAnsiChar;
      sink: Pomnifund_store_sink): Integer; cdecl;
    // Tries to take the lease of a record, which need not be there, and does not wait for it. It is free where
    // nobody ever had it, where it was released or has ended, and where this owner has it: then it begins anew, to
    // last `lasting_ms` from now, with a fence greater than any before.
    lease: function(
      userdata: Pointer;
      connection: Pointer;
      deadline_ms: Int64;
      key: PAnsiChar;
      owner: PAnsiChar;
      lasting_ms: Int64;
      sink: Pomnifund_store_sink): Integer; cdecl;
    // Puts `bytes` in the place of version `expected`, as version `expected` + 1, together with `write_id`; 0 is a
    // record that is not there. In one step: only while `owner` has the lease of `key` with this fence, and it has
    // not ended (else OMNIFUND_STORE_ANSWER_LOST), and only where the version is `expected` (else
    // OMNIFUND_STORE_ANSWER_CONFLICT). Where `bytes` is NULL, the record is taken away. `bytes` may be NULL.
    swap: function(
      userdata: Pointer;
      connection: Pointer;
      deadline_ms: Int64;
      key: PAnsiChar;
      owner: PAnsiChar;
      fence: Int64;
      expected: Int64;
      write_id: PAnsiChar;
      bytes: Pointer;
      length: TOmnifundSize;
      sink: Pomnifund_store_sink): Integer; cdecl;
    // Ends a lease early, where it still is the owner's with this fence; else it does nothing. The fence stays.
    release: function(
      userdata: Pointer;
      connection: Pointer;
      deadline_ms: Int64;
      key: PAnsiChar;
      owner: PAnsiChar;
      fence: Int64;
      sink: Pomnifund_store_sink): Integer; cdecl;
    // Gives the keys of records, `limit` at most, that lie behind `after` and before `up_to`, in the order of
    // their bytes. A record that is there during all of a listing is in it, whatever else changes meanwhile.
    list: function(
      userdata: Pointer;
      connection: Pointer;
      deadline_ms: Int64;
      after: PAnsiChar;
      up_to: PAnsiChar;
      limit: Int64;
      sink: Pomnifund_store_sink): Integer; cdecl;
    // Waits until the lease of a record may have become free, for `at_most_ms` at most. It may return at any time
    // before. NULL where the store can't tell: then the library asks `lease` now and then.
    wait: function(
      userdata: Pointer;
      connection: Pointer;
      key: PAnsiChar;
      at_most_ms: Int64;
      sink: Pomnifund_store_sink): Integer; cdecl;
    // Ends `userdata`, once, when the store and all that was opened in it have ended and no function is at work
    // any more. NULL where there is nothing to end.
    destroy: procedure(userdata: Pointer); cdecl;
  end;

// The version of the library, such as "0.1.0". It is static: valid for ever, not to be freed. Never blocks, any
// thread.
function omnifund_version: PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_version';

// The number of the binary interface, 1. It is raised when a program compiled against an older header would go
// wrong; functions and constants are added without raising it. A program that loads the library at run time
// compares it with its header's OMNIFUND_ABI_VERSION. Never blocks, any thread.
function omnifund_abi_version: Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_abi_version';

// The code: an omnifund_code, the same that the function returned. OMNIFUND_OK for NULL. Never blocks.
function omnifund_error_code(err: Pomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_error_code';

// What to do: an omnifund_advice. OMNIFUND_ADVICE_NONE for NULL. A program that switches on this alone goes on
// working when codes are added. Never blocks.
function omnifund_error_advice(err: Pomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_error_advice';

// What became of the request: an omnifund_outcome. 0 for NULL. Never blocks.
function omnifund_error_outcome(err: Pomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_error_outcome';

// What was tried, what came back and what to do, in English, for the person who reads it: for a log or a screen,
// not for a program to take apart. Borrowed from the error. NULL for NULL. Never blocks.
function omnifund_error_message(err: Pomnifund_error): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_error_message';

// The HTTP status of the answer; 0 where none was read, and for NULL. Never blocks.
function omnifund_error_http_status(err: Pomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_error_http_status';

// The OAuth error as the server wrote it, such as "invalid_grant" (RFC 6749 section 5.2, RFC 6750 section 3). NULL
// where it said none, and for NULL. Borrowed from the error. Never blocks.
function omnifund_error_oauth_error(err: Pomnifund_error): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_error_oauth_error';

// The server's own words, such as "Refresh token has expired": they tell apart what shares a code. At most 500
// characters on one line. NULL where it said none, and for NULL. Borrowed from the error. Never blocks.
function omnifund_error_oauth_error_description(err: Pomnifund_error): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_error_oauth_error_description';

// How many seconds to wait before another try: what the server asked for, 1 to 900, else 5. 0 where the advice is
// not OMNIFUND_ADVICE_WAIT, and for NULL. Never blocks.
function omnifund_error_retry_after(err: Pomnifund_error): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_error_retry_after';

// Ends an error, and its strings with it. NULL does nothing. Never blocks.
procedure omnifund_error_free(err: Pomnifund_error);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_error_free';

// The name of a code, such as "OMNIFUND_CODE_CONNECT_FAILED", or "OMNIFUND_OK": for a log. NULL where this version
// of the library knows no such code. It is static: valid for ever, not to be freed. Never blocks, any thread.
function omnifund_code_name(code: Integer): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_code_name';

// What a code means, in a sentence for a person, where no error was asked for: omnifund_error_message says what
// was tried and what came back, and this can't. It is static: valid for ever, not to be freed, and never NULL.
// Never blocks, any thread.
function omnifund_code_text(code: Integer): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_code_text';

// A config with nothing set but the defaults, which the setters tell: proxy from the environment variables, the
// system's certificates, no log. Never NULL. End it with omnifund_config_free. Never blocks.
function omnifund_config_new: Pomnifund_config;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_new';

// A config from a file of NAME=value lines, or from environment variables of the same names where `path` is NULL;
// `path` may be NULL. Nothing is ever read that was not asked for. OMNIFUND_ENVIRONMENT=sandbox or production: one
// of the vendor's hosts OMNIFUND_BASE_URL=https://... any other OmniFund; it replaces the environment's
// OMNIFUND_ALLOW_PLAIN_HTTP=yes takes plain http:// beyond loopback; secrets then cross the network readable; no
// unless set OMNIFUND_CLIENT=Till 7 an OAuth client that the store keeps under this name
// OMNIFUND_CLIENT_SECRET=... the secret of OMNIFUND_CLIENT_ID OMNIFUND_CLIENT_SECRET_FILE=... a file that holds
// that secret, instead OMNIFUND_CLIENT_ID=... an OAuth client that the store does not keep OMNIFUND_BODY=json or
// form: how bodies to the token endpoint are written; form unless set OMNIFUND_CA_FILE=... certificates to trust
// beside the system's OMNIFUND_CA_ONLY=yes trusts that file alone; no unless set OMNIFUND_PROXY=http://... a
// proxy, or none; unless set, the variables https_proxy, all_proxy and no_proxy decide
// OMNIFUND_CONNECT_TIMEOUT=2.5 seconds that a connection may take, TLS handshake included; 5 unless set
// OMNIFUND_EXCHANGE_TIMEOUT=60 seconds that one request may take; 15 unless set OMNIFUND_CALL_BUDGET=60 seconds
// that one call may take, all that it does included; 25 unless set OMNIFUND_IDEMPOTENCY_HEADER=Idempotency-Key the
// header by which the server knows a POST that it has seen before OMNIFUND_REPLAY=never or once, until_answered:
// of a refresh token whose answer was lost; until_answered unless set OMNIFUND_REFRESH_LIFETIME=2592000 seconds
// that a refresh token presumably lives, for its status alone; 1209600 unless set
// OMNIFUND_STORE=/var/lib/pos/omnifund the store's directory, or the url of a database that several hosts share
// OMNIFUND_STORE_MODE=group or private: group where two users share the store; private unless set
// OMNIFUND_STORE_ALLOW_NETWORK=yes takes a file system that other machines can be at; no unless set
// OMNIFUND_STORE_MUST_EXIST=yes programs make no store where the path is wrong or the disk away; the omnifund
// command does; no unless set OMNIFUND_STORE_KEY=... the sealing key itself, 64 hexadecimal digits
// OMNIFUND_STORE_OLDER_KEY=... beside it, a key that opens records and seals none OMNIFUND_STORE_KEY_FILE=...
// another key file than that beside the store, whose name ends in .key OMNIFUND_STORE_KEY_PROTECTION=user or
// machine, none: whom Windows (DPAPI) lets open the key file OMNIFUND_STORE_JOURNAL=/var/lib/pos/journal beside a
// database, this host's own directory; in its state directory unless set OMNIFUND_MACHINE=... this machine's name,
// where it has no /etc/machine-id OMNIFUND_LOG=info:stderr level and sink: stderr, syslog, file:PATH
// OMNIFUND_AUDIT=syslog or file:PATH: a line for each act that changes who may act Seconds may have a fraction:
// "0.5". An end of line behind a value, as variables and files of secrets have it, is no part of it; other control
// characters are refused. In a file empty lines and lines that begin with # are skipped, a value may stand in
// quotation marks, and relative paths begin at the file's directory (of a variable, at the process's as it is
// now); it must not be readable by everybody, nor writable by its group. PHP-FPM hides the environment from its
// workers unless its pool says env[...]: a file is the better way there. Gives a config, to be ended with
// omnifund_config_free. Returns OMNIFUND_CODE_INVALID_CONFIGURATION, with the line: a name that is not known or
// stands twice, a bad value, names that exclude each other, a file that can't be read or that others may; and for
// the environment of a program that has rights which its caller has not (setuid). Blocks on the file system only.
function omnifund_config_load(path: PAnsiChar; cfg: PPomnifund_config; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_load';

// One of the vendor's hosts by name: "sandbox" or "production". There is no default. Returns
// OMNIFUND_CODE_INVALID_CONFIGURATION for any other name. Never blocks.
function omnifund_config_set_environment(cfg: Pomnifund_config; environment: PAnsiChar; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_environment';

// Any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the environment's, in
// whatever order the two are set. "http://" is taken for a loopback address only, or after
// omnifund_config_allow_plain_http. Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no such URL. Never
// blocks.
function omnifund_config_set_base_url(cfg: Pomnifund_config; base_url: PAnsiChar; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_base_url';

// Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New OAuth Client).
// Both are copied. Returns OMNIFUND_CODE_INVALID_CONFIGURATION where one is empty, or has a control character in
// it, such as the end of a line. Never blocks.
function omnifund_config_set_credentials(
  cfg: Pomnifund_config;
  client_id: PAnsiChar;
  client_secret: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_credentials';

// Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and not as a form
// (RFC 6749); a form unless set. `json` is 1 or 0. Returns OMNIFUND_CODE_INVALID_ARGUMENT for any other number.
// Never blocks.
function omnifund_config_set_json_body(cfg: Pomnifund_config; json: Integer; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_json_body';

// How long a connection may take, TLS handshake included; 5 s unless set. In milliseconds, 1 to 3600000. Looking
// up the name comes before it, as long as the system's resolver takes. Returns OMNIFUND_CODE_INVALID_CONFIGURATION
// out of that range. Never blocks.
function omnifund_config_set_connect_timeout(
  cfg: Pomnifund_config;
  milliseconds: Int64;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_connect_timeout';

// How long one request may take, from the name look-up to the answer's last byte; 15 s unless set. In
// milliseconds, 1 to 3600000. Unless set, it is as long as the call where that has a budget of its own
// (omnifund_config_set_call_budget, omnifund_session_token_within). Set, it holds within any budget. Returns
// OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
function omnifund_config_set_exchange_timeout(
  cfg: Pomnifund_config;
  milliseconds: Int64;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_exchange_timeout';

// Which header carries the idempotency key of each POST and PATCH that a session makes, so that the server knows
// one that it has seen before. A request without a key of its own (omnifund_request_set_idempotency_key) gets one,
// and keeps it. Unless this is set, only a key that is set is sent. Returns OMNIFUND_CODE_INVALID_CONFIGURATION
// for what is no header's name, or one that HTTP or the access token needs. Never blocks.
function omnifund_config_set_idempotency_header(cfg: Pomnifund_config; name: PAnsiChar; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_idempotency_header';

// How long one call of this library may take, all that it does included; 25 s unless set. In milliseconds, 1 to
// 3600000; many servers kill a worker after 30 s. Set, one request may take all of it, unless
// omnifund_config_set_exchange_timeout says otherwise. Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that
// range. Never blocks.
function omnifund_config_set_call_budget(cfg: Pomnifund_config; milliseconds: Int64; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_call_budget';

// The proxy for every request: "http://[user:password@]host[:port]", or "https://...". Unless set, the variables
// https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY and no_proxy, NO_PROXY decide when a client is made (for a plain
// HTTP base URL http_proxy; never HTTP_PROXY, which a web server fills from a request's header); a loopback
// address is then reached directly. A program that has rights which its caller has not (setuid) looks neither at
// them nor at SSL_CERT_FILE and SSL_CERT_DIR. Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no such URL;
// the message does not repeat it, since it may hold a password. Never blocks.
function omnifund_config_set_proxy(cfg: Pomnifund_config; proxy: PAnsiChar; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_proxy';

// No proxy, whatever the environment variables say. Never blocks.
function omnifund_config_disable_proxy(cfg: Pomnifund_config; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_disable_proxy';

// A file of certificates to trust beside the system's: a local server's authority, a company's own, or the
// server's own certificate, which then counts for its names and dates whoever signed it. PEM or DER. It is read at
// the first request, once for all clients of the process that name it, and again after the server's authority was
// not trusted. What is in it and can't be taken is an error, never left out. A relative path is taken from the
// directory that the process is in now. Returns OMNIFUND_CODE_INVALID_CONFIGURATION where there is no such file.
// Blocks on the file system only.
function omnifund_config_set_ca_file(cfg: Pomnifund_config; path: PAnsiChar; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_ca_file';

// Trusts the CA file alone, and none of the system's authorities, which are then not read; for a proxy that is
// reached by "https://" too. Without a CA file omnifund_client_new fails. Never blocks.
function omnifund_config_trust_ca_file_only(cfg: Pomnifund_config; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_trust_ca_file_only';

// Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network readable. Never
// blocks.
function omnifund_config_allow_plain_http(cfg: Pomnifund_config; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_allow_plain_http';

// What a session does with a refresh token whose last exchange has an unknown outcome;
// OMNIFUND_REPLAY_UNTIL_ANSWERED unless set. `replay` is an omnifund_replay. Returns
// OMNIFUND_CODE_INVALID_ARGUMENT for another number. Never blocks.
function omnifund_config_set_replay(cfg: Pomnifund_config; replay: Integer; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_replay';

// How long a refresh token presumably lives, for a session's status alone, since the server never says it; 14 days
// unless set. In seconds, 1 to 315360000 (ten years). Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that
// range. Never blocks.
function omnifund_config_set_refresh_lifetime(cfg: Pomnifund_config; seconds: Int64; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_refresh_lifetime';

// Ends a config. NULL does nothing. Clients made from it go on. Never blocks.
procedure omnifund_config_free(cfg: Pomnifund_config);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_free';

// Logs to standard error: lines of `level`, an omnifund_log_level, and of what matters more. Each such call adds
// one sink, but where standard error is closed it adds none: its number may become a socket's. A line that can't
// be written is dropped: a log never makes a call fail, nor ends the program. A pipe whose reader has stopped
// reading is waited for, when no lock is held and no pair is unsaved. Returns OMNIFUND_CODE_INVALID_ARGUMENT for
// what is no level. Never blocks.
function omnifund_config_log_to_stderr(cfg: Pomnifund_config; level: Integer; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_log_to_stderr';

// Logs to the end of a file, made where there is none. It is opened for each line, so that it can be rotated at
// any time. Where it is a pipe that nobody reads or that is full, the line is dropped. Levels and errors as for
// omnifund_config_log_to_stderr, and OMNIFUND_CODE_INVALID_ARGUMENT for an empty path. A relative path is taken
// from the directory that the process is in now. Never blocks.
function omnifund_config_log_to_file(
  cfg: Pomnifund_config;
  path: PAnsiChar;
  level: Integer;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_log_to_file';

// Logs to the system's log by its local socket, as facility daemon; to nowhere where there is none. Levels and
// errors as for omnifund_config_log_to_stderr. Never blocks.
function omnifund_config_log_to_syslog(cfg: Pomnifund_config; level: Integer; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_log_to_syslog';

// Logs to a function of yours. It is called on the thread that made the call, several at a time where several
// threads call. It may call the library: lines of a session come before its locks are taken, or after they were
// given up, in the same call. It and `userdata` must stay good until the program ends: the config, each client,
// session and store that is made from it, and what a process remembers of a session without a handle, log to it.
// omnifund_config_log_to_callback_with tells when nobody does any more. `userdata` may be NULL. Levels and errors
// as for omnifund_config_log_to_stderr. It must return: no C++ exception, no longjmp. Not for PHP, whose closures
// end with their request: omnifund_config_log_to_queue is. Never blocks.
function omnifund_config_log_to_callback(
  cfg: Pomnifund_config;
  callback: Tomnifund_log_callback;
  userdata: Pointer;
  level: Integer;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_log_to_callback';

// As omnifund_config_log_to_callback, and `destroy` is called with `userdata`, once, when nothing logs to the
// function any more, and also where this call fails; in a process that ends before that it is not called.
// `destroy` may be NULL, `userdata` may be NULL. Never blocks.
function omnifund_config_log_to_callback_with(
  cfg: Pomnifund_config;
  callback: Tomnifund_log_callback;
  userdata: Pointer;
  destroy: Tomnifund_userdata_callback;
  level: Integer;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_log_to_callback_with';

// As omnifund_config_log_to_callback, to a function that gets each line as an entry. `userdata` may be NULL. Never
// blocks.
function omnifund_config_log_entries_to_callback(
  cfg: Pomnifund_config;
  callback: Tomnifund_log_entry_callback;
  userdata: Pointer;
  level: Integer;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_log_entries_to_callback';

// As omnifund_config_log_to_callback_with, to a function that gets each line as an entry. `destroy` may be NULL,
// `userdata` may be NULL. Never blocks.
function omnifund_config_log_entries_to_callback_with(
  cfg: Pomnifund_config;
  callback: Tomnifund_log_entry_callback;
  userdata: Pointer;
  destroy: Tomnifund_userdata_callback;
  level: Integer;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_log_entries_to_callback_with';

// Logs to a queue, which keeps the newest 1000 lines. It may be freed before the clients that are made from this
// config. Levels and errors as for omnifund_config_log_to_stderr. Never blocks.
function omnifund_config_log_to_queue(
  cfg: Pomnifund_config;
  queue: Pomnifund_log_queue;
  level: Integer;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_log_to_queue';

// Where audit lines go: "syslog" (facility authpriv) or "file:PATH". Each act that changes who may act leaves one:
// sign-in, sign-out, adopt, export, a believed rejection, a lost session, changes of OAuth clients and of the
// sealing key; docs/operations.md has its form, a JSON object in one line. It goes before the sink that the
// environment variable OMNIFUND_AUDIT names, which holds for each process whose clients and stores say nothing
// else. A store that is opened without a config has omnifund_store_options_set_audit. An act never fails for its
// line: one that a file does not take goes to the system's log, and into the log as an error. Returns
// OMNIFUND_CODE_INVALID_CONFIGURATION for what is no sink. Never blocks.
function omnifund_config_set_audit(cfg: Pomnifund_config; sink: PAnsiChar; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_config_set_audit';

// How much it matters, an omnifund_log_level; 0 for NULL. Never blocks.
function omnifund_log_entry_level(entry: Pomnifund_log_entry): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_log_entry_level';

// What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login", "request",
// "opened", "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or "audit"; later
// versions may have more. NULL for NULL. Borrowed from the entry. Never blocks.
function omnifund_log_entry_event(entry: Pomnifund_log_entry): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_log_entry_event';

// The words for people. NULL for NULL. Borrowed from the entry. Never blocks.
function omnifund_log_entry_message(entry: Pomnifund_log_entry): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_log_entry_message';

// OmniFund's user. NULL where the line is about none, and for NULL. Borrowed from the entry. Never blocks.
function omnifund_log_entry_user(entry: Pomnifund_log_entry): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_log_entry_user';

// The OAuth client, by its client id. NULL where the line is about none, and for NULL. Borrowed from the entry.
// Never blocks.
function omnifund_log_entry_client_id(entry: Pomnifund_log_entry): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_log_entry_client_id';

// When, as a Unix time in seconds; 0 for NULL. A line of a session comes later than that: when its locks are given
// up. Never blocks.
function omnifund_log_entry_time(entry: Pomnifund_log_entry): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_log_entry_time';

// How many milliseconds an exchange, a token login or a request took, from 1; 0 of other lines, and for NULL.
// Never blocks.
function omnifund_log_entry_milliseconds(entry: Pomnifund_log_entry): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_log_entry_milliseconds';

// The omnifund_code of the error that the line tells of; 0 where it tells of none, and for NULL. Never blocks.
function omnifund_log_entry_code(entry: Pomnifund_log_entry): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_log_entry_code';

// Ends an entry that omnifund_log_queue_take gave. NULL does nothing. Never blocks.
procedure omnifund_log_entry_free(entry: Pomnifund_log_entry);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_log_entry_free';

// A queue without a line. NULL only where there is no memory. End it with omnifund_log_queue_free. Never blocks.
function omnifund_log_queue_new: Pomnifund_log_queue;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_log_queue_new';

// Takes the oldest line out of a queue. Returns an entry, to be ended with omnifund_log_entry_free; NULL where
// there is none, and for NULL. Never blocks.
function omnifund_log_queue_take(queue: Pomnifund_log_queue): Pomnifund_log_entry;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_log_queue_take';

// Ends a queue and the lines in it. NULL does nothing. Never blocks.
procedure omnifund_log_queue_free(queue: Pomnifund_log_queue);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_log_queue_free';

// Makes a client from a copy of `cfg`. Touches neither the network nor certificates. Returns
// OMNIFUND_CODE_INVALID_CONFIGURATION, with the name of the setting in the message, where one is missing or does
// not go with the others. End it with omnifund_client_free. Never blocks.
function omnifund_client_new(cfg: Pomnifund_config; client: PPomnifund_client; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_new';

// An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining an Access
// Token"). Gives a token, to be ended with omnifund_token_free. Returns OMNIFUND_CODE_MISSING_CREDENTIALS where
// one of the two is empty, OMNIFUND_CODE_WRONG_PASSWORD or another code of the 300s where the server refused, a
// code of the 200s or 400s where it could not be asked or did not answer as it should. Blocks, see
// omnifund_client.
function omnifund_client_password_grant(
  client: Pomnifund_client;
  username: PAnsiChar;
  password: PAnsiChar;
  token: PPomnifund_token;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_password_grant';

// A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's "Refreshing an
// Access Token"). OmniFund takes each refresh token once: save the new one before you do anything else. Where an
// error's outcome is OMNIFUND_OUTCOME_UNKNOWN, the old one may be spent or not. Gives a token, to be ended with
// omnifund_token_free. Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no token,
// OMNIFUND_CODE_REFRESH_TOKEN_REFUSED or another code of the 300s where the server refused, a code of the 200s or
// 400s where it could not be asked or did not answer as it should. Blocks, see omnifund_client.
function omnifund_client_refresh_grant(
  client: Pomnifund_client;
  refresh_token: PAnsiChar;
  token: PPomnifund_token;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_refresh_grant';

// Logs the access token's user in (the specification's "Token Login", RFC 6750 section 2.1). Gives what the server
// answered, status 200 to 399, to be ended with omnifund_login_free; no redirect is followed. Returns
// OMNIFUND_CODE_INVALID_ARGUMENT for what is no token, OMNIFUND_CODE_ACCESS_TOKEN_REFUSED or
// OMNIFUND_CODE_ACCESS_DENIED for 401, OMNIFUND_CODE_INSUFFICIENT_SCOPE for 403, with the words of
// WWW-Authenticate, another code of the 200s to 400s where the server could not be asked or did not answer as it
// should. Blocks, see omnifund_client.
function omnifund_client_token_login(
  client: Pomnifund_client;
  access_token: PAnsiChar;
  login: PPomnifund_login;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_token_login';

// Ends a client, once no thread uses it any more. NULL does nothing. Never blocks.
procedure omnifund_client_free(client: Pomnifund_client);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_free';

// The access token, for the header "Authorization: Bearer ...", with a capital B. NULL for an exported pair
// without one, and for NULL. Borrowed from the token. Never blocks.
function omnifund_token_access_token(token: Pomnifund_token): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_token_access_token';

// The refresh token, good for one refresh. NULL where the server gave none: after a refresh, the one that was sent
// stays good (RFC 6749 section 6). NULL for NULL. Borrowed from the token. Never blocks.
function omnifund_token_refresh_token(token: Pomnifund_token): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_token_refresh_token';

// The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer" whatever stands
// here. NULL where the server gave none, and for NULL. Borrowed from the token. Never blocks.
function omnifund_token_token_type(token: Pomnifund_token): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_token_token_type';

// The scope, space-separated. NULL where it was null or absent, and for NULL. Borrowed from the token. Never
// blocks.
function omnifund_token_scope(token: Pomnifund_token): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_token_scope';

// How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten years): less is
// read as 0, more as ten years, digits in a string as a number. 0 also where the server gave nothing of the kind,
// and for NULL. Never blocks.
function omnifund_token_expires_in(token: Pomnifund_token): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_token_expires_in';

// The end of the access token as a Unix time in seconds by this machine's clock: the moment the request left, and
// expires_in more. 0 where the server gave no expires_in, and for NULL. Never blocks.
function omnifund_token_expires_at(token: Pomnifund_token): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_token_expires_at';

// For how many milliseconds from when it was handed out a session's token needs nothing: until then
// omnifund_session_token would give the same one again, unless it was rejected, signed out or refreshed meanwhile.
// For programs to which a call costs much. 0 for a token near its end, for one of a raw grant, and for NULL. Never
// blocks.
function omnifund_token_fresh_for(token: Pomnifund_token): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_token_fresh_for';

// Ends a token, and wipes its strings. NULL does nothing. Never blocks.
procedure omnifund_token_free(token: Pomnifund_token);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_token_free';

// Makes one, with a random state. `redirect_uri` is where the user comes back to; the OAuth client has to have it
// under Profile, API Access, to the letter. Sends nothing. Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no
// redirect URI: not absolute, with a fragment, or over 2000 bytes. End it with omnifund_authorization_free. Never
// blocks.
function omnifund_client_authorization(
  client: Pomnifund_client;
  redirect_uri: PAnsiChar;
  authorization: PPomnifund_authorization;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_authorization';

// Makes one that was made before, where the user comes back to another process or request than the one that asked,
// as in a web application: keep omnifund_authorization_state in the user's web session, and nowhere else. Sends
// nothing. Returns OMNIFUND_CODE_INVALID_ARGUMENT for an empty state or one over 2000 bytes, and as
// omnifund_client_authorization. End it with omnifund_authorization_free. Never blocks.
function omnifund_client_authorization_with_state(
  client: Pomnifund_client;
  redirect_uri: PAnsiChar;
  state: PAnsiChar;
  authorization: PPomnifund_authorization;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_authorization_with_state';

// Where the user's browser is to go. NULL for NULL. Borrowed from the authorization. Never blocks.
function omnifund_authorization_url(authorization: Pomnifund_authorization): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_authorization_url';

// What the answer is known by, random: for omnifund_client_authorization_with_state, and for nobody's eyes but the
// user's. NULL for NULL. Borrowed from the authorization. Never blocks.
function omnifund_authorization_state(authorization: Pomnifund_authorization): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_authorization_state';

// A token for the code that the user came back with (RFC 6749 section 4.1.3), for programs that keep their tokens;
// with a session, see omnifund_session_sign_in_with_code. `redirect_url` is the URL that the user came back with,
// whole or path and query as a web server sees it. A code is good once, for 30 seconds: where an error's outcome
// is OMNIFUND_OUTCOME_UNKNOWN, try again at once, or send the user once more. Gives a token, to be ended with
// omnifund_token_free. Returns OMNIFUND_CODE_FOREIGN_REDIRECT where the URL is no answer to this authorization,
// OMNIFUND_CODE_AUTHORIZATION_DENIED where the user denied it, OMNIFUND_CODE_CODE_REFUSED,
// OMNIFUND_CODE_REDIRECT_URI_REFUSED or another code of the 300s where the server refused, a code of the 200s or
// 400s where it could not be asked or did not answer as it should. Blocks, see omnifund_client.
function omnifund_client_authorization_code_grant(
  client: Pomnifund_client;
  authorization: Pomnifund_authorization;
  redirect_url: PAnsiChar;
  token: PPomnifund_token;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_authorization_code_grant';

// Ends an authorization, and wipes its state. NULL does nothing. Never blocks.
procedure omnifund_authorization_free(authorization: Pomnifund_authorization);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_authorization_free';

// The HTTP status, 200 to 399; 0 for NULL. Never blocks.
function omnifund_login_status(login: Pomnifund_login): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_status';

// How many headers there are; 0 for NULL. Never blocks.
function omnifund_login_header_count(login: Pomnifund_login): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_header_count';

// The name of a header, in lower case, by its index from 0. NULL outside, and for NULL. Borrowed from the login.
// Never blocks.
function omnifund_login_header_name(login: Pomnifund_login; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_header_name';

// The value of a header by its index from 0. NULL outside, and for NULL. Borrowed from the login. Never blocks.
function omnifund_login_header_value(login: Pomnifund_login; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_header_value';

// The value of the first header of a name, whatever its case; the name is compared as it is. NULL where there is
// none, and for NULL. Borrowed from the login. Never blocks.
function omnifund_login_header(login: Pomnifund_login; name: PAnsiChar): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_header';

// How many cookies the answer sets; 0 for NULL. Never blocks.
function omnifund_login_cookie_count(login: Pomnifund_login): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_cookie_count';

// The name of a cookie by its index from 0. NULL outside, and for NULL. Borrowed from the login. Never blocks.
function omnifund_login_cookie_name(login: Pomnifund_login; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_cookie_name';

// The value of a cookie, as it goes into a Cookie header, by its index from 0. NULL outside, and for NULL.
// Borrowed from the login. Never blocks.
function omnifund_login_cookie_value(login: Pomnifund_login; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_cookie_value';

// The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1), by its index from 0: what a
// web application sends on to its user's browser. NULL outside, and for NULL. Borrowed from the login. Never
// blocks.
function omnifund_login_cookie_header(login: Pomnifund_login; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_cookie_header';

// Where the answer sends the browser, as the server wrote it: it may be relative. NULL where it sends nowhere, and
// for NULL. Borrowed from the login. Never blocks.
function omnifund_login_location(login: Pomnifund_login): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_location';

// The body, 1 MiB at most, with a NUL behind it. It can hold NULs of its own: its length is
// omnifund_login_body_length. NULL for NULL. Borrowed from the login. Never blocks.
function omnifund_login_body(login: Pomnifund_login): Pointer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_body';

// The length of the body in bytes, without the NUL behind it; 0 for NULL. Never blocks.
function omnifund_login_body_length(login: Pomnifund_login): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_body_length';

// Ends a login, and wipes its strings. NULL does nothing. Never blocks.
procedure omnifund_login_free(login: Pomnifund_login);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_login_free';

// Takes over the bytes of a sealing key: `length` is 32. They are copied; wipe yours. Gives a key, to be ended
// with omnifund_key_free. Returns OMNIFUND_CODE_INVALID_ARGUMENT for another length. Never blocks.
function omnifund_key_from_bytes(bytes: Pointer; length: Int64; key: PPomnifund_key; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_key_from_bytes';

// Ends a key, and wipes it. NULL does nothing. Stores opened with it go on. Never blocks.
procedure omnifund_key_free(key: Pomnifund_key);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_key_free';

// Options with nothing set: nobody but the owner may read the store, no network file system, no other machine's
// store. NULL only where there is no memory. End them with omnifund_store_options_free. Never blocks.
function omnifund_store_options_new: Pomnifund_store_options;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_options_new';

// Lets the directory's group read and write the store too (directory 2770, files 0660): for a web server and a
// cron job under two users. Never blocks.
function omnifund_store_options_set_group(options: Pomnifund_store_options; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_options_set_group';

// Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most kinds and their
// like), whose locks somebody has tried. Never blocks.
function omnifund_store_options_allow_network(options: Pomnifund_store_options; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_options_allow_network';

// Takes a store that another machine made, because it was moved here and that machine uses it no more. From then
// on it is this machine's, and the other one is refused. Where both use it, sessions are lost. Never blocks.
function omnifund_store_options_take_over(options: Pomnifund_store_options; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_options_take_over';

// Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted, a program that
// only reads must say so (OMNIFUND_CODE_STORE_MISSING), and not that nobody is signed in. Never blocks.
function omnifund_store_options_must_exist(options: Pomnifund_store_options; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_options_must_exist';

// A key that opens records and seals none, beside the one that omnifund_store_open_file_with is given: to change
// that one, give the new one as older first, in all programs, and only then the other way round;
// omnifund_store_rotate_key then seals all records anew. It is copied. Never blocks.
function omnifund_store_options_add_older_key(
  options: Pomnifund_store_options;
  key: Pomnifund_key;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_options_add_older_key';

// Keeps the sealing key in the file `path`, and not in "<store>.key". Never blocks.
function omnifund_store_options_set_key_file(
  options: Pomnifund_store_options;
  path: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_options_set_key_file';

// Whom the system lets open the key file, beside its permissions: "user" (who sealed it), "machine" (each user of
// the machine who may read the file), "none"; all but the last on Windows alone, by DPAPI. A key file that is
// there is sealed anew where it is sealed otherwise; unless this is said it stays as it is, and a new one is not
// sealed. Returns OMNIFUND_CODE_INVALID_CONFIGURATION for any other word. Opening the store returns it where the
// system can't, and for "user" together with omnifund_store_options_set_group. Never blocks.
function omnifund_store_options_set_key_protection(
  options: Pomnifund_store_options;
  whom: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_options_set_key_protection';

// Where the audit lines of the store go, as omnifund_config_set_audit has it: those of its OAuth clients, of its
// key and of its taking over, and those of its sessions whose config says nothing else. Returns
// OMNIFUND_CODE_INVALID_CONFIGURATION for what is no sink. Never blocks.
function omnifund_store_options_set_audit(
  options: Pomnifund_store_options;
  sink: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_options_set_audit';

// Names this machine, in place of /etc/machine-id: for containers, which have none, or all the same. Any text that
// no other machine has; a store that was made under another name is refused. Never blocks.
function omnifund_store_options_set_machine(
  options: Pomnifund_store_options;
  name: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_options_set_machine';

// Ends options. NULL does nothing. Never blocks.
procedure omnifund_store_options_free(options: Pomnifund_store_options);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_options_free';

// A store in this process's memory, gone with it: for tests, and for programs that sign in at every start. A
// forked child's is empty, since two processes would spend one refresh token: save OAuth clients and sign in
// there, after the fork. Gives a store, to be ended with omnifund_store_free. Never blocks.
function omnifund_store_open_memory(store: PPomnifund_store; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_open_memory';

// A store in a directory, made where there is none, as omnifund_store_open_file_with with no options. `key` may be
// NULL. Blocks on the file system only.
function omnifund_store_open_file(
  path: PAnsiChar;
  key: Pomnifund_key;
  store: PPomnifund_store;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_open_file';

// A store in a directory, made where there is none; its parent must be there. Its records are sealed with `key`,
// which is copied. `key` may be NULL: then with the key in the file "<path>.key" beside the directory, which is
// made with it (a backup of the directory does not carry the key, and without it nobody can read the records).
// `options` may be NULL. Gives a store, to be ended with omnifund_store_free. Returns
// OMNIFUND_CODE_STORE_PERMISSIONS where others could read it, OMNIFUND_CODE_KEY_MISSING where there are records
// and no key file, OMNIFUND_CODE_STORE_TOO_NEW for one of a later library, OMNIFUND_CODE_STORE_MOVED for one of
// another machine, OMNIFUND_CODE_STORE_ON_NETWORK, OMNIFUND_CODE_STORE_FULL, OMNIFUND_CODE_STORE_FAILED. Blocks on
// the file system only.
function omnifund_store_open_file_with(
  path: PAnsiChar;
  key: Pomnifund_key;
  options: Pomnifund_store_options;
  store: PPomnifund_store;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_open_file_with';

// The store that a configuration names (OMNIFUND_STORE and what goes with it, omnifund_config_load). Gives a
// store, to be ended with omnifund_store_free. Returns OMNIFUND_CODE_INVALID_CONFIGURATION where it names none,
// and as omnifund_store_open. Blocks on the store only.
function omnifund_store_open_configured(cfg: Pomnifund_config; store: PPomnifund_store; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_open_configured';

// The first step to change the sealing key: puts a new one into the key file. It opens records, and seals none
// yet. Where one waits there already, nothing changes. Where several machines get the key file by hand, give it to
// all of them before the second step. Returns OMNIFUND_CODE_INVALID_ARGUMENT where the application gave the key,
// codes of the 500s. Blocks for 10 s at most, for other changes to end.
function omnifund_store_prepare_key(store: Pomnifund_store; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_prepare_key';

// The second step: the prepared key seals from here on, in all processes, and every record that is sealed with
// another one is sealed anew. `sealed` is set to their number; `sealed` may be NULL. The older keys stay in the
// key file, since a backup may need them. Where no key was prepared, or the application gave the key, it only
// seals anew; so a step that was broken off is done again by another call. Returns codes of the 500s: the first
// one, after all records were tried. Blocks while it goes through the records, and for 10 s at most for each that
// somebody is changing.
function omnifund_store_rotate_key(store: Pomnifund_store; sealed: PInt64; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_rotate_key';

// Gives up a store; its directory and the sessions opened in it go on. NULL does nothing. Blocks on the store only
// where a store would not take a new pair: that is tried again.
procedure omnifund_store_free(store: Pomnifund_store);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_free';

// The directory of this host's own beside a store that several hosts share: there its processes queue, and what an
// exchange brought is durable there before the shared store has it. On a local disk, of one user, and never copied
// to another host. Without it, it is one of the store's own in "omnifund", in the directory that systemd names in
// STATE_DIRECTORY, else in the user's XDG state directory. Never blocks.
function omnifund_store_options_set_journal(
  options: Pomnifund_store_options;
  directory: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_options_set_journal';

// The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as
// omnifund_store_open_file_with does, or the url of a database that several hosts share ("postgresql://...",
// "mysql://..."). For the latter a library beside this one is loaded, and the sealing key comes from `key`, from
// the key file of the options, or from "<journal>.key". All hosts have the same key: where there are records and
// no key file, none is made. `key` may be NULL; `options` may be NULL. Gives a store, to be ended with
// omnifund_store_free. Returns the codes of omnifund_store_open_file_with, OMNIFUND_CODE_INVALID_CONFIGURATION for
// a url that no library takes, OMNIFUND_CODE_STORE_UNREACHABLE. Blocks on the file system, and for 10 s at most on
// the database where this host has never opened it.
function omnifund_store_open(
  place: PAnsiChar;
  key: Pomnifund_key;
  options: Pomnifund_store_options;
  store: PPomnifund_store;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_open';

// A store over a table of functions, which several hosts may share. The table is copied; its `userdata` is the
// library's until its `destroy` is called, also where this call fails; but for a table of another version, of
// which nothing is called. Key and journal are as for omnifund_store_open. `key` may be NULL; `options` may be
// NULL. Gives a store, to be ended with omnifund_store_free. Returns OMNIFUND_CODE_INVALID_ARGUMENT for a table
// that lacks a function or is of another version, and the codes of omnifund_store_open. Blocks as
// omnifund_store_open.
function omnifund_store_open_functions(
  functions: Pomnifund_store_functions;
  key: Pomnifund_key;
  options: Pomnifund_store_options;
  store: PPomnifund_store;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_open_functions';

// Ends the use of a table of functions, for who can't let them live for as long as the store: its connections are
// ended and its `destroy` is called before this returns, and no function of it is called any more. What is opened
// in the store goes on with OMNIFUND_CODE_STORE_UNREACHABLE. It does nothing to a store of another kind; NULL does
// nothing. Blocks until calls that are at work in the store have ended.
procedure omnifund_store_detach(store: Pomnifund_store);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_detach';

// Keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike any other. The secret
// is sealed, and no function gives it back. Returns OMNIFUND_CODE_INVALID_ARGUMENT for another name, one with a
// control in it (a line end, an escape, a mark of direction), or an id or a secret that is empty or has a control
// character in it, OMNIFUND_CODE_CLIENT_NAME_TAKEN where name or client id are kept already, codes of the 500s.
// Blocks for 10 s at most, for other changes to end.
function omnifund_store_save_client(
  store: Pomnifund_store;
  name: PAnsiChar;
  client_id: PAnsiChar;
  client_secret: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_save_client';

// Gives an OAuth client of the store another name. Its sessions stay its sessions. Returns
// OMNIFUND_CODE_CLIENT_NOT_FOUND, and as omnifund_store_save_client. Blocks as that does.
function omnifund_store_rename_client(
  store: Pomnifund_store;
  name: PAnsiChar;
  new_name: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_rename_client';

// Puts a new client id and secret in the place of lost ones: the vendor never shows a secret twice. `sessions` is
// set to the number of signed-in sessions that this concerns; `sessions` may be NULL. A refresh token of the old
// id is never sent under the new one: each session's live access token serves to its end, then a saved password,
// and then a human must sign in. Running processes notice by themselves. Returns as omnifund_store_rename_client.
// Blocks as that does.
function omnifund_store_replace_client(
  store: Pomnifund_store;
  name: PAnsiChar;
  client_id: PAnsiChar;
  client_secret: PAnsiChar;
  sessions: PInt64;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_replace_client';

// Forgets an OAuth client of the store. Its sessions stay, and can be used with its credentials only. Returns
// OMNIFUND_CODE_CLIENT_NOT_FOUND, codes of the 500s. Blocks as omnifund_store_save_client.
function omnifund_store_remove_client(store: Pomnifund_store; name: PAnsiChar; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_remove_client';

// The OAuth clients of the store, in the order in which they were first saved; never their secrets. Gives a list,
// to be ended with omnifund_client_list_free. Returns codes of the 500s. Blocks on the store only.
function omnifund_store_clients(store: Pomnifund_store; list: PPomnifund_client_list; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_clients';

// Makes a client from an OAuth client that the store keeps under a name, and the other settings of `cfg`, whose
// credentials are not looked at. Gives a client, to be ended with omnifund_client_free. Returns
// OMNIFUND_CODE_CLIENT_NOT_FOUND, codes of the 500s, and as omnifund_client_new. Blocks on the store only.
function omnifund_client_from_store(
  cfg: Pomnifund_config;
  store: Pomnifund_store;
  name: PAnsiChar;
  client: PPomnifund_client;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_from_store';

// Makes the client of a configuration (omnifund_config_load): of the OAuth client that it names in the store, or
// of the one whose id and secret it has. Gives a client, to be ended with omnifund_client_free. Returns as
// omnifund_client_from_store and omnifund_client_new. Blocks on the store only.
function omnifund_client_open_configured(
  cfg: Pomnifund_config;
  store: Pomnifund_store;
  client: PPomnifund_client;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_open_configured';

// How many OAuth clients the list has; 0 for NULL. Never blocks.
function omnifund_client_list_count(list: Pomnifund_client_list): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_list_count';

// The descriptive name of an OAuth client by its index from 0. NULL outside, and for NULL. Borrowed from the list.
// Never blocks.
function omnifund_client_list_name(list: Pomnifund_client_list; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_list_name';

// The client id of an OAuth client by its index from 0. NULL outside, and for NULL. Borrowed from the list. Never
// blocks.
function omnifund_client_list_client_id(list: Pomnifund_client_list; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_list_client_id';

// Since when this client id and secret are kept, as a Unix time in seconds, by index from 0. 0 outside, and for
// NULL. Never blocks.
function omnifund_client_list_since(list: Pomnifund_client_list; index: Int64): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_list_since';

// Ends a list. NULL does nothing. Never blocks.
procedure omnifund_client_list_free(list: Pomnifund_client_list);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_client_list_free';

// The session of `username` under the OAuth client of `client`, in `store`. Nobody needs to be signed in. Gives a
// session, to be ended with omnifund_session_free; client and store may be freed before. Returns
// OMNIFUND_CODE_INVALID_ARGUMENT for a user name that is empty or has a control in it (a line end, an escape, a
// mark of direction), codes of the 500s. Blocks on the store only.
function omnifund_session_open(
  client: Pomnifund_client;
  store: Pomnifund_store;
  username: PAnsiChar;
  session: PPomnifund_session;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_open';

// The session of `username` in `store`, under the OAuth client that the store keeps under `client_name`, with the
// other settings of `cfg`. Gives a session, to be ended with omnifund_session_free. Returns
// OMNIFUND_CODE_CLIENT_NOT_FOUND, and as omnifund_client_new and omnifund_session_open. Blocks on the store only.
function omnifund_session_open_named(
  cfg: Pomnifund_config;
  store: Pomnifund_store;
  client_name: PAnsiChar;
  username: PAnsiChar;
  session: PPomnifund_session;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_open_named';

// The session of `username` in the store, and under the OAuth client, that a configuration names: the file `path`,
// or the environment variables where `path` is NULL, as for omnifund_config_load; `path` may be NULL. Gives a
// session, to be ended with omnifund_session_free. Of a file with an absolute path the process keeps the session
// for the next such call, of 256 users at most: where since then neither the file, nor the session's record, nor
// the store's OAuth clients have changed, that is a look at three files, and the environment and the CA file count
// as they were. Returns as omnifund_config_load, omnifund_store_open, omnifund_client_from_store,
// omnifund_client_new and omnifund_session_open. Blocks on the store only.
function omnifund_session_open_configured(
  path: PAnsiChar;
  username: PAnsiChar;
  session: PPomnifund_session;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_open_configured';

// Signs the user in by password. A failed one leaves the pair as it was. The password is forgotten. Returns
// OMNIFUND_CODE_WRONG_PASSWORD, and what else a password grant or the store gives. Blocks.
function omnifund_session_sign_in(session: Pomnifund_session; password: PAnsiChar; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_sign_in';

// Signs the user in by password, and saves the password with the session as `save` says, an
// omnifund_save_password: so it can sign in anew by itself where the server's reply to a refresh was lost. Returns
// OMNIFUND_CODE_INVALID_ARGUMENT for another number, and as omnifund_session_sign_in. Blocks.
function omnifund_session_sign_in_saving(
  session: Pomnifund_session;
  password: PAnsiChar;
  save: Integer;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_sign_in_saving';

// Signs the user in with the code that it came back with from OmniFund's authorization page (RFC 6749 section
// 4.1): `redirect_url` is the URL that the user came back with, whole or path and query as a web server sees it. A
// failed one leaves the pair as it was, and so are saved passwords. A code is good once, for 30 seconds. OmniFund
// does not say who logged in there: that it is this session's user, the program has to know. Returns what
// omnifund_client_authorization_code_grant or the store gives. Blocks.
function omnifund_session_sign_in_with_code(
  session: Pomnifund_session;
  authorization: Pomnifund_authorization;
  redirect_url: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_sign_in_with_code';

// A valid access token, whatever it takes; its refresh token is NULL. One that needs nothing is handed out at
// once, without a lock; one near its end is refreshed by one caller while all others get it as it is. Gives a
// token, to be ended with omnifund_token_free. Fails only where no live token is left:
// OMNIFUND_CODE_SIGN_IN_REQUIRED, OMNIFUND_CODE_BACKING_OFF after failures (with the seconds to wait), else what
// the exchange or the store said. Blocks.
function omnifund_session_token(session: Pomnifund_session; token: PPomnifund_token; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_token';

// A valid access token, within `budget_ms` milliseconds, 0 to 3600000. Within 0 a live token is handed out, and
// nothing else is tried. One request may take all of it, unless omnifund_config_set_exchange_timeout says
// otherwise. Returns OMNIFUND_CODE_INVALID_ARGUMENT out of that range, and where there is no live token and an
// exchange would never fit into the budget; else as omnifund_session_token. Blocks for the budget at most.
function omnifund_session_token_within(
  session: Pomnifund_session;
  budget_ms: Int64;
  token: PPomnifund_token;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_token_within';

// A live token, to be ended with omnifund_token_free, or NULL: asks neither the server nor the store, and waits
// for nobody. NULL for NULL. Never blocks.
function omnifund_session_peek(session: Pomnifund_session): Pomnifund_token;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_peek';

// Refreshes whether it must or not. One that another thread or process ended after this call began counts: many
// callers make one exchange. Returns as omnifund_session_token, and an error also where a live token is left.
// Blocks.
function omnifund_session_refresh(session: Pomnifund_session; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_refresh';

// Hands back an access token with which you saw a 401. Where it is still the newest, no process takes it any more,
// and the next omnifund_session_token refreshes; else nothing happens, so that sixteen workers with one stale
// token make one refresh. Nor does anything happen where a token is rejected that has just taken the place of
// another rejected one: that endpoint, or a gateway, refuses everything, and the token stays in use; after a pause
// that grows to a minute it is replaced once more. A 403 is no rejection. Returns codes of the 500s; this process
// does not hand the token out all the same. Blocks on the store only.
function omnifund_session_reject(session: Pomnifund_session; access_token: PAnsiChar; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_reject';

// Token login with a valid access token; once more with a new one where the server refuses it. Gives what the
// server answered, to be ended with omnifund_login_free. Returns as omnifund_session_token and
// omnifund_client_token_login. Blocks.
function omnifund_session_token_login(
  session: Pomnifund_session;
  login: PPomnifund_login;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_token_login';

// Signs out here: the store forgets the pair and a saved password. OmniFund has no call to revoke tokens, so they
// stay good at the server until they end. Returns OMNIFUND_CODE_SESSION_NOT_FOUND where nobody of that name ever
// signed in, codes of the 500s. Blocks on the store only.
function omnifund_session_sign_out(session: Pomnifund_session; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_sign_out';

// Signs out here and takes the session out of the store, with its counters and all that is kept of it, for a user
// who has left; also one whose record is damaged. At OmniFund the tokens stay good until they end. The handle
// stays good: a sign-in begins anew. Returns OMNIFUND_CODE_SESSION_NOT_FOUND where there is none, codes of the
// 500s. Blocks on the store only.
function omnifund_session_forget(session: Pomnifund_session; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_forget';

// Takes over a pair that was got elsewhere; nobody else may refresh with it from here on. `access_token` may be
// NULL. `expires_at` is its end as a Unix time in seconds, believed to be an hour away at most, or 0 where it is
// unknown: then the access token is not used. `replace` is 1 to replace a pair that is there, else 0. Returns
// OMNIFUND_CODE_ALREADY_SIGNED_IN where somebody is signed in and `replace` is 0, OMNIFUND_CODE_INVALID_ARGUMENT
// for what is no token, codes of the 500s. Blocks on the store only.
function omnifund_session_adopt(
  session: Pomnifund_session;
  access_token: PAnsiChar;
  refresh_token: PAnsiChar;
  expires_at: Int64;
  replace: Integer;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_adopt';

// Gives the newest pair away, and signs out here in the same step, so that it is never in two hands. Gives a token
// with its refresh token, to be ended with omnifund_token_free. Returns OMNIFUND_CODE_SIGN_IN_REQUIRED where there
// is none, OMNIFUND_CODE_STILL_UNREADABLE where an answer is kept that may hold the newest
// (omnifund_session_recover), codes of the 500s. Blocks on the store only.
function omnifund_session_export(session: Pomnifund_session; token: PPomnifund_token; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_export';

// Gives up a session; its record in the store stays, and so does what is needed in this process: a pair that the
// store would not take, a password that was saved in memory. All else that the process knows of it goes with its
// last handle, unless omnifund_session_open_configured keeps it. NULL does nothing. Blocks on the store only where
// a store would not take a new pair: that is tried again.
procedure omnifund_session_free(session: Pomnifund_session);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_free';

// What became of the request, an omnifund_outcome: OMNIFUND_OUTCOME_DONE by a status of 200 to 299,
// OMNIFUND_OUTCOME_REFUSED by one of 400 to 499 but for 408, OMNIFUND_OUTCOME_UNKNOWN by all others, since a
// gateway can say them after it has passed the request on. 0 for NULL. Never blocks.
function omnifund_response_outcome(response: Pomnifund_response): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_outcome';

// How many seconds the server asks to wait before another request (Retry-After, RFC 9110 section 10.2.3); 0 where
// it does not, and for NULL. Never blocks.
function omnifund_response_retry_after(response: Pomnifund_response): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_retry_after';

// Of a collection, what to ask for to have its next page, for omnifund_request_new: hydra:next of the hydra:view
// in the body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a callback that link
// alone. NULL where there is none, as at the last page and where the answer points to another origin, and for
// NULL. Borrowed from the response. Never blocks.
function omnifund_response_next(response: Pomnifund_response): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_next';

// The HTTP status, whatever it is; 0 for NULL. Never blocks.
function omnifund_response_status(response: Pomnifund_response): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_status';

// How many headers there are; 0 for NULL. Never blocks.
function omnifund_response_header_count(response: Pomnifund_response): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_header_count';

// The name of a header, in lower case, by its index from 0. NULL outside, and for NULL. Borrowed from the
// response. Never blocks.
function omnifund_response_header_name(response: Pomnifund_response; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_header_name';

// The value of a header by its index from 0. NULL outside, and for NULL. Borrowed from the response. Never blocks.
function omnifund_response_header_value(response: Pomnifund_response; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_header_value';

// The value of the first header of a name, whatever its case; the name is compared as it is. NULL where there is
// none, and for NULL. Borrowed from the response. Never blocks.
function omnifund_response_header(response: Pomnifund_response; name: PAnsiChar): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_header';

// How many cookies the answer sets; 0 for NULL. Never blocks.
function omnifund_response_cookie_count(response: Pomnifund_response): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_cookie_count';

// The name of a cookie by its index from 0. NULL outside, and for NULL. Borrowed from the response. Never blocks.
function omnifund_response_cookie_name(response: Pomnifund_response; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_cookie_name';

// The value of a cookie, as it goes into a Cookie header, by its index from 0. NULL outside, and for NULL.
// Borrowed from the response. Never blocks.
function omnifund_response_cookie_value(response: Pomnifund_response; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_cookie_value';

// The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1), by its index from 0: what a
// web application sends on to its user's browser. NULL outside, and for NULL. Borrowed from the response. Never
// blocks.
function omnifund_response_cookie_header(response: Pomnifund_response; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_cookie_header';

// Where the answer sends the browser, as the server wrote it: it may be relative. NULL where it sends nowhere, and
// for NULL. Borrowed from the response. Never blocks.
function omnifund_response_location(response: Pomnifund_response): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_location';

// The body, with a NUL behind it; empty where it went to a file or a callback. It can hold NULs of its own: its
// length is omnifund_response_body_length. NULL for NULL. Borrowed from the response. Never blocks.
function omnifund_response_body(response: Pomnifund_response): Pointer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_body';

// The length of the body in bytes, without the NUL behind it; 0 for NULL. Never blocks.
function omnifund_response_body_length(response: Pomnifund_response): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_body_length';

// Ends a response, and wipes its strings. NULL does nothing. Never blocks.
procedure omnifund_response_free(response: Pomnifund_response);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_response_free';

// A request by `method`, such as "GET", for `path` behind the base URL, such as "/api/customers": it begins with
// one slash, and may have a query. It can name no other host, since the access token goes to the base URL's origin
// alone. Gives a request, to be ended with omnifund_request_free. Returns OMNIFUND_CODE_INVALID_ARGUMENT for what
// is no method in capitals, or no such path. Never blocks.
function omnifund_request_new(
  method: PAnsiChar;
  path: PAnsiChar;
  request: PPomnifund_request;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_new';

// Adds a parameter to the query, in any characters, such as "tranDate[between]"; several of one name are sent in
// their order. Returns OMNIFUND_CODE_INVALID_ARGUMENT for an empty name. Never blocks.
function omnifund_request_add_query(
  request: Pomnifund_request;
  name: PAnsiChar;
  value: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_add_query';

// Adds a header. Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no name, for a value with a control character
// in it such as a line break, and for what is not yours to say: Authorization, Host, the body's length and the
// connection's own. Never blocks.
function omnifund_request_add_header(
  request: Pomnifund_request;
  name: PAnsiChar;
  value: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_add_header';

// The body, of `length` bytes, which are copied; `body` may be NULL where there are none. `content_type` is such
// as "application/json". Returns OMNIFUND_CODE_INVALID_ARGUMENT for a length below 0 or over 1 GiB, and for a
// content type that is no header's value. Never blocks.
function omnifund_request_set_body(
  request: Pomnifund_request;
  content_type: PAnsiChar;
  body: Pointer;
  length: Int64;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_set_body';

// The body, from the file `path`, which is read while it is sent, and anew where it is sent once more. Returns as
// omnifund_request_set_body; that the file can't be read tells omnifund_session_request. Never blocks.
function omnifund_request_set_body_file(
  request: Pomnifund_request;
  content_type: PAnsiChar;
  path: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_set_body_file';

// The body, from a function that is called while it is sent, on the thread that calls omnifund_session_request.
// `length` is how many bytes it gives, or -1 where that is not known: then it is sent in chunks. It is sent once:
// at a 401 the answer is that 401. `destroy` is called with `userdata`, once, when the request needs it no more,
// and also where this call fails; `destroy` may be NULL, `userdata` may be NULL. Returns as
// omnifund_request_set_body. Never blocks.
function omnifund_request_set_body_callback(
  request: Pomnifund_request;
  content_type: PAnsiChar;
  length: Int64;
  callback: Tomnifund_body_callback;
  userdata: Pointer;
  destroy: Tomnifund_userdata_callback;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_set_body_callback';

// Puts the body of a success, a status of 200 to 299, into the file `path`, without holding it in memory. The file
// gets its name when it is whole, and replaces what stood there; where something stands there that is no plain
// file, such as a pipe, that is written to. Of any other answer the body is in the response. Returns
// OMNIFUND_CODE_INVALID_ARGUMENT for an empty path. Never blocks.
function omnifund_request_set_output_file(request: Pomnifund_request; path: PAnsiChar; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_set_output_file';

// Hands the body of a success, a status of 200 to 299, to a function as it comes, on the thread that calls
// omnifund_session_request. Of any other answer the body is in the response. `destroy` is called with `userdata`,
// once, when the request needs it no more, and also where this call fails; `destroy` may be NULL, `userdata` may
// be NULL. Never blocks.
function omnifund_request_set_output_callback(
  request: Pomnifund_request;
  callback: Tomnifund_output_callback;
  userdata: Pointer;
  destroy: Tomnifund_userdata_callback;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_set_output_callback';

// How long omnifund_session_request may take with it, the token and all tries included, in milliseconds: 1 to
// 3600000. Unless set, the call budget. Returns OMNIFUND_CODE_INVALID_ARGUMENT out of that range. Never blocks.
function omnifund_request_set_time_limit(
  request: Pomnifund_request;
  milliseconds: Int64;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_set_time_limit';

// The largest body of an answer, in bytes. Unless set, 16 MiB; and none for what goes to a file or a callback.
// Returns OMNIFUND_CODE_INVALID_ARGUMENT below 0. Never blocks.
function omnifund_request_set_largest_answer(request: Pomnifund_request; length: Int64; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_set_largest_answer';

// With `retry` 1, tries again within the time limit: what was not sent, whatever it is; and a GET, HEAD or OPTIONS
// after a 429, a 503 or a lost answer. It waits as long as Retry-After says, else a second, then two, and so on.
// With 0, as unless set, only a refused access token makes a second try. Never blocks.
function omnifund_request_set_retry(request: Pomnifund_request; retry: Integer; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_set_retry';

// A key by which the server knows a request that it has seen before. It goes into the header that
// omnifund_config_set_idempotency_header names, else into Idempotency-Key. Returns OMNIFUND_CODE_INVALID_ARGUMENT
// for an empty key, and for what is no header's value. Never blocks.
function omnifund_request_set_idempotency_key(
  request: Pomnifund_request;
  key: PAnsiChar;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_set_idempotency_key';

// The key that was set, or that omnifund_session_request made. NULL where there is none, and for NULL. Borrowed
// from the request, until another one is set. Never blocks.
function omnifund_request_idempotency_key(request: Pomnifund_request): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_idempotency_key';

// Ends a request. NULL does nothing. Never blocks.
procedure omnifund_request_free(request: Pomnifund_request);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_request_free';

// Makes a request with a valid access token. At a 401 that is about the token (RFC 6750 section 3) the token is
// rejected, and the request made once more with another one; whatever the server answers else, a second 401 and a
// 500 included, is a response and no error. No redirect is followed. Nothing else is sent twice, unless
// omnifund_request_set_retry asks for it; a POST whose outcome is unknown never is. Gives what the server
// answered, to be ended with omnifund_response_free. Returns as omnifund_session_token, and what the way to the
// server gives; OMNIFUND_CODE_BODY_UNREADABLE, OMNIFUND_CODE_ANSWER_NOT_TAKEN, OMNIFUND_CODE_ANSWER_TOO_LARGE.
// omnifund_error_outcome tells of this request, and not of an exchange that it needed: OMNIFUND_OUTCOME_NOT_SENT
// where not one byte of it left; OMNIFUND_OUTCOME_REFUSED where the server answered 401 and there was no other
// token; OMNIFUND_OUTCOME_UNKNOWN where it left and no whole answer came back: then a charge may have been made.
// Blocks for the request's time limit, else for the call budget, and as long as its file or callback takes.
function omnifund_session_request(
  session: Pomnifund_session;
  request: Pomnifund_request;
  response: PPomnifund_response;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_request';

// A valid access token that counts as good for `seconds` at least, for a batch that must not break off; it is
// refreshed where it must be. Gives a token, to be ended with omnifund_token_free. Returns
// OMNIFUND_CODE_INVALID_ARGUMENT below 0, and where OmniFund's tokens never last so long: then nothing is asked of
// the server. Else as omnifund_session_token, also where a live token is left that does not last so long. Blocks.
function omnifund_session_token_lasting(
  session: Pomnifund_session;
  seconds: Int64;
  token: PPomnifund_token;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_token_lasting';

// The base URL of a session, such as "https://host" or "https://host:8443/path": of all HTTP clients of yours only
// who sends to its origin may send the access token. NULL for NULL. Borrowed from the session. Never blocks.
function omnifund_session_base_url(session: Pomnifund_session): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_base_url';

// A count of what may have ended an access token of this process before its time: a rejection, a sign-in, a
// sign-out, a refresh, an export, an adoption, a newer pair found in the store, a fork (in the child). It has
// moved before the call returns that did it, only grows, and stands at one address for the life of the process. A
// program that keeps a token for as long as omnifund_token_fresh_for says reads it before omnifund_session_token,
// and asks again once it is another: so asking costs no call. Where threads share it, read it as one does an
// atomic number (__atomic_load_n). It is static: valid for ever, not to be freed. Never blocks, any thread.
function omnifund_changes: PInt64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_changes';

// How the session stands, from the store: no network. Gives a status, to be ended with omnifund_status_free.
// Returns codes of the 500s. Blocks on the store only.
function omnifund_session_status(session: Pomnifund_session; status: PPomnifund_status; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_status';

// 1 where there is a pair that the server has not refused, else 0; 0 for NULL. Never blocks.
function omnifund_status_signed_in(status: Pomnifund_status): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_signed_in';

// 1 where the session was signed out here, and nobody has signed in since, else 0; 0 for NULL. Never blocks.
function omnifund_status_signed_out(status: Pomnifund_status): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_signed_out';

// 1 where the server refused the refresh token, and nobody has signed in since: the session is lost, and once its
// access token ends a human must sign in, unless a password was saved; else 0; 0 for NULL. Never blocks.
function omnifund_status_refused(status: Pomnifund_status): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_refused';

// How many seconds the access token counts as good; 0 where there is none, and for NULL. Never blocks.
function omnifund_status_seconds_left(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_seconds_left';

// How many times the pair has changed; 0 for NULL. Never blocks.
function omnifund_status_generation(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_generation';

// When the pair last changed, as a Unix time in seconds; 0 where it never did, and for NULL. Never blocks.
function omnifund_status_last_rotation(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_last_rotation';

// When the refresh token presumably ends, 14 days after the last rotation, as a Unix time in seconds; 0 where
// there is none, and for NULL. The server never says it. Never blocks.
function omnifund_status_refresh_token_ends(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_refresh_token_ends';

// Since when tries fail, as a Unix time in seconds; 0 where they don't, and for NULL. Never blocks.
function omnifund_status_failing_since(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_failing_since';

// How many tries failed in a row; 0 for NULL. Never blocks.
function omnifund_status_failures_in_a_row(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_failures_in_a_row';

// 1 where the store would not take the newest pair, and this process holds it and tries again with each call; else
// 0; 0 for NULL. Never blocks.
function omnifund_status_unsaved(status: Pomnifund_status): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_unsaved';

// When an answer was asked for that could not be understood and is kept (omnifund_session_kept_answer), as a Unix
// time in seconds; 0 where there is none, and for NULL. Never blocks.
function omnifund_status_kept_answer(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_kept_answer';

// How often a refresh token was presented again after an unknown outcome; 0 for NULL. Never blocks.
function omnifund_status_replays(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_replays';

// How many requests were made to the token endpoint; 0 for NULL. Never blocks.
function omnifund_status_exchanges(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_exchanges';

// How many exchanges brought no new pair; 0 for NULL. Never blocks.
function omnifund_status_failures(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_failures';

// How many calls waited for another process or thread; 0 for NULL. Never blocks.
function omnifund_status_waits(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_waits';

// How many refresh tokens the server refused: each was a session's end, unless a password was saved; 0 for NULL.
// Never blocks.
function omnifund_status_lost(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_lost';

// How many pairs the store would not take at first; 0 for NULL. Whether there is one now tells
// omnifund_status_unsaved. Never blocks.
function omnifund_status_unsaved_pairs(status: Pomnifund_status): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_unsaved_pairs';

// Ends a status. NULL does nothing. Never blocks.
procedure omnifund_status_free(status: Pomnifund_status);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_status_free';

// The answer that could not be understood, where one is kept; else NULL in `answer`. Whether there is one tells
// omnifund_status_kept_answer, too. Gives an answer, to be ended with omnifund_kept_answer_free. Returns codes of
// the 500s. Blocks on the store only.
function omnifund_session_kept_answer(
  session: Pomnifund_session;
  answer: PPomnifund_kept_answer;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_kept_answer';

// Looks at the kept answer once more, and goes on with the pair in it. A session does so by itself before each
// refresh, so that a later version of the library saves what this one could not read; this is for whoever does not
// want to wait for that. Returns OMNIFUND_CODE_NOTHING_KEPT, OMNIFUND_CODE_STILL_UNREADABLE where it can't be
// understood still (a human may: omnifund_session_kept_answer, and then omnifund_session_adopt), codes of the
// 500s. Blocks on the file system, and where another process is at the session; never on the network.
function omnifund_session_recover(session: Pomnifund_session; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_recover';

// When the answer was asked for, as a Unix time in seconds; 0 for NULL. Never blocks.
function omnifund_kept_answer_asked_at(answer: Pomnifund_kept_answer): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_kept_answer_asked_at';

// Status line, header and body as they came, 16 KiB at most, with a NUL behind them. They can hold NULs of their
// own, and tokens: their length is omnifund_kept_answer_length. NULL for NULL. Borrowed from the answer. Never
// blocks.
function omnifund_kept_answer_bytes(answer: Pomnifund_kept_answer): Pointer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_kept_answer_bytes';

// How many bytes omnifund_kept_answer_bytes has, without the NUL behind them; 0 for NULL. Never blocks.
function omnifund_kept_answer_length(answer: Pomnifund_kept_answer): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_kept_answer_length';

// Ends an answer, and wipes it. NULL does nothing. Never blocks.
procedure omnifund_kept_answer_free(answer: Pomnifund_kept_answer);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_kept_answer_free';

// Begins to go through the sessions of `store`: those of the OAuth client of `client`, or all. `client` may be
// NULL. The first page comes with omnifund_session_list_next. Gives a list, to be ended with
// omnifund_session_list_free. Never blocks.
function omnifund_store_sessions(
  store: Pomnifund_store;
  client: Pomnifund_client;
  list: PPomnifund_session_list;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_sessions';

// Reads the next page; omnifund_session_list_count then tells how many sessions it has, and 0 is the end. A
// session that begins or ends meanwhile may be in the list or not. A record that can't be read is one of them:
// omnifund_session_list_problem tells why, and all else of it is empty. Returns codes of the 500s where the store
// can't be listed. Blocks on the store only.
function omnifund_session_list_next(list: Pomnifund_session_list; err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_list_next';

// How many sessions the page has; 0 at the end, before the first page, and for NULL. Never blocks.
function omnifund_session_list_count(list: Pomnifund_session_list): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_list_count';

// Why its record can't be read, and what to do, by its index in the page from 0; the words name the record. NULL
// where it can, outside, and for NULL. Borrowed from the list, until the next page. Never blocks.
function omnifund_session_list_problem(list: Pomnifund_session_list; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_list_problem';

// Whose session it is, by its index in the page from 0; empty where its record can't be read. NULL outside, and
// for NULL. Borrowed from the list, until the next page. Never blocks.
function omnifund_session_list_username(list: Pomnifund_session_list; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_list_username';

// At which OmniFund it is, by its index in the page from 0. NULL outside, and for NULL. Borrowed from the list,
// until the next page. Never blocks.
function omnifund_session_list_base_url(list: Pomnifund_session_list; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_list_base_url';

// The client id under which its OAuth client was first used, by its index in the page from 0. NULL outside, and
// for NULL. Borrowed from the list, until the next page. Never blocks.
function omnifund_session_list_client_id(list: Pomnifund_session_list; index: Int64): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_list_client_id';

// 1 where there is a pair that the server has not refused, else 0, by its index in the page from 0. 0 outside, and
// for NULL. Never blocks.
function omnifund_session_list_signed_in(list: Pomnifund_session_list; index: Int64): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_list_signed_in';

// When its pair last changed, as a Unix time in seconds, by its index in the page from 0. 0 where it never did,
// outside, and for NULL. Never blocks.
function omnifund_session_list_last_rotation(list: Pomnifund_session_list; index: Int64): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_list_last_rotation';

// Ends a list. NULL does nothing. Never blocks.
procedure omnifund_session_list_free(list: Pomnifund_session_list);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_list_free';

// Refreshes every session of `client` in `store` whose pair is older than `age` seconds (259200, three days, is a
// good age), within `budget_ms` milliseconds, 0 to 3600000: an unused refresh token dies after 14 days. The first
// half of the budget is shared out, and each session has its turn at a random moment of its share, so that a fleet
// of tills does not knock together: a short budget is for whoever waits for it. One that was refreshed meanwhile
// is not refreshed again; what no longer fits into the budget is left for the next run. `callback` is told of
// each; `callback` may be NULL, `userdata` may be NULL, and neither is used behind this call. Returns
// OMNIFUND_CODE_INVALID_ARGUMENT out of range, codes of the 500s where the store can't be listed; a session that
// can't be refreshed, or whose record can't be read, is only told of. Blocks for the budget and one call.
function omnifund_session_keep_alive(
  client: Pomnifund_client;
  store: Pomnifund_store;
  age: Int64;
  budget_ms: Int64;
  callback: Tomnifund_kept_alive_callback;
  userdata: Pointer;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_session_keep_alive';

// How the store and all of its sessions stand, whatever their OAuth client, for a program that is scraped by
// Prometheus. How long a refresh token lives, and whether it may be presented again, is what `cfg` says; `cfg` may
// be NULL: then as in omnifund_config_new. Gives metrics, to be ended with omnifund_metrics_free. Returns
// OMNIFUND_CODE_NULL_ARGUMENT; what can't be read is a number of the text, and no error. Blocks on the store only:
// every record is read.
function omnifund_store_metrics(
  store: Pomnifund_store;
  cfg: Pomnifund_config;
  metrics: PPomnifund_metrics;
  err: PPomnifund_error): Integer;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_store_metrics';

// The metrics in Prometheus' text format, version 0.0.4, to be served as "text/plain; version=0.0.4;
// charset=utf-8": omnifund_store_readable, omnifund_store_damaged_records, omnifund_store_free_bytes,
// omnifund_store_sessions by their state, and for each session the metrics omnifund_session_*, with the labels
// store, base_url, client (its name where it has one, else its id), client_id (the first one) and user. No longer
// than 32 MiB, which are ten thousand sessions with usual names; of a larger store omnifund_store_untold_sessions
// says how many are left out. NULL for NULL. Borrowed from the metrics. Never blocks.
function omnifund_metrics_text(metrics: Pomnifund_metrics): PAnsiChar;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_metrics_text';

// Ends metrics. NULL does nothing. Never blocks.
procedure omnifund_metrics_free(metrics: Pomnifund_metrics);
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_metrics_free';

// Waits until no other thread's exchange is under way and its pair is saved, for `budget_ms` milliseconds at most;
// from here on no exchange is started in this process (OMNIFUND_CODE_STORE_BUSY), but in a child that it forks.
// The library does this by itself where a program ends by exit or by the return of main: call it where it ends in
// another way, as programs in Go and by _exit do, and where threads must still run that the end of a runtime would
// stop, as in Python. 30000 is a good budget: a call's, and some time to save. Returns how many exchanges are
// still under way, and pairs not saved: 0 where nothing is lost. A pair that the store would not take is tried
// again until the budget has passed, once at least. Blocks for the budget, and as long as the disk needs for one
// try.
function omnifund_end_exchanges(budget_ms: Int64): Int64;
  cdecl; external OMNIFUND_LIBRARY name 'omnifund_end_exchanges';

implementation

end.
