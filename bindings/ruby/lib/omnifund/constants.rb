# frozen_string_literal: true

# Made by tools/interface from omnifund-api.json; edits here are lost.

module Omnifund
  # The number of the binary interface that these files are made for.
  ABI = 1

  # The code of an error. A number is never reused; new codes come under an old advice, so that a program that
  # switches on the advice alone goes on working. Bands: 1xx arguments and configuration, 2xx the way to the
  # server, 3xx the server's refusals, 4xx answers that are no OAuth answer, 5xx the store, 6xx the session, 9xx
  # the library itself.
  module Code
    # What must be given is missing: in C, a pointer that must not be NULL is NULL. Nothing was done.
    NULL_ARGUMENT = 100
    # A string is not valid UTF-8. Nothing was done. Convert it, for instance from ISO 8859-1.
    INVALID_UTF8 = 101
    # An argument is empty where it must not be, too long (over 65536 bytes), or out of range.
    INVALID_ARGUMENT = 102
    # The user name or the password is empty. Nothing was sent.
    MISSING_CREDENTIALS = 103
    # The URL that a user came back with is no answer to this authorization: another state, or none. It may be an
    # old page of the user's, or somebody's trick. Nothing was sent; begin again.
    FOREIGN_REDIRECT = 104
    # A setting is missing or wrong; the message names it. Nothing was sent.
    INVALID_CONFIGURATION = 150
    # The certificates to trust can't be read: the CA file, SSL_CERT_FILE or SSL_CERT_DIR, as the message says.
    # Nothing was sent.
    UNREADABLE_CERTIFICATES = 151
    # The host name has no address, or the name server did not answer. Nothing was sent.
    NAME_NOT_RESOLVED = 200
    # No connection: refused, unreachable, or cut before the first byte. Nothing was sent.
    CONNECT_FAILED = 201
    # No connection within the connect timeout, or within the exchange timeout where that is shorter. Nothing was
    # sent.
    CONNECT_TIMEOUT = 202
    # The proxy refused, with 407 or 403. Nothing was sent to OmniFund.
    PROXY_REFUSED = 203
    # The TLS handshake failed for another reason than the certificate. Nothing was sent.
    TLS_FAILED = 204
    # No authority that this machine trusts vouches for the server. Nothing was sent.
    CERTIFICATE_UNTRUSTED = 205
    # The server's certificate has ended or not yet begun; the message says what date this machine believes it to
    # be. Nothing was sent.
    CERTIFICATE_DATES = 206
    # The server's certificate is for another host name. Nothing was sent.
    CERTIFICATE_NAME = 207
    # The proxy found no way, or did not answer as one. Nothing was sent to OmniFund.
    PROXY_FAILED = 208
    # Server and library can't speak TLS with each other: no version, cipher suite or kind of key in common, or
    # the server wants a certificate of its clients. Nothing was sent.
    TLS_INCOMPATIBLE = 209
    # Sent, and no complete answer within the exchange timeout. The outcome is unknown.
    RESPONSE_TIMEOUT = 220
    # Sent, and the connection ended before the answer was complete. The outcome is unknown.
    CONNECTION_LOST = 221
    # Sent, and the server broke off since it wants a certificate of its clients, which this library has not. The
    # outcome is unknown.
    CERTIFICATE_WANTED = 222
    # The body of a request, from a file or from a callback, could not be read to its end; the connection was
    # closed in its midst. Where a part of the request had left, the outcome is unknown.
    BODY_UNREADABLE = 223
    # invalid_request at the token endpoint (RFC 6749 section 5.2).
    INVALID_REQUEST = 300
    # invalid_client: unknown client id, or wrong client secret (RFC 6749 section 5.2).
    INVALID_CLIENT = 301
    # unauthorized_client: this OAuth client may not use this grant (RFC 6749 section 5.2).
    UNAUTHORIZED_CLIENT = 302
    # unsupported_grant_type (RFC 6749 section 5.2).
    UNSUPPORTED_GRANT_TYPE = 303
    # invalid_scope at the token endpoint (RFC 6749 section 5.2).
    INVALID_SCOPE = 304
    # invalid_grant to a password: wrong password, unknown or disabled user.
    WRONG_PASSWORD = 305
    # invalid_grant to a refresh token: unknown, used already, expired, or another client's.
    REFRESH_TOKEN_REFUSED = 306
    # An OAuth error of another name, which Error#oauth_error has.
    OTHER_OAUTH_ERROR = 307
    # access_denied from the authorization page: the user denied it (RFC 6749 section 4.1.2.1).
    AUTHORIZATION_DENIED = 308
    # invalid_grant to an authorization code: unknown, used already, over 30 seconds old, or another client's. The
    # user has to allow it once more.
    CODE_REFUSED = 309
    # redirect_uri_mismatch: the OAuth client may not have users sent to this redirect URI.
    REDIRECT_URI_REFUSED = 310
    # 401 to an access token: invalid or expired (RFC 6750 section 3.1).
    ACCESS_TOKEN_REFUSED = 320
    # 401 access_denied at the token login: the user is disabled.
    ACCESS_DENIED = 321
    # 403: the access token does not reach that far (RFC 6750 section 3.1, insufficient scope).
    INSUFFICIENT_SCOPE = 322
    # 400 at the token login (RFC 6750 section 3.1, invalid_request).
    LOGIN_INVALID_REQUEST = 323
    # 401 at the token login that says nothing about the token: something in between takes the Authorization
    # header away, or asks for a password of its own.
    TOKEN_NOT_SEEN = 324
    # 5xx. The outcome is unknown.
    SERVER_ERROR = 400
    # 3xx from the token endpoint; no redirect is followed. The outcome is unknown.
    UNEXPECTED_REDIRECT = 401
    # An answer that is no OAuth answer, such as a captive portal's page. The outcome is unknown.
    UNEXPECTED_ANSWER = 402
    # An answer over 1 MiB, or of a request over what was set, or with headers over 64 KiB. The outcome is
    # unknown.
    ANSWER_TOO_LARGE = 403
    # 200 with a body that can't be read as a token. The outcome is unknown.
    UNREADABLE_TOKEN = 404
    # 404, 405 or a permanent redirect from the token endpoint of an OmniFund that has not answered as one yet:
    # the base URL is most likely wrong. The outcome is unknown.
    NO_TOKEN_ENDPOINT = 405
    # The server answered a request, and the answer's body could not be put where it goes: the file can't be
    # written, or the callback refused it. What the server answered tells Error#http_status.
    ANSWER_NOT_TAKEN = 406
    # 429: too many requests. The server refused, most likely before it looked.
    RATE_LIMITED = 410
    # 503 with Retry-After. Most likely before the server looked, and not surely: the outcome is unknown.
    UNAVAILABLE = 411
    # The store's files can't be read or written, for another reason than those below.
    STORE_FAILED = 500
    # No space is left for the store, or the quota is used up.
    STORE_FULL = 501
    # Others may read the store, or this user may not.
    STORE_PERMISSIONS = 502
    # There are records, and the key file that they were sealed with is missing.
    KEY_MISSING = 503
    # The key is another than the one that the record was sealed with, or the key file is damaged.
    KEY_WRONG = 504
    # A record of the store is damaged; the message names the file.
    RECORD_CORRUPT = 505
    # A later version of the library wrote the store. Nothing was changed.
    STORE_TOO_NEW = 506
    # The store was made on another machine: it was cloned, moved, or restored from a backup.
    STORE_MOVED = 507
    # The store is on a network file system.
    STORE_ON_NETWORK = 508
    # There is no store at the path, and none was to be made.
    STORE_MISSING = 509
    # Another process or thread is changing the record, and did not end in time.
    STORE_BUSY = 510
    # The database that keeps the sessions can't be reached, or does not answer in time.
    STORE_UNREACHABLE = 511
    # The lease of a record ended, or another host has had it, before this process was done.
    LEASE_LOST = 512
    # Nobody is signed in, or the refresh token is spent or dead and no password was saved.
    SIGN_IN_REQUIRED = 600
    # The last tries failed; the next one comes after a pause that all processes share.
    BACKING_OFF = 601
    # The server refused the OAuth client at the last tries: waiting does not mend it.
    STILL_REFUSED = 602
    # Somebody is signed in where a pair was to be adopted.
    ALREADY_SIGNED_IN = 603
    # An OAuth client of that name, or with that client id, is kept in the store already.
    CLIENT_NAME_TAKEN = 604
    # No OAuth client of that name is kept in the store.
    CLIENT_NOT_FOUND = 605
    # No answer is kept that could not be understood.
    NOTHING_KEPT = 606
    # The answer that is kept can't be understood still.
    STILL_UNREADABLE = 607
    # The store has no session of that user: nobody ever signed in there, or it was forgotten.
    SESSION_NOT_FOUND = 608
    # A panic inside the library was caught at its boundary. The outcome is unknown.
    PANIC = 900
    # Something that can't happen did. The outcome is unknown.
    INTERNAL = 901
  end

  # What to do about an error. A till needs to switch on nothing else.
  module Advice
    # There was no error.
    NONE = 0
    # Try again after as many seconds as Error#retry_after says.
    WAIT = 1
    # A human must sign in, with the password or in the browser.
    SIGN_IN = 2
    # Whoever installed this must mend a setting, the clock, or the OAuth client.
    FIX_CONFIGURATION = 3
    # Whoever runs this machine must mend the store: space, permissions, the key file.
    FIX_STORAGE = 4
    # OmniFund does not allow it. Trying again changes nothing.
    REFUSED = 5
    # The calling program, or this library, is wrong. Report it, with the message.
    BUG = 6
  end

  # What became of the request: a fact, noted where the first byte leaves, never a guess.
  module Outcome
    # Not one byte of the request left this machine's hands. A refresh token is untouched.
    NOT_SENT = 1
    # The server answered, and refused.
    REFUSED = 2
    # The request, or a part of it, left, and no answer that can be understood came back. A refresh token may be
    # spent or not.
    UNKNOWN = 3
    # The server answered that it did what it was asked for, with a status of 200 to 299. No error has it.
    DONE = 4
  end

  # How much a line matters. A sink takes lines of its level and of the lower numbers.
  module LogLevel
    # Somebody must do something.
    ERROR = 1
    # It failed, and can mend itself.
    WARN = 2
    # Each exchange and each token login, a line each.
    INFO = 3
    # That a request is being made, too: what hangs is seen.
    DEBUG = 4
  end

  # What becomes of a refresh token whose last exchange has an unknown outcome: the reply was lost, or the process
  # ended. It is spent or not.
  module Replay
    # It is presented again, with pauses that grow, until the server answers. OmniFund's server revokes nothing
    # when it is, so this saves the session wherever the request had not arrived.
    UNTIL_ANSWERED = 0
    # It is presented once more. For a server that takes a spent token for a short while, and gives the same pair
    # again.
    ONCE = 1
    # It is never presented again: a saved password signs in anew, or a human does. For a server that revokes all
    # that it gave when a spent token comes.
    NEVER = 2
  end

  # What a function of omnifund_store_functions answers. Any other number counts as StoreAnswer::UNKNOWN from
  # `swap`, and as StoreAnswer::FAILED from all others.
  module StoreAnswer
    # It is done, and durable.
    DONE = 0
    # The record is in another version than was expected. Nothing was changed.
    CONFLICT = 1
    # Somebody else has the lease.
    BUSY = 2
    # The lease has ended, or somebody else has had it since: its fence is not the newest any more. Nothing was
    # changed.
    LOST = 3
    # Whether it was done can't be told: the connection broke, or the deadline passed, after it was sent.
    UNKNOWN = 4
    # The store can't be reached now, or its connection is broken; nothing was changed. The connection is ended,
    # and another one made at the next call.
    UNREACHABLE = 5
    # It refused, in a way that waiting does not mend: a missing table or right, a full disk.
    FAILED = 6
  end

  # Whether a password is saved with the session, so that it can sign in anew where the server's reply to a
  # refresh was lost.
  module SavePassword
    # It is forgotten.
    NO = 0
    # In this process's memory.
    IN_MEMORY = 1
    # Sealed in the store, for all processes.
    SEALED = 2
  end

  # The settings by name, as they stand in a file or in the environment.
  module Setting
    # For example sandbox: or production: one of the vendor's hosts.
    ENVIRONMENT = 'OMNIFUND_ENVIRONMENT'
    # For example https://...: any other OmniFund; it replaces the environment's.
    BASE_URL = 'OMNIFUND_BASE_URL'
    # For example yes: takes plain http:// beyond loopback; secrets then cross the network readable.
    ALLOW_PLAIN_HTTP = 'OMNIFUND_ALLOW_PLAIN_HTTP'
    # For example Till 7: an OAuth client that the store keeps under this name.
    CLIENT = 'OMNIFUND_CLIENT'
    # For example ...: the secret of OMNIFUND_CLIENT_ID.
    CLIENT_SECRET = 'OMNIFUND_CLIENT_SECRET'
    # For example ...: a file that holds that secret, instead.
    CLIENT_SECRET_FILE = 'OMNIFUND_CLIENT_SECRET_FILE'
    # For example ...: an OAuth client that the store does not keep.
    CLIENT_ID = 'OMNIFUND_CLIENT_ID'
    # For example json: or form: how bodies to the token endpoint are written.
    BODY = 'OMNIFUND_BODY'
    # For example ...: certificates to trust beside the system's.
    CA_FILE = 'OMNIFUND_CA_FILE'
    # For example yes: trusts that file alone.
    CA_ONLY = 'OMNIFUND_CA_ONLY'
    # For example http://...: a proxy, or none; unless set, the variables https_proxy, all_proxy and no_proxy
    # decide.
    PROXY = 'OMNIFUND_PROXY'
    # For example 2.5: seconds that a connection may take, TLS handshake included.
    CONNECT_TIMEOUT = 'OMNIFUND_CONNECT_TIMEOUT'
    # For example 60: seconds that one request may take.
    EXCHANGE_TIMEOUT = 'OMNIFUND_EXCHANGE_TIMEOUT'
    # For example 60: seconds that one call may take, all that it does included.
    CALL_BUDGET = 'OMNIFUND_CALL_BUDGET'
    # For example Idempotency-Key: the header by which the server knows a POST that it has seen before.
    IDEMPOTENCY_HEADER = 'OMNIFUND_IDEMPOTENCY_HEADER'
    # For example never: or once, until_answered: of a refresh token whose answer was lost.
    REPLAY = 'OMNIFUND_REPLAY'
    # For example 2592000: seconds that a refresh token presumably lives, for its status alone.
    REFRESH_LIFETIME = 'OMNIFUND_REFRESH_LIFETIME'
    # For example /var/lib/pos/omnifund: the store's directory, or the url of a database that several hosts share.
    STORE = 'OMNIFUND_STORE'
    # For example group: or private: group where two users share the store.
    STORE_MODE = 'OMNIFUND_STORE_MODE'
    # For example yes: takes a file system that other machines can be at.
    STORE_ALLOW_NETWORK = 'OMNIFUND_STORE_ALLOW_NETWORK'
    # For example yes: programs make no store where the path is wrong or the disk away; the omnifund command does.
    STORE_MUST_EXIST = 'OMNIFUND_STORE_MUST_EXIST'
    # For example ...: the sealing key itself, 64 hexadecimal digits.
    STORE_KEY = 'OMNIFUND_STORE_KEY'
    # For example ...: beside it, a key that opens records and seals none.
    STORE_OLDER_KEY = 'OMNIFUND_STORE_OLDER_KEY'
    # For example ...: another key file than that beside the store, whose name ends in .key.
    STORE_KEY_FILE = 'OMNIFUND_STORE_KEY_FILE'
    # For example /var/lib/pos/journal: beside a database, this host's own directory; in its state directory
    # unless set.
    STORE_JOURNAL = 'OMNIFUND_STORE_JOURNAL'
    # For example ...: this machine's name, where it has no /etc/machine-id.
    MACHINE = 'OMNIFUND_MACHINE'
    # For example info:stderr: level and sink: stderr, syslog, file:PATH.
    LOG = 'OMNIFUND_LOG'
    # For example syslog: or file:PATH: a line for each act that changes who may act.
    AUDIT = 'OMNIFUND_AUDIT'
  end
end
