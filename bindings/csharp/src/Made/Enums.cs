// Made by tools/interface from omnifund-api.json; edits here are lost.

namespace Omnifund
{
    /// <summary>The code of an error. A number is never reused; new codes come under an old advice, so that a
    /// program that switches on the advice alone goes on working.
    ///
    /// Bands: 1xx arguments and configuration, 2xx the way to the server, 3xx the server's refusals, 4xx answers
    /// that are no OAuth answer, 5xx the store, 6xx the session, 9xx the library itself.</summary>
    public enum Code
    {
        /// <summary>What must be given is missing: in C, a pointer that must not be NULL is NULL. Nothing was
        /// done.</summary>
        NullArgument = 100,

        /// <summary>A string is not valid UTF-8. Nothing was done. Convert it, for instance from ISO
        /// 8859-1.</summary>
        InvalidUtf8 = 101,

        /// <summary>An argument is empty where it must not be, too long (over 65536 bytes), or out of
        /// range.</summary>
        InvalidArgument = 102,

        /// <summary>The user name or the password is empty. Nothing was sent.</summary>
        MissingCredentials = 103,

        /// <summary>The URL that a user came back with is no answer to this authorization: another state, or none.
        /// It may be an old page of the user's, or somebody's trick. Nothing was sent; begin again.</summary>
        ForeignRedirect = 104,

        /// <summary>A setting is missing or wrong; the message names it. Nothing was sent.</summary>
        InvalidConfiguration = 150,

        /// <summary>The certificates to trust can't be read: the CA file, SSL_CERT_FILE or SSL_CERT_DIR, as the
        /// message says. Nothing was sent.</summary>
        UnreadableCertificates = 151,

        /// <summary>The host name has no address, or the name server did not answer. Nothing was sent.</summary>
        NameNotResolved = 200,

        /// <summary>No connection: refused, unreachable, or cut before the first byte. Nothing was sent.</summary>
        ConnectFailed = 201,

        /// <summary>No connection within the connect timeout, or within the exchange timeout where that is shorter.
        /// Nothing was sent.</summary>
        ConnectTimeout = 202,

        /// <summary>The proxy refused, with 407 or 403. Nothing was sent to OmniFund.</summary>
        ProxyRefused = 203,

        /// <summary>The TLS handshake failed for another reason than the certificate. Nothing was sent.</summary>
        TlsFailed = 204,

        /// <summary>No authority that this machine trusts vouches for the server. Nothing was sent.</summary>
        CertificateUntrusted = 205,

        /// <summary>The server's certificate has ended or not yet begun; the message says what date this machine
        /// believes it to be. Nothing was sent.</summary>
        CertificateDates = 206,

        /// <summary>The server's certificate is for another host name. Nothing was sent.</summary>
        CertificateName = 207,

        /// <summary>The proxy found no way, or did not answer as one. Nothing was sent to OmniFund.</summary>
        ProxyFailed = 208,

        /// <summary>Server and library can't speak TLS with each other: no version, cipher suite or kind of key in
        /// common, or the server wants a certificate of its clients. Nothing was sent.</summary>
        TlsIncompatible = 209,

        /// <summary>Sent, and no complete answer within the exchange timeout. The outcome is unknown.</summary>
        ResponseTimeout = 220,

        /// <summary>Sent, and the connection ended before the answer was complete. The outcome is
        /// unknown.</summary>
        ConnectionLost = 221,

        /// <summary>Sent, and the server broke off since it wants a certificate of its clients, which this library
        /// has not. The outcome is unknown.</summary>
        CertificateWanted = 222,

        /// <summary>The body of a request, from a file or from a callback, could not be read to its end; the
        /// connection was closed in its midst. Where a part of the request had left, the outcome is
        /// unknown.</summary>
        BodyUnreadable = 223,

        /// <summary>invalid_request at the token endpoint (RFC 6749 section 5.2).</summary>
        InvalidRequest = 300,

        /// <summary>invalid_client: unknown client id, or wrong client secret (RFC 6749 section 5.2).</summary>
        InvalidClient = 301,

        /// <summary>unauthorized_client: this OAuth client may not use this grant (RFC 6749 section 5.2).</summary>
        UnauthorizedClient = 302,

        /// <summary>unsupported_grant_type (RFC 6749 section 5.2).</summary>
        UnsupportedGrantType = 303,

        /// <summary>invalid_scope at the token endpoint (RFC 6749 section 5.2).</summary>
        InvalidScope = 304,

        /// <summary>invalid_grant to a password: wrong password, unknown or disabled user.</summary>
        WrongPassword = 305,

        /// <summary>invalid_grant to a refresh token: unknown, used already, expired, or another
        /// client's.</summary>
        RefreshTokenRefused = 306,

        /// <summary>An OAuth error of another name, which OmnifundException.OAuthError has.</summary>
        OtherOAuthError = 307,

        /// <summary>access_denied from the authorization page: the user denied it (RFC 6749 section
        /// 4.1.2.1).</summary>
        AuthorizationDenied = 308,

        /// <summary>invalid_grant to an authorization code: unknown, used already, over 30 seconds old, or another
        /// client's. The user has to allow it once more.</summary>
        CodeRefused = 309,

        /// <summary>redirect_uri_mismatch: the OAuth client may not have users sent to this redirect URI.</summary>
        RedirectUriRefused = 310,

        /// <summary>401 to an access token: invalid or expired (RFC 6750 section 3.1).</summary>
        AccessTokenRefused = 320,

        /// <summary>401 access_denied at the token login: the user is disabled.</summary>
        AccessDenied = 321,

        /// <summary>403: the access token does not reach that far (RFC 6750 section 3.1, insufficient
        /// scope).</summary>
        InsufficientScope = 322,

        /// <summary>400 at the token login (RFC 6750 section 3.1, invalid_request).</summary>
        LoginInvalidRequest = 323,

        /// <summary>401 at the token login that says nothing about the token: something in between takes the
        /// Authorization header away, or asks for a password of its own.</summary>
        TokenNotSeen = 324,

        /// <summary>5xx. The outcome is unknown.</summary>
        ServerError = 400,

        /// <summary>3xx from the token endpoint; no redirect is followed. The outcome is unknown.</summary>
        UnexpectedRedirect = 401,

        /// <summary>An answer that is no OAuth answer, such as a captive portal's page. The outcome is
        /// unknown.</summary>
        UnexpectedAnswer = 402,

        /// <summary>An answer over 1 MiB, or of a request over what was set, or with headers over 64 KiB. The
        /// outcome is unknown.</summary>
        AnswerTooLarge = 403,

        /// <summary>200 with a body that can't be read as a token. The outcome is unknown.</summary>
        UnreadableToken = 404,

        /// <summary>404, 405 or a permanent redirect from the token endpoint of an OmniFund that has not answered
        /// as one yet: the base URL is most likely wrong. The outcome is unknown.</summary>
        NoTokenEndpoint = 405,

        /// <summary>The server answered a request, and the answer's body could not be put where it goes: the file
        /// can't be written, or the callback refused it. What the server answered tells
        /// OmnifundException.HttpStatus.</summary>
        AnswerNotTaken = 406,

        /// <summary>429: too many requests. The server refused, most likely before it looked.</summary>
        RateLimited = 410,

        /// <summary>503 with Retry-After. Most likely before the server looked, and not surely: the outcome is
        /// unknown.</summary>
        Unavailable = 411,

        /// <summary>The store's files can't be read or written, for another reason than those below.</summary>
        StoreFailed = 500,

        /// <summary>No space is left for the store, or the quota is used up.</summary>
        StoreFull = 501,

        /// <summary>Others may read the store, or this user may not.</summary>
        StorePermissions = 502,

        /// <summary>There are records, and the key file that they were sealed with is missing.</summary>
        KeyMissing = 503,

        /// <summary>The key is another than the one that the record was sealed with, or the key file is
        /// damaged.</summary>
        KeyWrong = 504,

        /// <summary>A record of the store is damaged; the message names the file.</summary>
        RecordCorrupt = 505,

        /// <summary>A later version of the library wrote the store. Nothing was changed.</summary>
        StoreTooNew = 506,

        /// <summary>The store was made on another machine: it was cloned, moved, or restored from a
        /// backup.</summary>
        StoreMoved = 507,

        /// <summary>The store is on a network file system.</summary>
        StoreOnNetwork = 508,

        /// <summary>There is no store at the path, and none was to be made.</summary>
        StoreMissing = 509,

        /// <summary>Another process or thread is changing the record, and did not end in time.</summary>
        StoreBusy = 510,

        /// <summary>The database that keeps the sessions can't be reached, or does not answer in time.</summary>
        StoreUnreachable = 511,

        /// <summary>The lease of a record ended, or another host has had it, before this process was
        /// done.</summary>
        LeaseLost = 512,

        /// <summary>Nobody is signed in, or the refresh token is spent or dead and no password was saved.</summary>
        SignInRequired = 600,

        /// <summary>The last tries failed; the next one comes after a pause that all processes share.</summary>
        BackingOff = 601,

        /// <summary>The server refused the OAuth client at the last tries: waiting does not mend it.</summary>
        StillRefused = 602,

        /// <summary>Somebody is signed in where a pair was to be adopted.</summary>
        AlreadySignedIn = 603,

        /// <summary>An OAuth client of that name, or with that client id, is kept in the store already.</summary>
        ClientNameTaken = 604,

        /// <summary>No OAuth client of that name is kept in the store.</summary>
        ClientNotFound = 605,

        /// <summary>No answer is kept that could not be understood.</summary>
        NothingKept = 606,

        /// <summary>The answer that is kept can't be understood still.</summary>
        StillUnreadable = 607,

        /// <summary>The store has no session of that user: nobody ever signed in there, or it was
        /// forgotten.</summary>
        SessionNotFound = 608,

        /// <summary>A panic inside the library was caught at its boundary. The outcome is unknown.</summary>
        Panic = 900,

        /// <summary>Something that can't happen did. The outcome is unknown.</summary>
        Internal = 901,
    }

    /// <summary>What to do about an error. A till needs to switch on nothing else.</summary>
    public enum Advice
    {
        /// <summary>There was no error.</summary>
        None = 0,

        /// <summary>Try again after as many seconds as OmnifundException.RetryAfter says.</summary>
        Wait = 1,

        /// <summary>A human must sign in, with the password or in the browser.</summary>
        SignIn = 2,

        /// <summary>Whoever installed this must mend a setting, the clock, or the OAuth client.</summary>
        FixConfiguration = 3,

        /// <summary>Whoever runs this machine must mend the store: space, permissions, the key file.</summary>
        FixStorage = 4,

        /// <summary>OmniFund does not allow it. Trying again changes nothing.</summary>
        Refused = 5,

        /// <summary>The calling program, or this library, is wrong. Report it, with the message.</summary>
        Bug = 6,
    }

    /// <summary>What became of the request: a fact, noted where the first byte leaves, never a guess.</summary>
    public enum Outcome
    {
        /// <summary>Not one byte of the request left this machine's hands. A refresh token is untouched.</summary>
        NotSent = 1,

        /// <summary>The server answered, and refused.</summary>
        Refused = 2,

        /// <summary>The request, or a part of it, left, and no answer that can be understood came back. A refresh
        /// token may be spent or not.</summary>
        Unknown = 3,

        /// <summary>The server answered that it did what it was asked for, with a status of 200 to 299. No error
        /// has it.</summary>
        Done = 4,
    }

    /// <summary>How much a line matters. A sink takes lines of its level and of the lower numbers.</summary>
    public enum LogLevel
    {
        /// <summary>Somebody must do something.</summary>
        Error = 1,

        /// <summary>It failed, and can mend itself.</summary>
        Warn = 2,

        /// <summary>Each exchange and each token login, a line each.</summary>
        Info = 3,

        /// <summary>That a request is being made, too: what hangs is seen.</summary>
        Debug = 4,
    }

    /// <summary>What becomes of a refresh token whose last exchange has an unknown outcome: the reply was lost, or
    /// the process ended. It is spent or not.</summary>
    public enum Replay
    {
        /// <summary>It is presented again, with pauses that grow, until the server answers. OmniFund's server
        /// revokes nothing when it is, so this saves the session wherever the request had not arrived.</summary>
        UntilAnswered = 0,

        /// <summary>It is presented once more. For a server that takes a spent token for a short while, and gives
        /// the same pair again.</summary>
        Once = 1,

        /// <summary>It is never presented again: a saved password signs in anew, or a human does. For a server that
        /// revokes all that it gave when a spent token comes.</summary>
        Never = 2,
    }

    /// <summary>What a function of omnifund_store_functions answers. Any other number counts as StoreAnswer.Unknown
    /// from `swap`, and as StoreAnswer.Failed from all others.</summary>
    public enum StoreAnswer
    {
        /// <summary>It is done, and durable.</summary>
        Done = 0,

        /// <summary>The record is in another version than was expected. Nothing was changed.</summary>
        Conflict = 1,

        /// <summary>Somebody else has the lease.</summary>
        Busy = 2,

        /// <summary>The lease has ended, or somebody else has had it since: its fence is not the newest any more.
        /// Nothing was changed.</summary>
        Lost = 3,

        /// <summary>Whether it was done can't be told: the connection broke, or the deadline passed, after it was
        /// sent.</summary>
        Unknown = 4,

        /// <summary>The store can't be reached now, or its connection is broken; nothing was changed. The
        /// connection is ended, and another one made at the next call.</summary>
        Unreachable = 5,

        /// <summary>It refused, in a way that waiting does not mend: a missing table or right, a full
        /// disk.</summary>
        Failed = 6,
    }

    /// <summary>Whether a password is saved with the session, so that it can sign in anew where the server's reply
    /// to a refresh was lost.</summary>
    public enum SavePassword
    {
        /// <summary>It is forgotten.</summary>
        No = 0,

        /// <summary>In this process's memory.</summary>
        InMemory = 1,

        /// <summary>Sealed in the store, for all processes.</summary>
        Sealed = 2,
    }
}
