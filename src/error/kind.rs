//! The kinds of errors: their stable numbers, their advice, what became of the request. The header's
//! constants are made from this file.

/// The code of an error. A number is never reused; new codes come under an old advice, so that a
/// program that switches on the advice alone goes on working.
///
/// Bands: 1xx arguments and configuration, 2xx the way to the server, 3xx the server's refusals,
/// 4xx answers that are no OAuth answer, 5xx the store, 6xx the session,
/// 9xx the library itself.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// What must be given is missing: in C, a pointer that must not be NULL is NULL. Nothing was done.
    NullArgument = 100,
    /// A string is not valid UTF-8. Nothing was done. Convert it, for instance from ISO 8859-1.
    InvalidUtf8 = 101,
    /// An argument is empty where it must not be, too long (over 65536 bytes), or out of range.
    InvalidArgument = 102,
    /// The user name or the password is empty. Nothing was sent.
    MissingCredentials = 103,
    /// The URL that a user came back with is no answer to this authorization: another state, or none. It
    /// may be an old page of the user's, or somebody's trick. Nothing was sent; begin again.
    ForeignRedirect = 104,
    /// A setting is missing or wrong; the message names it. Nothing was sent.
    InvalidConfiguration = 150,
    /// The certificates to trust can't be read: the CA file, SSL_CERT_FILE or SSL_CERT_DIR,
    /// as the message says. Nothing was sent.
    UnreadableCertificates = 151,

    /// The host name has no address, or the name server did not answer. Nothing was sent.
    NameNotResolved = 200,
    /// No connection: refused, unreachable, or cut before the first byte. Nothing was sent.
    ConnectFailed = 201,
    /// No connection within the connect timeout, or within the exchange timeout where that is shorter.
    /// Nothing was sent.
    ConnectTimeout = 202,
    /// The proxy refused, with 407 or 403. Nothing was sent to OmniFund.
    ProxyRefused = 203,
    /// The TLS handshake failed for another reason than the certificate. Nothing was sent.
    TlsFailed = 204,
    /// No authority that this machine trusts vouches for the server. Nothing was sent.
    CertificateUntrusted = 205,
    /// The server's certificate has ended or not yet begun; the message says what date this
    /// machine believes it to be. Nothing was sent.
    CertificateDates = 206,
    /// The server's certificate is for another host name. Nothing was sent.
    CertificateName = 207,
    /// The proxy found no way, or did not answer as one. Nothing was sent to OmniFund.
    ProxyFailed = 208,
    /// Server and library can't speak TLS with each other: no version, cipher suite or kind of key in common, or
    /// the server wants a certificate of its clients. Nothing was sent.
    TlsIncompatible = 209,
    /// Sent, and no complete answer within the exchange timeout. The outcome is unknown.
    ResponseTimeout = 220,
    /// Sent, and the connection ended before the answer was complete. The outcome is unknown.
    ConnectionLost = 221,
    /// Sent, and the server broke off since it wants a certificate of its clients, which this library has not.
    /// The outcome is unknown.
    CertificateWanted = 222,
    /// The body of a request, from a file or from a callback, could not be read to its end; the connection was
    /// closed in its midst. Where a part of the request had left, the outcome is unknown.
    BodyUnreadable = 223,

    /// invalid_request at the token endpoint (RFC 6749 section 5.2).
    InvalidRequest = 300,
    /// invalid_client: unknown client id, or wrong client secret (RFC 6749 section 5.2).
    InvalidClient = 301,
    /// unauthorized_client: this OAuth client may not use this grant (RFC 6749 section 5.2).
    UnauthorizedClient = 302,
    /// unsupported_grant_type (RFC 6749 section 5.2).
    UnsupportedGrantType = 303,
    /// invalid_scope at the token endpoint (RFC 6749 section 5.2).
    InvalidScope = 304,
    /// invalid_grant to a password: wrong password, unknown or disabled user.
    WrongPassword = 305,
    /// invalid_grant to a refresh token: unknown, used already, expired, or another client's.
    RefreshTokenRefused = 306,
    /// An OAuth error of another name, which omnifund_error_oauth_error has.
    OtherOauthError = 307,
    /// access_denied from the authorization page: the user denied it (RFC 6749 section 4.1.2.1).
    AuthorizationDenied = 308,
    /// invalid_grant to an authorization code: unknown, used already, over 30 seconds old, or another
    /// client's. The user has to allow it once more.
    CodeRefused = 309,
    /// redirect_uri_mismatch: the OAuth client may not have users sent to this redirect URI.
    RedirectUriRefused = 310,
    /// 401 to an access token: invalid or expired (RFC 6750 section 3.1).
    AccessTokenRefused = 320,
    /// 401 access_denied at the token login: the user is disabled.
    AccessDenied = 321,
    /// 403: the access token does not reach that far (RFC 6750 section 3.1, insufficient scope).
    InsufficientScope = 322,
    /// 400 at the token login (RFC 6750 section 3.1, invalid_request).
    LoginInvalidRequest = 323,
    /// 401 at the token login that says nothing about the token: something in between takes the Authorization
    /// header away, or asks for a password of its own.
    TokenNotSeen = 324,

    /// 5xx. The outcome is unknown.
    ServerError = 400,
    /// 3xx from the token endpoint; no redirect is followed. The outcome is unknown.
    UnexpectedRedirect = 401,
    /// An answer that is no OAuth answer, such as a captive portal's page. The outcome is unknown.
    UnexpectedAnswer = 402,
    /// An answer over 1 MiB, or of a request over what was set, or with headers over 64 KiB. The outcome is
    /// unknown.
    AnswerTooLarge = 403,
    /// 200 with a body that can't be read as a token. The outcome is unknown.
    UnreadableToken = 404,
    /// 404, 405 or a permanent redirect from the token endpoint of an OmniFund that has not answered as one yet:
    /// the base URL is most likely wrong. The outcome is unknown.
    NoTokenEndpoint = 405,
    /// The server answered a request, and the answer's body could not be put where it goes: the file can't be
    /// written, or the callback refused it. What the server answered tells omnifund_error_http_status.
    AnswerNotTaken = 406,
    /// 429: too many requests. The server refused, most likely before it looked.
    RateLimited = 410,
    /// 503 with Retry-After. Most likely before the server looked, and not surely: the outcome is
    /// unknown.
    Unavailable = 411,

    /// The store's files can't be read or written, for another reason than those below.
    StoreFailed = 500,
    /// No space is left for the store, or the quota is used up.
    StoreFull = 501,
    /// Others may read the store, or this user may not.
    StorePermissions = 502,
    /// There are records, and the key file that they were sealed with is missing.
    KeyMissing = 503,
    /// The key is another than the one that the record was sealed with, or the key file is damaged.
    KeyWrong = 504,
    /// A record of the store is damaged; the message names the file.
    RecordCorrupt = 505,
    /// A later version of the library wrote the store. Nothing was changed.
    StoreTooNew = 506,
    /// The store was made on another machine: it was cloned, moved, or restored from a backup.
    StoreMoved = 507,
    /// The store is on a network file system.
    StoreOnNetwork = 508,
    /// There is no store at the path, and none was to be made.
    StoreMissing = 509,
    /// Another process or thread is changing the record, and did not end in time.
    StoreBusy = 510,
    /// The database that keeps the sessions can't be reached, or does not answer in time.
    StoreUnreachable = 511,
    /// The lease of a record ended, or another host has had it, before this process was done.
    LeaseLost = 512,

    /// Nobody is signed in, or the refresh token is spent or dead and no password was saved.
    SignInRequired = 600,
    /// The last tries failed; the next one comes after a pause that all processes share.
    BackingOff = 601,
    /// The server refused the OAuth client at the last tries: waiting does not mend it.
    StillRefused = 602,
    /// Somebody is signed in where a pair was to be adopted.
    AlreadySignedIn = 603,
    /// An OAuth client of that name, or with that client id, is kept in the store already.
    ClientNameTaken = 604,
    /// No OAuth client of that name is kept in the store.
    ClientNotFound = 605,
    /// No answer is kept that could not be understood.
    NothingKept = 606,
    /// The answer that is kept can't be understood still.
    StillUnreadable = 607,
    /// The store has no session of that user: nobody ever signed in there, or it was forgotten.
    SessionNotFound = 608,

    /// A panic inside the library was caught at its boundary. The outcome is unknown.
    Panic = 900,
    /// Something that can't happen did. The outcome is unknown.
    Internal = 901,
}

/// What to do about an error. A till needs to switch on nothing else.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Advice {
    /// There was no error.
    None = 0,
    /// Try again after as many seconds as omnifund_error_retry_after says.
    Wait = 1,
    /// A human must sign in, with the password or in the browser.
    SignIn = 2,
    /// Whoever installed this must mend a setting, the clock, or the OAuth client.
    FixConfiguration = 3,
    /// Whoever runs this machine must mend the store: space, permissions, the key file.
    FixStorage = 4,
    /// OmniFund does not allow it. Trying again changes nothing.
    Refused = 5,
    /// The calling program, or this library, is wrong. Report it, with the message.
    Bug = 6,
}

/// What became of the request: a fact, noted where the first byte leaves, never a guess.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Outcome {
    /// Not one byte of the request left this machine's hands. A refresh token is untouched.
    NotSent = 1,
    /// The server answered, and refused.
    Refused = 2,
    /// The request, or a part of it, left, and no answer that can be understood came back. A
    /// refresh token may be spent or not.
    Unknown = 3,
    /// The server answered that it did what it was asked for, with a status of 200 to 299. No error has it.
    Done = 4,
}

impl ErrorKind {
    /// The stable number, as C programs see it.
    ///
    /// ```
    /// use omnifund::ErrorKind;
    ///
    /// assert_eq!(ErrorKind::StoreFull.code(), 501); // for ever
    /// ```
    pub fn code(self) -> i32 {
        self as i32
    }

    /// What to do.
    ///
    /// ```
    /// use omnifund::{Advice, ErrorKind};
    ///
    /// let say = match ErrorKind::SignInRequired.advice() {
    ///     Advice::Wait => "Try again in a moment.",
    ///     Advice::SignIn => "Your password, please.",
    ///     _ => "Call the shop's technician.",
    /// };
    /// assert_eq!(say, "Your password, please.");
    /// ```
    pub fn advice(self) -> Advice {
        use ErrorKind::*;
        match self {
            NullArgument | InvalidUtf8 | InvalidArgument | Panic | Internal => Advice::Bug,
            MissingCredentials | ForeignRedirect | WrongPassword | RefreshTokenRefused
            | AuthorizationDenied | CodeRefused | AccessTokenRefused | SignInRequired => {
                Advice::SignIn
            }
            InvalidConfiguration
            | UnreadableCertificates
            | ProxyRefused
            | CertificateUntrusted
            | CertificateDates
            | CertificateName
            | TlsIncompatible
            | CertificateWanted
            | InvalidRequest
            | InvalidClient
            | UnauthorizedClient
            | UnsupportedGrantType
            | InvalidScope
            | OtherOauthError
            | RedirectUriRefused
            | LoginInvalidRequest
            | TokenNotSeen
            | StillRefused
            | NoTokenEndpoint
            | ClientNameTaken
            | ClientNotFound => Advice::FixConfiguration,
            AccessDenied | InsufficientScope | AlreadySignedIn | NothingKept | StillUnreadable
            | SessionNotFound => Advice::Refused,
            NameNotResolved | ConnectFailed | ConnectTimeout | ProxyFailed | TlsFailed
            | ResponseTimeout | ConnectionLost | ServerError | UnexpectedRedirect
            | UnexpectedAnswer | AnswerTooLarge | UnreadableToken | RateLimited | Unavailable
            | StoreBusy | StoreUnreachable | LeaseLost | BackingOff => Advice::Wait,
            BodyUnreadable | AnswerNotTaken | StoreFailed | StoreFull | StorePermissions
            | KeyMissing | KeyWrong | RecordCorrupt | StoreTooNew | StoreMoved | StoreOnNetwork
            | StoreMissing => Advice::FixStorage,
        }
    }

    /// What became of the request.
    pub fn outcome(self) -> Outcome {
        match self.code() {
            100..=219 | 500..=699 => Outcome::NotSent,
            300..=399 | 410 => Outcome::Refused,
            _ => Outcome::Unknown,
        }
    }

    /// What to do, in a sentence for the person who reads the message.
    pub(super) fn remedy(self) -> &'static str {
        use ErrorKind::*;
        match self {
            NullArgument | InvalidArgument => "Correct the call",
            InvalidUtf8 => "Convert the string to UTF-8 first",
            MissingCredentials => "Ask the user for user name and password",
            ForeignRedirect => "Begin the authorization again",
            InvalidConfiguration => "Correct the setting",
            UnreadableCertificates => "Mend or remove that file or variable",
            NameNotResolved => "Check the network and the base URL; try again later",
            ConnectFailed | ConnectTimeout => "Check the network and any proxy; try again later",
            ProxyRefused => "Check the proxy setting, its user name and password",
            ProxyFailed => "Check the proxy; try again later",
            TlsFailed => "Check what stands between here and the server; try again later",
            CertificateUntrusted => {
                "If it is your own, name its authority's certificate, or itself, as CA file; else look who \
                 intercepts the connection"
            }
            TlsIncompatible | CertificateWanted => {
                "Have the server, or what stands in between, set up otherwise; waiting does not mend it"
            }
            CertificateDates => {
                "Set this machine's clock; if it is right, the server must be mended"
            }
            CertificateName => "Check the base URL, and who answers at that address",
            InvalidRequest => "Check the body format (form or JSON) and what stands in between",
            InvalidClient => {
                "Check client id and client secret; a lost secret needs a new OAuth client"
            }
            UnauthorizedClient | UnsupportedGrantType | InvalidScope | OtherOauthError => {
                "Check the OAuth client in the OmniFund portal, Profile » API Access"
            }
            WrongPassword => "Ask the user for the password again",
            RefreshTokenRefused => "A human must sign in with the password",
            AuthorizationDenied => "Ask the user again, where that makes sense",
            CodeRefused => "Send the user to the authorization page once more",
            RedirectUriRefused => {
                "Allow this redirect URI, to the letter, in the portal, Profile » API Access"
            }
            AccessTokenRefused => "Refresh the token; where that fails, sign in with the password",
            AccessDenied | InsufficientScope => "Ask the OmniFund administrator of the merchant",
            LoginInvalidRequest | TokenNotSeen => "Check what stands between here and the server",
            ResponseTimeout | ConnectionLost | ServerError | UnexpectedRedirect
            | UnexpectedAnswer | AnswerTooLarge | UnreadableToken => {
                "Whether the server acted on it is unknown; try again later"
            }
            NoTokenEndpoint => "Check the base URL",
            BodyUnreadable => "Mend the file, or what gives the body",
            AnswerNotTaken => "Make room, or mend the path of the answer's file",
            RateLimited | Unavailable => "Try again later",
            StoreFailed => "Mend the file system, the path or the database",
            StoreFull => "Make room",
            StorePermissions => "Correct owner, group and mode, or the user that this runs as",
            KeyMissing => "Put the key file back; without it nobody can read the records",
            KeyWrong => "Put the right key back",
            RecordCorrupt => "Move the file away or forget the session, and sign in again",
            StoreTooNew => "Use that version of the library here too",
            StoreMoved => "Sign in here anew, or take the store over where the other is gone",
            StoreOnNetwork => "Keep it on a local disk, or allow it explicitly",
            StoreMissing => "Correct the path, or mount the disk; the first sign-in makes a store",
            StoreBusy | LeaseLost => "Try again",
            StoreUnreachable => "Check the database and the way to it; try again later",
            SignInRequired => "A human must sign in with the password",
            BackingOff => "Wait",
            StillRefused => "Check client id and client secret",
            ClientNameTaken => "Take another name, or replace the OAuth client that is kept",
            ClientNotFound => "Save the OAuth client first, or correct the name",
            NothingKept => "There is nothing to recover",
            SessionNotFound => "Check the user name, the OAuth client and the base URL",
            StillUnreadable => "Adopt the tokens that you find in it, or sign in",
            AlreadySignedIn => "Sign out first, or say that it is to be replaced",
            Panic | Internal => "Please report this message",
        }
    }
}
