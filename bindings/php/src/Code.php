<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

/**
 * The code of an error. A number is never reused; new codes come under an old advice, so that a
 * program that switches on the advice alone goes on working.
 *
 * Bands: 1xx arguments and configuration, 2xx the way to the server, 3xx the server's refusals, 4xx
 * answers that are no OAuth answer, 5xx the store, 6xx the session, 9xx the library itself.
 */
enum Code: int
{
    /**
     * What must be given is missing: in C, a pointer that must not be NULL is NULL. Nothing was
     * done.
     */
    case NullArgument = 100;

    /** A string is not valid UTF-8. Nothing was done. Convert it, for instance from ISO 8859-1. */
    case InvalidUtf8 = 101;

    /** An argument is empty where it must not be, too long (over 65536 bytes), or out of range. */
    case InvalidArgument = 102;

    /** The user name or the password is empty. Nothing was sent. */
    case MissingCredentials = 103;

    /**
     * The URL that a user came back with is no answer to this authorization: another state, or
     * none. It may be an old page of the user's, or somebody's trick. Nothing was sent; begin
     * again.
     */
    case ForeignRedirect = 104;

    /** A setting is missing or wrong; the message names it. Nothing was sent. */
    case InvalidConfiguration = 150;

    /**
     * The certificates to trust can't be read: the CA file, SSL_CERT_FILE or SSL_CERT_DIR, as the
     * message says. Nothing was sent.
     */
    case UnreadableCertificates = 151;

    /** The host name has no address, or the name server did not answer. Nothing was sent. */
    case NameNotResolved = 200;

    /** No connection: refused, unreachable, or cut before the first byte. Nothing was sent. */
    case ConnectFailed = 201;

    /**
     * No connection within the connect timeout, or within the exchange timeout where that is
     * shorter. Nothing was sent.
     */
    case ConnectTimeout = 202;

    /** The proxy refused, with 407 or 403. Nothing was sent to OmniFund. */
    case ProxyRefused = 203;

    /** The TLS handshake failed for another reason than the certificate. Nothing was sent. */
    case TlsFailed = 204;

    /** No authority that this machine trusts vouches for the server. Nothing was sent. */
    case CertificateUntrusted = 205;

    /**
     * The server's certificate has ended or not yet begun; the message says what date this machine
     * believes it to be. Nothing was sent.
     */
    case CertificateDates = 206;

    /** The server's certificate is for another host name. Nothing was sent. */
    case CertificateName = 207;

    /** The proxy found no way, or did not answer as one. Nothing was sent to OmniFund. */
    case ProxyFailed = 208;

    /**
     * Server and library can't speak TLS with each other: no version, cipher suite or kind of key
     * in common, or the server wants a certificate of its clients. Nothing was sent.
     */
    case TlsIncompatible = 209;

    /** Sent, and no complete answer within the exchange timeout. The outcome is unknown. */
    case ResponseTimeout = 220;

    /** Sent, and the connection ended before the answer was complete. The outcome is unknown. */
    case ConnectionLost = 221;

    /**
     * Sent, and the server broke off since it wants a certificate of its clients, which this
     * library has not. The outcome is unknown.
     */
    case CertificateWanted = 222;

    /**
     * The body of a request, from a file or from a callback, could not be read to its end; the
     * connection was closed in its midst. Where a part of the request had left, the outcome is
     * unknown.
     */
    case BodyUnreadable = 223;

    /** invalid_request at the token endpoint (RFC 6749 section 5.2). */
    case InvalidRequest = 300;

    /** invalid_client: unknown client id, or wrong client secret (RFC 6749 section 5.2). */
    case InvalidClient = 301;

    /** unauthorized_client: this OAuth client may not use this grant (RFC 6749 section 5.2). */
    case UnauthorizedClient = 302;

    /** unsupported_grant_type (RFC 6749 section 5.2). */
    case UnsupportedGrantType = 303;

    /** invalid_scope at the token endpoint (RFC 6749 section 5.2). */
    case InvalidScope = 304;

    /** invalid_grant to a password: wrong password, unknown or disabled user. */
    case WrongPassword = 305;

    /** invalid_grant to a refresh token: unknown, used already, expired, or another client's. */
    case RefreshTokenRefused = 306;

    /** An OAuth error of another name, which OmnifundException::getOAuthError() has. */
    case OtherOauthError = 307;

    /** access_denied from the authorization page: the user denied it (RFC 6749 section 4.1.2.1). */
    case AuthorizationDenied = 308;

    /**
     * invalid_grant to an authorization code: unknown, used already, over 30 seconds old, or
     * another client's. The user has to allow it once more.
     */
    case CodeRefused = 309;

    /** redirect_uri_mismatch: the OAuth client may not have users sent to this redirect URI. */
    case RedirectUriRefused = 310;

    /** 401 to an access token: invalid or expired (RFC 6750 section 3.1). */
    case AccessTokenRefused = 320;

    /** 401 access_denied at the token login: the user is disabled. */
    case AccessDenied = 321;

    /** 403: the access token does not reach that far (RFC 6750 section 3.1, insufficient scope). */
    case InsufficientScope = 322;

    /** 400 at the token login (RFC 6750 section 3.1, invalid_request). */
    case LoginInvalidRequest = 323;

    /**
     * 401 at the token login that says nothing about the token: something in between takes the
     * Authorization header away, or asks for a password of its own.
     */
    case TokenNotSeen = 324;

    /** 5xx. The outcome is unknown. */
    case ServerError = 400;

    /** 3xx from the token endpoint; no redirect is followed. The outcome is unknown. */
    case UnexpectedRedirect = 401;

    /** An answer that is no OAuth answer, such as a captive portal's page. The outcome is unknown. */
    case UnexpectedAnswer = 402;

    /**
     * An answer over 1 MiB, or of a request over what was set, or with headers over 64 KiB. The
     * outcome is unknown.
     */
    case AnswerTooLarge = 403;

    /** 200 with a body that can't be read as a token. The outcome is unknown. */
    case UnreadableToken = 404;

    /**
     * 404, 405 or a permanent redirect from the token endpoint of an OmniFund that has not answered
     * as one yet: the base URL is most likely wrong. The outcome is unknown.
     */
    case NoTokenEndpoint = 405;

    /**
     * The server answered a request, and the answer's body could not be put where it goes: the file
     * can't be written, or the callback refused it. What the server answered tells
     * OmnifundException::getHttpStatus().
     */
    case AnswerNotTaken = 406;

    /** 429: too many requests. The server refused, most likely before it looked. */
    case RateLimited = 410;

    /**
     * 503 with Retry-After. Most likely before the server looked, and not surely: the outcome is
     * unknown.
     */
    case Unavailable = 411;

    /** The store's files can't be read or written, for another reason than those below. */
    case StoreFailed = 500;

    /** No space is left for the store, or the quota is used up. */
    case StoreFull = 501;

    /** Others may read the store, or this user may not. */
    case StorePermissions = 502;

    /** There are records, and the key file that they were sealed with is missing. */
    case KeyMissing = 503;

    /** The key is another than the one that the record was sealed with, or the key file is damaged. */
    case KeyWrong = 504;

    /** A record of the store is damaged; the message names the file. */
    case RecordCorrupt = 505;

    /** A later version of the library wrote the store. Nothing was changed. */
    case StoreTooNew = 506;

    /** The store was made on another machine: it was cloned, moved, or restored from a backup. */
    case StoreMoved = 507;

    /** The store is on a network file system. */
    case StoreOnNetwork = 508;

    /** There is no store at the path, and none was to be made. */
    case StoreMissing = 509;

    /** Another process or thread is changing the record, and did not end in time. */
    case StoreBusy = 510;

    /** The database that keeps the sessions can't be reached, or does not answer in time. */
    case StoreUnreachable = 511;

    /** The lease of a record ended, or another host has had it, before this process was done. */
    case LeaseLost = 512;

    /** Nobody is signed in, or the refresh token is spent or dead and no password was saved. */
    case SignInRequired = 600;

    /** The last tries failed; the next one comes after a pause that all processes share. */
    case BackingOff = 601;

    /** The server refused the OAuth client at the last tries: waiting does not mend it. */
    case StillRefused = 602;

    /** Somebody is signed in where a pair was to be adopted. */
    case AlreadySignedIn = 603;

    /** An OAuth client of that name, or with that client id, is kept in the store already. */
    case ClientNameTaken = 604;

    /** No OAuth client of that name is kept in the store. */
    case ClientNotFound = 605;

    /** No answer is kept that could not be understood. */
    case NothingKept = 606;

    /** The answer that is kept can't be understood still. */
    case StillUnreadable = 607;

    /** The store has no session of that user: nobody ever signed in there, or it was forgotten. */
    case SessionNotFound = 608;

    /** A panic inside the library was caught at its boundary. The outcome is unknown. */
    case Panic = 900;

    /** Something that can't happen did. The outcome is unknown. */
    case Internal = 901;
}
