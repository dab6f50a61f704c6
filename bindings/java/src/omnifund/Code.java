// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

/**
 * The code of an error. A number is never reused; new codes come under an old advice, so that a program that
 * switches on the advice alone goes on working. Bands: 1xx arguments and configuration, 2xx the way to the server,
 * 3xx the server's refusals, 4xx answers that are no OAuth answer, 5xx the store, 6xx the session, 9xx the library
 * itself.
 */
public final class Code {
    private Code() {
    }

    /** What must be given is missing: in C, a pointer that must not be NULL is NULL. Nothing was done. */
    public static final int NULL_ARGUMENT = 100;

    /** A string is not valid UTF-8. Nothing was done. Convert it, for instance from ISO 8859-1. */
    public static final int INVALID_UTF8 = 101;

    /** An argument is empty where it must not be, too long (over 65536 bytes), or out of range. */
    public static final int INVALID_ARGUMENT = 102;

    /** The user name or the password is empty. Nothing was sent. */
    public static final int MISSING_CREDENTIALS = 103;

    /**
     * The URL that a user came back with is no answer to this authorization: another state, or none. It may be an
     * old page of the user's, or somebody's trick. Nothing was sent; begin again.
     */
    public static final int FOREIGN_REDIRECT = 104;

    /** A setting is missing or wrong; the message names it. Nothing was sent. */
    public static final int INVALID_CONFIGURATION = 150;

    /**
     * The certificates to trust can't be read: the CA file, SSL_CERT_FILE or SSL_CERT_DIR, as the message says.
     * Nothing was sent.
     */
    public static final int UNREADABLE_CERTIFICATES = 151;

    /** The host name has no address, or the name server did not answer. Nothing was sent. */
    public static final int NAME_NOT_RESOLVED = 200;

    /** No connection: refused, unreachable, or cut before the first byte. Nothing was sent. */
    public static final int CONNECT_FAILED = 201;

    /**
     * No connection within the connect timeout, or within the exchange timeout where that is shorter. Nothing was
     * sent.
     */
    public static final int CONNECT_TIMEOUT = 202;

    /** The proxy refused, with 407 or 403. Nothing was sent to OmniFund. */
    public static final int PROXY_REFUSED = 203;

    /** The TLS handshake failed for another reason than the certificate. Nothing was sent. */
    public static final int TLS_FAILED = 204;

    /** No authority that this machine trusts vouches for the server. Nothing was sent. */
    public static final int CERTIFICATE_UNTRUSTED = 205;

    /**
     * The server's certificate has ended or not yet begun; the message says what date this machine believes it to
     * be. Nothing was sent.
     */
    public static final int CERTIFICATE_DATES = 206;

    /** The server's certificate is for another host name. Nothing was sent. */
    public static final int CERTIFICATE_NAME = 207;

    /** The proxy found no way, or did not answer as one. Nothing was sent to OmniFund. */
    public static final int PROXY_FAILED = 208;

    /**
     * Server and library can't speak TLS with each other: no version, cipher suite or kind of key in common, or
     * the server wants a certificate of its clients. Nothing was sent.
     */
    public static final int TLS_INCOMPATIBLE = 209;

    /** Sent, and no complete answer within the exchange timeout. The outcome is unknown. */
    public static final int RESPONSE_TIMEOUT = 220;

    /** Sent, and the connection ended before the answer was complete. The outcome is unknown. */
    public static final int CONNECTION_LOST = 221;

    /**
     * Sent, and the server broke off since it wants a certificate of its clients, which this library has not. The
     * outcome is unknown.
     */
    public static final int CERTIFICATE_WANTED = 222;

    /**
     * The body of a request, from a file or from a callback, could not be read to its end; the connection was
     * closed in its midst. Where a part of the request had left, the outcome is unknown.
     */
    public static final int BODY_UNREADABLE = 223;

    /** invalid_request at the token endpoint (RFC 6749 section 5.2). */
    public static final int INVALID_REQUEST = 300;

    /** invalid_client: unknown client id, or wrong client secret (RFC 6749 section 5.2). */
    public static final int INVALID_CLIENT = 301;

    /** unauthorized_client: this OAuth client may not use this grant (RFC 6749 section 5.2). */
    public static final int UNAUTHORIZED_CLIENT = 302;

    /** unsupported_grant_type (RFC 6749 section 5.2). */
    public static final int UNSUPPORTED_GRANT_TYPE = 303;

    /** invalid_scope at the token endpoint (RFC 6749 section 5.2). */
    public static final int INVALID_SCOPE = 304;

    /** invalid_grant to a password: wrong password, unknown or disabled user. */
    public static final int WRONG_PASSWORD = 305;

    /** invalid_grant to a refresh token: unknown, used already, expired, or another client's. */
    public static final int REFRESH_TOKEN_REFUSED = 306;

    /** An OAuth error of another name, which OmnifundException.oauthError has. */
    public static final int OTHER_OAUTH_ERROR = 307;

    /** access_denied from the authorization page: the user denied it (RFC 6749 section 4.1.2.1). */
    public static final int AUTHORIZATION_DENIED = 308;

    /**
     * invalid_grant to an authorization code: unknown, used already, over 30 seconds old, or another client's. The
     * user has to allow it once more.
     */
    public static final int CODE_REFUSED = 309;

    /** redirect_uri_mismatch: the OAuth client may not have users sent to this redirect URI. */
    public static final int REDIRECT_URI_REFUSED = 310;

    /** 401 to an access token: invalid or expired (RFC 6750 section 3.1). */
    public static final int ACCESS_TOKEN_REFUSED = 320;

    /** 401 access_denied at the token login: the user is disabled. */
    public static final int ACCESS_DENIED = 321;

    /** 403: the access token does not reach that far (RFC 6750 section 3.1, insufficient scope). */
    public static final int INSUFFICIENT_SCOPE = 322;

    /** 400 at the token login (RFC 6750 section 3.1, invalid_request). */
    public static final int LOGIN_INVALID_REQUEST = 323;

    /**
     * 401 at the token login that says nothing about the token: something in between takes the Authorization
     * header away, or asks for a password of its own.
     */
    public static final int TOKEN_NOT_SEEN = 324;

    /** 5xx. The outcome is unknown. */
    public static final int SERVER_ERROR = 400;

    /** 3xx from the token endpoint; no redirect is followed. The outcome is unknown. */
    public static final int UNEXPECTED_REDIRECT = 401;

    /** An answer that is no OAuth answer, such as a captive portal's page. The outcome is unknown. */
    public static final int UNEXPECTED_ANSWER = 402;

    /**
     * An answer over 1 MiB, or of a request over what was set, or with headers over 64 KiB. The outcome is
     * unknown.
     */
    public static final int ANSWER_TOO_LARGE = 403;

    /** 200 with a body that can't be read as a token. The outcome is unknown. */
    public static final int UNREADABLE_TOKEN = 404;

    /**
     * 404, 405 or a permanent redirect from the token endpoint of an OmniFund that has not answered as one yet:
     * the base URL is most likely wrong. The outcome is unknown.
     */
    public static final int NO_TOKEN_ENDPOINT = 405;

    /**
     * The server answered a request, and the answer's body could not be put where it goes: the file can't be
     * written, or the callback refused it. What the server answered tells OmnifundException.httpStatus.
     */
    public static final int ANSWER_NOT_TAKEN = 406;

    /** 429: too many requests. The server refused, most likely before it looked. */
    public static final int RATE_LIMITED = 410;

    /** 503 with Retry-After. Most likely before the server looked, and not surely: the outcome is unknown. */
    public static final int UNAVAILABLE = 411;

    /** The store's files can't be read or written, for another reason than those below. */
    public static final int STORE_FAILED = 500;

    /** No space is left for the store, or the quota is used up. */
    public static final int STORE_FULL = 501;

    /** Others may read the store, or this user may not. */
    public static final int STORE_PERMISSIONS = 502;

    /** There are records, and the key file that they were sealed with is missing. */
    public static final int KEY_MISSING = 503;

    /** The key is another than the one that the record was sealed with, or the key file is damaged. */
    public static final int KEY_WRONG = 504;

    /** A record of the store is damaged; the message names the file. */
    public static final int RECORD_CORRUPT = 505;

    /** A later version of the library wrote the store. Nothing was changed. */
    public static final int STORE_TOO_NEW = 506;

    /** The store was made on another machine: it was cloned, moved, or restored from a backup. */
    public static final int STORE_MOVED = 507;

    /** The store is on a network file system. */
    public static final int STORE_ON_NETWORK = 508;

    /** There is no store at the path, and none was to be made. */
    public static final int STORE_MISSING = 509;

    /** Another process or thread is changing the record, and did not end in time. */
    public static final int STORE_BUSY = 510;

    /** The database that keeps the sessions can't be reached, or does not answer in time. */
    public static final int STORE_UNREACHABLE = 511;

    /** The lease of a record ended, or another host has had it, before this process was done. */
    public static final int LEASE_LOST = 512;

    /** Nobody is signed in, or the refresh token is spent or dead and no password was saved. */
    public static final int SIGN_IN_REQUIRED = 600;

    /** The last tries failed; the next one comes after a pause that all processes share. */
    public static final int BACKING_OFF = 601;

    /** The server refused the OAuth client at the last tries: waiting does not mend it. */
    public static final int STILL_REFUSED = 602;

    /** Somebody is signed in where a pair was to be adopted. */
    public static final int ALREADY_SIGNED_IN = 603;

    /** An OAuth client of that name, or with that client id, is kept in the store already. */
    public static final int CLIENT_NAME_TAKEN = 604;

    /** No OAuth client of that name is kept in the store. */
    public static final int CLIENT_NOT_FOUND = 605;

    /** No answer is kept that could not be understood. */
    public static final int NOTHING_KEPT = 606;

    /** The answer that is kept can't be understood still. */
    public static final int STILL_UNREADABLE = 607;

    /** The store has no session of that user: nobody ever signed in there, or it was forgotten. */
    public static final int SESSION_NOT_FOUND = 608;

    /** A panic inside the library was caught at its boundary. The outcome is unknown. */
    public static final int PANIC = 900;

    /** Something that can't happen did. The outcome is unknown. */
    public static final int INTERNAL = 901;
}
