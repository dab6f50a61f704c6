/*
 * libomnifund: a valid OmniFund OAuth2 access token, every time.
 *
 *     #include <omnifund.h>        and link with -lomnifund
 *
 * This file is made from the library's source ("make header"); edits here are lost.
 *
 * TEN LINES
 *
 *     omnifund_config *cfg = omnifund_config_new();
 *     omnifund_config_set_environment(cfg, "sandbox", NULL);
 *     omnifund_config_set_credentials(cfg, client_id, client_secret, NULL);
 *     if (omnifund_client_new(cfg, &client, &err) == OMNIFUND_OK
 *         && omnifund_store_open_file("/var/lib/pos/omnifund", NULL, &store, &err) == OMNIFUND_OK
 *         && omnifund_session_open(client, store, username, &session, &err) == OMNIFUND_OK
 *         && omnifund_session_token(session, &token, &err) == OMNIFUND_OK)
 *         printf("Authorization: Bearer %s\n", omnifund_token_access_token(token));
 *     else if (omnifund_error_advice(err) == OMNIFUND_ADVICE_SIGN_IN)
 *         (ask for the password, and hand it to omnifund_session_sign_in, once)
 *     else
 *         fprintf(stderr, "%s\n", omnifund_error_message(err));
 *
 * SESSIONS
 * OmniFund takes each refresh token once, without grace: two programs that refresh together, or one
 * that dies before it saved the new one, lock the user out until a human types the password. A session
 * keeps the tokens in a store, and one process at a time presents them. Ask
 * omnifund_session_token before each request, and keep no token yourself: it is a matter of nanoseconds.
 * - Keep one store for all programs of a machine, and let nobody else refresh with its tokens.
 * - omnifund_session_request makes requests of OmniFund's API, and tells of each what became of it.
 * - Who has an HTTP client of his own hands the access token to omnifund_session_reject at a 401, asks for another
 *   one, and tries once more.
 * - At the advice OMNIFUND_ADVICE_SIGN_IN ask a human; omnifund_session_sign_in_saving saves the
 *   password with the session, and then the library signs in by itself where a reply was lost.
 * - Run omnifund_session_keep_alive once a day: a refresh token that nobody uses dies after 14 days.
 * Another process's sign-out, rejection or forced refresh reaches a process that has the token cached
 * when that is near its end, or at its own 401.
 * Whoever opens the store acts as any employee in it.
 *
 * The three calls of the specification, omnifund_client_password_grant, omnifund_client_refresh_grant
 * and omnifund_client_token_login, are there by themselves too, for programs that keep their tokens.
 *
 * OWNERSHIP
 * Handles are opaque. What a function gives by an out-pointer, or omnifund_config_new returns, is
 * yours: end it once, with the omnifund_<noun>_free of its noun. Free with NULL does nothing. There
 * is nothing else to free: a string that a function returns is borrowed from the handle that it was
 * asked of, ends with a NUL, and is valid until that handle is freed. The library copies what it is
 * given. Handles may be freed in any order.
 *
 * STRINGS
 * In and out they are NUL-terminated; going in they are checked to be UTF-8, and may be 65536 bytes
 * long at most. Going out they are UTF-8 too, but for the body of a login or a response, which is as the server sent
 * it. A string that is not there is NULL, a number that is not there is 0.
 *
 * THREADS
 * A client, a store and a session may be used by any number of threads at once. Keys, tokens, logins, responses,
 * errors, statuses, metrics, log entries and client lists never change, so any thread may read them. A config,
 * store options, a request and a session list are for one thread at a time. No function may use a handle that another
 * thread is freeing. The library starts no threads: a call runs on the thread that makes it.
 *
 * ERRORS
 * A function that can fail returns OMNIFUND_OK, or the code of its error: an omnifund_code. Its last
 * parameter takes the error itself, to be ended with omnifund_error_free; it may be NULL where only
 * the code is wanted. On entry the library sets the out-pointer and *err to NULL without looking at
 * what they held, so free an error before you use its variable again. After an error the out-pointer
 * is NULL. There is no last error per thread and nothing else to ask.
 * A pointer that must not be NULL and is gives OMNIFUND_CODE_NULL_ARGUMENT, a string that is no UTF-8
 * OMNIFUND_CODE_INVALID_UTF8, an enormous one OMNIFUND_CODE_INVALID_ARGUMENT, a defect inside the
 * library OMNIFUND_CODE_PANIC: every function that returns a code can give these. A parameter may be
 * NULL only where its function says so. Functions that return something else take NULL for a handle
 * and return their empty value.
 *
 * ADVICE
 * A till needs to switch on nothing but omnifund_error_advice: wait as many seconds as
 * omnifund_error_retry_after says, ask a human for the password, or call whoever installed it.
 * New codes come under old advice. A program that keeps tokens itself tries a refresh before it asks a
 * human, where a token login gave OMNIFUND_CODE_ACCESS_TOKEN_REFUSED.
 *
 * OUTCOME
 * OmniFund takes each refresh token once, without grace. omnifund_error_outcome tells as a fact
 * whether a request was sent, refused, or sent without an answer that can be understood. Of
 * omnifund_session_request it tells of that request, and a response has omnifund_response_outcome.
 *
 * BLOCKING
 * Functions that ask the server or a store say that they block, and for how long. All others never do.
 * What blocks on the store only does so on the file system, where it is a directory; a store that several hosts share
 * is asked over the network, and each question takes 10 s at most.
 * No signal is caught, and none is raised in the program: not SIGPIPE by a socket or a log, nor SIGXFSZ
 * by a log or a store at the limit of its size. A thread that is cancelled (pthread_cancel, deferred) while
 * it is in a call is cancelled after it; asynchronous cancellation is not for threads that call the library.
 * Descriptors 0, 1 and 2 are yours, also where they are closed.
 *
 * SECRETS
 * No client secret, password, token or sealing key stands in an error or in a log line. A store holds
 * them sealed, and its key lies in a file beside it. Where a server repeats what it was sent, the
 * secrets of that request are taken out of its words, from four characters on.
 *
 * PROCESSES
 * A forked child goes on with its parent's handles, also where the fork fell into a call of another
 * thread. A password saved in memory stays with the process that it was saved in, and a store in memory is
 * empty in the child. Where a program ends (exit, or main returns) while another thread is in an exchange,
 * the end waits until its pair is saved, for an exchange's time at most; from then on no exchange is
 * started, which gives OMNIFUND_CODE_STORE_BUSY. Before _exit call omnifund_end_exchanges. A child made by
 * _Fork or clone, without the handlers of fork, must do nothing but exec: it would keep a lease alive. The environment
 * variables for a proxy are read by omnifund_client_new and those for certificates at the first
 * request, and OMNIFUND_AUDIT where a client is made or a store is opened: call no setenv meanwhile. The library is linked so that dlclose leaves it in place.
 *
 * The specification is OmniFund's page "Managing OAuth Clients"; where it is silent, RFC 6749 (OAuth
 * 2.0) and RFC 6750 (bearer tokens) hold.
 */
#ifndef OMNIFUND_H
#define OMNIFUND_H

#include <stddef.h>
#include <stdint.h>

/* The version that this header belongs to; omnifund_version tells the library's. */
#define OMNIFUND_VERSION_STRING "0.1.0"
/* Ten thousand times the first number, a hundred times the second, and the third: 1.2.3 is 10203. */
#define OMNIFUND_VERSION_NUMBER 100

#ifdef __cplusplus
extern "C" {
#endif

/*
 * How functions are declared, and those of a program's own that the library calls. On Windows of 32 bits a compiler
 * can be told to call in another way than C does (/Gz, /Gr), and the library can't. A program that is linked with
 * libomnifund.a and not with the DLL says so with OMNIFUND_STATIC.
 */
#ifdef _WIN32
#define OMNIFUND_CALL __cdecl
#else
#define OMNIFUND_CALL
#endif
#if defined(_MSC_VER) && !defined(OMNIFUND_STATIC)
#define OMNIFUND_API __declspec(dllimport)
#else
#define OMNIFUND_API
#endif

/* Where there is one way to call, all is declared with its manual. The same for Windows follows below, without. */
#ifndef _WIN32

/* omnifund: plain region begins. From here to its end stands C89, but for stdint.h, without a preprocessor line. */

/* What a function that can fail returns where it did not. Every other code is an omnifund_code. */
enum { OMNIFUND_OK = 0 };

/*
 * The binary interface that this header describes; omnifund_abi_version tells the library's. A program
 * that loads the library at run time compares the two.
 */
enum { OMNIFUND_ABI_VERSION = 1 };


/*
 * The code of an error. A number is never reused; new codes come under an old advice, so that a
 * program that switches on the advice alone goes on working.
 *
 * Bands: 1xx arguments and configuration, 2xx the way to the server, 3xx the server's refusals,
 * 4xx answers that are no OAuth answer, 5xx the store, 6xx the session,
 * 9xx the library itself.
 */
typedef enum {
    /*
     * What must be given is missing: in C, a pointer that must not be NULL is NULL. Nothing was done.
     */
    OMNIFUND_CODE_NULL_ARGUMENT = 100,
    /*
     * A string is not valid UTF-8. Nothing was done. Convert it, for instance from ISO 8859-1.
     */
    OMNIFUND_CODE_INVALID_UTF8 = 101,
    /*
     * An argument is empty where it must not be, too long (over 65536 bytes), or out of range.
     */
    OMNIFUND_CODE_INVALID_ARGUMENT = 102,
    /*
     * The user name or the password is empty. Nothing was sent.
     */
    OMNIFUND_CODE_MISSING_CREDENTIALS = 103,
    /*
     * The URL that a user came back with is no answer to this authorization: another state, or none. It
     * may be an old page of the user's, or somebody's trick. Nothing was sent; begin again.
     */
    OMNIFUND_CODE_FOREIGN_REDIRECT = 104,
    /*
     * A setting is missing or wrong; the message names it. Nothing was sent.
     */
    OMNIFUND_CODE_INVALID_CONFIGURATION = 150,
    /*
     * The certificates to trust can't be read: the CA file, SSL_CERT_FILE or SSL_CERT_DIR,
     * as the message says. Nothing was sent.
     */
    OMNIFUND_CODE_UNREADABLE_CERTIFICATES = 151,
    /*
     * The host name has no address, or the name server did not answer. Nothing was sent.
     */
    OMNIFUND_CODE_NAME_NOT_RESOLVED = 200,
    /*
     * No connection: refused, unreachable, or cut before the first byte. Nothing was sent.
     */
    OMNIFUND_CODE_CONNECT_FAILED = 201,
    /*
     * No connection within the connect timeout, or within the exchange timeout where that is shorter.
     * Nothing was sent.
     */
    OMNIFUND_CODE_CONNECT_TIMEOUT = 202,
    /*
     * The proxy refused, with 407 or 403. Nothing was sent to OmniFund.
     */
    OMNIFUND_CODE_PROXY_REFUSED = 203,
    /*
     * The TLS handshake failed for another reason than the certificate. Nothing was sent.
     */
    OMNIFUND_CODE_TLS_FAILED = 204,
    /*
     * No authority that this machine trusts vouches for the server. Nothing was sent.
     */
    OMNIFUND_CODE_CERTIFICATE_UNTRUSTED = 205,
    /*
     * The server's certificate has ended or not yet begun; the message says what date this
     * machine believes it to be. Nothing was sent.
     */
    OMNIFUND_CODE_CERTIFICATE_DATES = 206,
    /*
     * The server's certificate is for another host name. Nothing was sent.
     */
    OMNIFUND_CODE_CERTIFICATE_NAME = 207,
    /*
     * The proxy found no way, or did not answer as one. Nothing was sent to OmniFund.
     */
    OMNIFUND_CODE_PROXY_FAILED = 208,
    /*
     * Server and library can't speak TLS with each other: no version, cipher suite or kind of key in common, or
     * the server wants a certificate of its clients. Nothing was sent.
     */
    OMNIFUND_CODE_TLS_INCOMPATIBLE = 209,
    /*
     * Sent, and no complete answer within the exchange timeout. The outcome is unknown.
     */
    OMNIFUND_CODE_RESPONSE_TIMEOUT = 220,
    /*
     * Sent, and the connection ended before the answer was complete. The outcome is unknown.
     */
    OMNIFUND_CODE_CONNECTION_LOST = 221,
    /*
     * Sent, and the server broke off since it wants a certificate of its clients, which this library has not.
     * The outcome is unknown.
     */
    OMNIFUND_CODE_CERTIFICATE_WANTED = 222,
    /*
     * The body of a request, from a file or from a callback, could not be read to its end; the connection was
     * closed in its midst. Where a part of the request had left, the outcome is unknown.
     */
    OMNIFUND_CODE_BODY_UNREADABLE = 223,
    /*
     * invalid_request at the token endpoint (RFC 6749 section 5.2).
     */
    OMNIFUND_CODE_INVALID_REQUEST = 300,
    /*
     * invalid_client: unknown client id, or wrong client secret (RFC 6749 section 5.2).
     */
    OMNIFUND_CODE_INVALID_CLIENT = 301,
    /*
     * unauthorized_client: this OAuth client may not use this grant (RFC 6749 section 5.2).
     */
    OMNIFUND_CODE_UNAUTHORIZED_CLIENT = 302,
    /*
     * unsupported_grant_type (RFC 6749 section 5.2).
     */
    OMNIFUND_CODE_UNSUPPORTED_GRANT_TYPE = 303,
    /*
     * invalid_scope at the token endpoint (RFC 6749 section 5.2).
     */
    OMNIFUND_CODE_INVALID_SCOPE = 304,
    /*
     * invalid_grant to a password: wrong password, unknown or disabled user.
     */
    OMNIFUND_CODE_WRONG_PASSWORD = 305,
    /*
     * invalid_grant to a refresh token: unknown, used already, expired, or another client's.
     */
    OMNIFUND_CODE_REFRESH_TOKEN_REFUSED = 306,
    /*
     * An OAuth error of another name, which omnifund_error_oauth_error has.
     */
    OMNIFUND_CODE_OTHER_OAUTH_ERROR = 307,
    /*
     * access_denied from the authorization page: the user denied it (RFC 6749 section 4.1.2.1).
     */
    OMNIFUND_CODE_AUTHORIZATION_DENIED = 308,
    /*
     * invalid_grant to an authorization code: unknown, used already, over 30 seconds old, or another
     * client's. The user has to allow it once more.
     */
    OMNIFUND_CODE_CODE_REFUSED = 309,
    /*
     * redirect_uri_mismatch: the OAuth client may not have users sent to this redirect URI.
     */
    OMNIFUND_CODE_REDIRECT_URI_REFUSED = 310,
    /*
     * 401 to an access token: invalid or expired (RFC 6750 section 3.1).
     */
    OMNIFUND_CODE_ACCESS_TOKEN_REFUSED = 320,
    /*
     * 401 access_denied at the token login: the user is disabled.
     */
    OMNIFUND_CODE_ACCESS_DENIED = 321,
    /*
     * 403: the access token does not reach that far (RFC 6750 section 3.1, insufficient scope).
     */
    OMNIFUND_CODE_INSUFFICIENT_SCOPE = 322,
    /*
     * 400 at the token login (RFC 6750 section 3.1, invalid_request).
     */
    OMNIFUND_CODE_LOGIN_INVALID_REQUEST = 323,
    /*
     * 401 at the token login that says nothing about the token: something in between takes the Authorization
     * header away, or asks for a password of its own.
     */
    OMNIFUND_CODE_TOKEN_NOT_SEEN = 324,
    /*
     * 5xx. The outcome is unknown.
     */
    OMNIFUND_CODE_SERVER_ERROR = 400,
    /*
     * 3xx from the token endpoint; no redirect is followed. The outcome is unknown.
     */
    OMNIFUND_CODE_UNEXPECTED_REDIRECT = 401,
    /*
     * An answer that is no OAuth answer, such as a captive portal's page. The outcome is unknown.
     */
    OMNIFUND_CODE_UNEXPECTED_ANSWER = 402,
    /*
     * An answer over 1 MiB, or of a request over what was set, or with headers over 64 KiB. The outcome is
     * unknown.
     */
    OMNIFUND_CODE_ANSWER_TOO_LARGE = 403,
    /*
     * 200 with a body that can't be read as a token. The outcome is unknown.
     */
    OMNIFUND_CODE_UNREADABLE_TOKEN = 404,
    /*
     * 404, 405 or a permanent redirect from the token endpoint of an OmniFund that has not answered as one yet:
     * the base URL is most likely wrong. The outcome is unknown.
     */
    OMNIFUND_CODE_NO_TOKEN_ENDPOINT = 405,
    /*
     * The server answered a request, and the answer's body could not be put where it goes: the file can't be
     * written, or the callback refused it. What the server answered tells omnifund_error_http_status.
     */
    OMNIFUND_CODE_ANSWER_NOT_TAKEN = 406,
    /*
     * 429: too many requests. The server refused, most likely before it looked.
     */
    OMNIFUND_CODE_RATE_LIMITED = 410,
    /*
     * 503 with Retry-After. Most likely before the server looked, and not surely: the outcome is
     * unknown.
     */
    OMNIFUND_CODE_UNAVAILABLE = 411,
    /*
     * The store's files can't be read or written, for another reason than those below.
     */
    OMNIFUND_CODE_STORE_FAILED = 500,
    /*
     * No space is left for the store, or the quota is used up.
     */
    OMNIFUND_CODE_STORE_FULL = 501,
    /*
     * Others may read the store, or this user may not.
     */
    OMNIFUND_CODE_STORE_PERMISSIONS = 502,
    /*
     * There are records, and the key file that they were sealed with is missing.
     */
    OMNIFUND_CODE_KEY_MISSING = 503,
    /*
     * The key is another than the one that the record was sealed with, or the key file is damaged.
     */
    OMNIFUND_CODE_KEY_WRONG = 504,
    /*
     * A record of the store is damaged; the message names the file.
     */
    OMNIFUND_CODE_RECORD_CORRUPT = 505,
    /*
     * A later version of the library wrote the store. Nothing was changed.
     */
    OMNIFUND_CODE_STORE_TOO_NEW = 506,
    /*
     * The store was made on another machine: it was cloned, moved, or restored from a backup.
     */
    OMNIFUND_CODE_STORE_MOVED = 507,
    /*
     * The store is on a network file system.
     */
    OMNIFUND_CODE_STORE_ON_NETWORK = 508,
    /*
     * There is no store at the path, and none was to be made.
     */
    OMNIFUND_CODE_STORE_MISSING = 509,
    /*
     * Another process or thread is changing the record, and did not end in time.
     */
    OMNIFUND_CODE_STORE_BUSY = 510,
    /*
     * The database that keeps the sessions can't be reached, or does not answer in time.
     */
    OMNIFUND_CODE_STORE_UNREACHABLE = 511,
    /*
     * The lease of a record ended, or another host has had it, before this process was done.
     */
    OMNIFUND_CODE_LEASE_LOST = 512,
    /*
     * Nobody is signed in, or the refresh token is spent or dead and no password was saved.
     */
    OMNIFUND_CODE_SIGN_IN_REQUIRED = 600,
    /*
     * The last tries failed; the next one comes after a pause that all processes share.
     */
    OMNIFUND_CODE_BACKING_OFF = 601,
    /*
     * The server refused the OAuth client at the last tries: waiting does not mend it.
     */
    OMNIFUND_CODE_STILL_REFUSED = 602,
    /*
     * Somebody is signed in where a pair was to be adopted.
     */
    OMNIFUND_CODE_ALREADY_SIGNED_IN = 603,
    /*
     * An OAuth client of that name, or with that client id, is kept in the store already.
     */
    OMNIFUND_CODE_CLIENT_NAME_TAKEN = 604,
    /*
     * No OAuth client of that name is kept in the store.
     */
    OMNIFUND_CODE_CLIENT_NOT_FOUND = 605,
    /*
     * No answer is kept that could not be understood.
     */
    OMNIFUND_CODE_NOTHING_KEPT = 606,
    /*
     * The answer that is kept can't be understood still.
     */
    OMNIFUND_CODE_STILL_UNREADABLE = 607,
    /*
     * The store has no session of that user: nobody ever signed in there, or it was forgotten.
     */
    OMNIFUND_CODE_SESSION_NOT_FOUND = 608,
    /*
     * A panic inside the library was caught at its boundary. The outcome is unknown.
     */
    OMNIFUND_CODE_PANIC = 900,
    /*
     * Something that can't happen did. The outcome is unknown.
     */
    OMNIFUND_CODE_INTERNAL = 901
} omnifund_code;

/*
 * What to do about an error. A till needs to switch on nothing else.
 */
typedef enum {
    /*
     * There was no error.
     */
    OMNIFUND_ADVICE_NONE = 0,
    /*
     * Try again after as many seconds as omnifund_error_retry_after says.
     */
    OMNIFUND_ADVICE_WAIT = 1,
    /*
     * A human must sign in, with the password or in the browser.
     */
    OMNIFUND_ADVICE_SIGN_IN = 2,
    /*
     * Whoever installed this must mend a setting, the clock, or the OAuth client.
     */
    OMNIFUND_ADVICE_FIX_CONFIGURATION = 3,
    /*
     * Whoever runs this machine must mend the store: space, permissions, the key file.
     */
    OMNIFUND_ADVICE_FIX_STORAGE = 4,
    /*
     * OmniFund does not allow it. Trying again changes nothing.
     */
    OMNIFUND_ADVICE_REFUSED = 5,
    /*
     * The calling program, or this library, is wrong. Report it, with the message.
     */
    OMNIFUND_ADVICE_BUG = 6
} omnifund_advice;

/*
 * What became of the request: a fact, noted where the first byte leaves, never a guess.
 */
typedef enum {
    /*
     * Not one byte of the request left this machine's hands. A refresh token is untouched.
     */
    OMNIFUND_OUTCOME_NOT_SENT = 1,
    /*
     * The server answered, and refused.
     */
    OMNIFUND_OUTCOME_REFUSED = 2,
    /*
     * The request, or a part of it, left, and no answer that can be understood came back. A
     * refresh token may be spent or not.
     */
    OMNIFUND_OUTCOME_UNKNOWN = 3,
    /*
     * The server answered that it did what it was asked for, with a status of 200 to 299. No error has it.
     */
    OMNIFUND_OUTCOME_DONE = 4
} omnifund_outcome;

/*
 * How much a line matters. A sink takes lines of its level and of the lower numbers.
 */
typedef enum {
    /*
     * Somebody must do something.
     */
    OMNIFUND_LOG_LEVEL_ERROR = 1,
    /*
     * It failed, and can mend itself.
     */
    OMNIFUND_LOG_LEVEL_WARN = 2,
    /*
     * Each exchange and each token login, a line each.
     */
    OMNIFUND_LOG_LEVEL_INFO = 3,
    /*
     * That a request is being made, too: what hangs is seen.
     */
    OMNIFUND_LOG_LEVEL_DEBUG = 4
} omnifund_log_level;

/*
 * What becomes of a refresh token whose last exchange has an unknown outcome: the reply was lost, or
 * the process ended. It is spent or not.
 */
typedef enum {
    /*
     * It is presented again, with pauses that grow, until the server answers. OmniFund's server revokes
     * nothing when it is, so this saves the session wherever the request had not arrived.
     */
    OMNIFUND_REPLAY_UNTIL_ANSWERED = 0,
    /*
     * It is presented once more. For a server that takes a spent token for a short while, and gives the same
     * pair again.
     */
    OMNIFUND_REPLAY_ONCE = 1,
    /*
     * It is never presented again: a saved password signs in anew, or a human does. For a server that revokes all
     * that it gave when a spent token comes.
     */
    OMNIFUND_REPLAY_NEVER = 2
} omnifund_replay;

/*
 * Whether a password is saved with the session, so that it can sign in anew where the server's reply
 * to a refresh was lost.
 */
typedef enum {
    /*
     * It is forgotten.
     */
    OMNIFUND_SAVE_PASSWORD_NO = 0,
    /*
     * In this process's memory.
     */
    OMNIFUND_SAVE_PASSWORD_IN_MEMORY = 1,
    /*
     * Sealed in the store, for all processes.
     */
    OMNIFUND_SAVE_PASSWORD_SEALED = 2
} omnifund_save_password;

/*
 * What a function of omnifund_store_functions answers. Any other number counts as
 * OMNIFUND_STORE_ANSWER_UNKNOWN from `swap`, and as OMNIFUND_STORE_ANSWER_FAILED from all others.
 */
typedef enum {
    /*
     * It is done, and durable.
     */
    OMNIFUND_STORE_ANSWER_DONE = 0,
    /*
     * The record is in another version than was expected. Nothing was changed.
     */
    OMNIFUND_STORE_ANSWER_CONFLICT = 1,
    /*
     * Somebody else has the lease.
     */
    OMNIFUND_STORE_ANSWER_BUSY = 2,
    /*
     * The lease has ended, or somebody else has had it since: its fence is not the newest any more.
     * Nothing was changed.
     */
    OMNIFUND_STORE_ANSWER_LOST = 3,
    /*
     * Whether it was done can't be told: the connection broke, or the deadline passed, after it was sent.
     */
    OMNIFUND_STORE_ANSWER_UNKNOWN = 4,
    /*
     * The store can't be reached now, or its connection is broken; nothing was changed. The connection
     * is ended, and another one made at the next call.
     */
    OMNIFUND_STORE_ANSWER_UNREACHABLE = 5,
    /*
     * It refused, in a way that waiting does not mend: a missing table or right, a full disk.
     */
    OMNIFUND_STORE_ANSWER_FAILED = 6
} omnifund_store_answer;

/*
 * A question to a user: may this OAuth client act for you (RFC 6749 section 4.1)? Where a browser is at
 * hand OmniFund recommends it: no program sees the password. Send the user's browser to its URL; the user
 * logs in at OmniFund, allows or denies, and comes back to your redirect URI; hand the URL that the
 * user came back with to omnifund_session_sign_in_with_code. Immutable: any thread may use it.
 */
typedef struct omnifund_authorization omnifund_authorization;

/*
 * An OAuth client ready to talk to one OmniFund. Any thread may use it at any time. Each of its
 * calls makes one request over a connection of its own, on the calling thread, and blocks for the
 * exchange timeout at most, beside what the system's resolver takes longer.
 */
typedef struct omnifund_client omnifund_client;

/*
 * The OAuth clients of a store, as they were when it was asked. Immutable: any thread may read it.
 */
typedef struct omnifund_client_list omnifund_client_list;

/*
 * The settings of an OAuth client. For one thread at a time. A client copies what it needs, so a
 * config can be changed, reused and freed after omnifund_client_new.
 */
typedef struct omnifund_config omnifund_config;

/*
 * What went wrong. Immutable: any thread may read it. Its strings live as long as it does. It
 * never holds a client secret, a password or a token.
 */
typedef struct omnifund_error omnifund_error;

/*
 * An answer of the token endpoint that nothing could be made of. It may hold the only pair that there is,
 * so it is kept in the store, sealed, until the next success. Immutable: any thread may read it.
 */
typedef struct omnifund_kept_answer omnifund_kept_answer;

/*
 * A key of 32 bytes that seals the records of a store. Immutable; wiped when it is freed.
 */
typedef struct omnifund_key omnifund_key;

/*
 * A line of the log: words for people, and what a machine can read. Immutable: any thread may read it. Names
 * in it are cleaned: what could begin a line of its own, or do something to a terminal, is a blank.
 */
typedef struct omnifund_log_entry omnifund_log_entry;

/*
 * Lines that wait until somebody takes them: for languages that the library can't call, such as PHP. Any
 * thread may use it at any time. A forked child's is empty.
 */
typedef struct omnifund_log_queue omnifund_log_queue;

/*
 * What the server answered to a token login. Immutable: any thread may read it. Its strings live as
 * long as it does, and are wiped when it is freed. Cookies, Location and body can each let somebody
 * in as that user.
 */
typedef struct omnifund_login omnifund_login;

/*
 * How a store and all of its sessions stood when they were asked. Immutable: any thread may read it.
 */
typedef struct omnifund_metrics omnifund_metrics;

/*
 * A request to OmniFund's API: what is asked for, what goes with it, where the answer goes. It may be made as often
 * as you like, but for a body or an answer that goes through a callback. For one thread at a time.
 */
typedef struct omnifund_request omnifund_request;

/*
 * What the server answered to a request: whatever it said, an answer is no error. Immutable: any thread may read
 * it. Its strings live as long as it does, and are wiped when it is freed.
 */
typedef struct omnifund_response omnifund_response;

/*
 * One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any time, and
 * any number of processes the same store: each refresh token is presented by one of them. Calls that
 * block do so for the call budget at most (omnifund_config_set_call_budget), beside what the
 * system's resolver takes longer. After a fork a child goes on with its parent's handles.
 */
typedef struct omnifund_session omnifund_session;

/*
 * Goes through the sessions of a store. For one thread at a time; its strings live until the next
 * page is read.
 */
typedef struct omnifund_session_list omnifund_session_list;

/*
 * How a session stood when it was asked. Immutable: any thread may read it.
 */
typedef struct omnifund_status omnifund_status;

/*
 * Where sessions and OAuth clients are kept, sealed. Any thread may use it at any time, and any
 * number of processes the same directory. Whoever opens a store can act as any employee in it.
 * Codes of the 500s are its errors; their advice is mostly OMNIFUND_ADVICE_FIX_STORAGE.
 */
typedef struct omnifund_store omnifund_store;

/*
 * How a store's directory is kept. For one thread at a time.
 */
typedef struct omnifund_store_options omnifund_store_options;

/*
 * What a grant brought, or a session. Immutable: any thread may read it. Its strings live as long as
 * it does, and are wiped when it is freed.
 */
typedef struct omnifund_token omnifund_token;

/*
 * Takes a line of the log. `message` is valid during the call only.
 */
typedef void (*omnifund_log_callback)(void *userdata, int32_t level, const char *message);

/*
 * Ends what `userdata` points to. It is called once, when the library has no more need of it, on whatever thread
 * that is; it must not call the library.
 */
typedef void (*omnifund_userdata_callback)(void *userdata);

/*
 * Takes a line of the log with what a machine can read. `entry` is valid during the call only.
 */
typedef void (*omnifund_log_entry_callback)(void *userdata, const omnifund_log_entry *entry);

/*
 * Where a function of omnifund_store_functions puts what it found, before it returns. Each takes `call` first;
 * what it is given need not outlive it. The functions are the library's, valid during that call alone.
 */
typedef struct {
    /*
     * The size of this structure, since later libraries may add to its end.
     */
    size_t size;
    /*
     * Handed to each function as it is.
     */
    void *call;
    /*
     * Takes the record that `load` found: its version, the write id of the swap that made it, and for how
     * long it has stood there by the store's own clock; -1 where the store can't tell.
     */
    void (*record)(void *call,
                   int64_t version,
                   const char *write_id,
                   int64_t age_ms,
                   const uint8_t *bytes,
                   size_t length);
    /*
     * Takes what `lease` found. With OMNIFUND_STORE_ANSWER_DONE its fence, and how much is left of it; with
     * OMNIFUND_STORE_ANSWER_BUSY how much is left of the other's.
     */
    void (*lease)(void *call, int64_t fence, int64_t remaining_ms);
    /*
     * Takes a key that `list` found, in their order, and the store's id from `identify`.
     */
    void (*key)(void *call, const char *key);
    /*
     * Takes what went wrong, for a person who reads it in an error: what was tried, and what came back.
     * Never a secret: no password of a url.
     */
    void (*message)(void *call, const char *text);
} omnifund_store_sink;

/*
 * A store of somebody else's: sealed records in a database, over a connection that the program has, or over
 * one of a library's. It is a dumb keeper: sealing, waiting and the journal are this library's.
 *
 * All functions but `wait` and `destroy` must be there. Each takes `userdata` first, and answers an
 * omnifund_store_answer. One connection is used by one thread at a time, which need not be the thread that it
 * was made on; several connections may be at work at once, on several threads, where the program uses the
 * store on several. A connection is made when a call needs one, ended when no call needs it any more, and never
 * used, nor ended, in a process that was forked since: there another one is made. A function calls nothing of this
 * library but the functions of the sink that it is given. Nothing may be thrown, and no longjmp made, out of
 * a function: catch what your language throws, and answer.
 *
 * Texts end with a NUL and are ASCII: a key is at most 80 characters long, and keys are ordered by their
 * bytes; `owner` and `write_id` are 32 hexadecimal digits each. A record has at most 1048576 bytes.
 * `deadline_ms` is how long the call may take: then answer, at the latest.
 *
 * A lease is a row of its own, beside the record's, and outlives it: its fence only grows, also where the
 * record was taken away. Whether a lease has ended is for the store's own clock to say, and for nobody else's.
 *
 * A library that brings stores by a url ("postgresql://...") exports one function, and connects to nothing in
 * it: int32_t omnifund_store_library_1(const char *url, omnifund_store_functions *functions, const
 * omnifund_store_sink *sink). It sets what `functions` points to, whose `size` and `version` are set
 * already and say what there is room for, and answers OMNIFUND_STORE_ANSWER_DONE, or
 * OMNIFUND_STORE_ANSWER_FAILED with a message where the url is none of its own.
 */
typedef struct {
    /*
     * The size of this structure, since later headers may add to its end.
     */
    size_t size;
    /*
     * Of this table: 1.
     */
    uint32_t version;
    /*
     * Handed to each function as it is.
     */
    void *userdata;
    /*
     * Makes a connection, and puts it into `connection`.
     */
    int32_t (*connect)(void *userdata,
                       int64_t deadline_ms,
                       void **connection,
                       const omnifund_store_sink *sink);
    /*
     * Ends a connection. Never called in a forked child for one that its parent made.
     */
    void (*disconnect)(void *userdata, void *connection);
    /*
     * Gives the store's id to `key` of the sink: 32 hexadecimal digits, chosen at random once, when the store
     * was made, and copied with it.
     */
    int32_t (*identify)(void *userdata,
                        void *connection,
                        int64_t deadline_ms,
                        const omnifund_store_sink *sink);
    /*
     * Reads a record. Where there is none, OMNIFUND_STORE_ANSWER_DONE without a call of `record` says so. It
     * reads what was swapped last, and nothing older: no replica that lags behind.
     */
    int32_t (*load)(void *userdata,
                    void *connection,
                    int64_t deadline_ms,
                    const char *key,
                    const omnifund_store_sink *sink);
    /*
     * Tries to take the lease of a record, which need not be there, and does not wait for it. It is free where
     * nobody ever had it, where it was released or has ended, and where this owner has it: then it begins
     * anew, to last `lasting_ms` from now, with a fence greater than any before.
     */
    int32_t (*lease)(void *userdata,
                     void *connection,
                     int64_t deadline_ms,
                     const char *key,
                     const char *owner,
                     int64_t lasting_ms,
                     const omnifund_store_sink *sink);
    /*
     * Puts `bytes` in the place of version `expected`, as version `expected` + 1, together with `write_id`;
     * 0 is a record that is not there. In one step: only while `owner` has the lease of `key` with this fence,
     * and it has not ended (else OMNIFUND_STORE_ANSWER_LOST), and only where the version is `expected` (else
     * OMNIFUND_STORE_ANSWER_CONFLICT). Where `bytes` is NULL, the record is taken away. `bytes` may be NULL.
     */
    int32_t (*swap)(void *userdata,
                    void *connection,
                    int64_t deadline_ms,
                    const char *key,
                    const char *owner,
                    int64_t fence,
                    int64_t expected,
                    const char *write_id,
                    const uint8_t *bytes,
                    size_t length,
                    const omnifund_store_sink *sink);
    /*
     * Ends a lease early, where it still is the owner's with this fence; else it does nothing. The fence stays.
     */
    int32_t (*release)(void *userdata,
                       void *connection,
                       int64_t deadline_ms,
                       const char *key,
                       const char *owner,
                       int64_t fence,
                       const omnifund_store_sink *sink);
    /*
     * Gives the keys of records, `limit` at most, that lie behind `after` and before `up_to`, in the order of
     * their bytes. A record that is there during all of a listing is in it, whatever else changes meanwhile.
     */
    int32_t (*list)(void *userdata,
                    void *connection,
                    int64_t deadline_ms,
                    const char *after,
                    const char *up_to,
                    int64_t limit,
                    const omnifund_store_sink *sink);
    /*
     * Waits until the lease of a record may have become free, for `at_most_ms` at most. It may return at any
     * time before. NULL where the store can't tell: then the library asks `lease` now and then.
     */
    int32_t (*wait)(void *userdata,
                    void *connection,
                    const char *key,
                    int64_t at_most_ms,
                    const omnifund_store_sink *sink);
    /*
     * Ends `userdata`, once, when the store and all that was opened in it have ended and no function is at work
     * any more. NULL where there is nothing to end.
     */
    void (*destroy)(void *userdata);
} omnifund_store_functions;

/*
 * Puts the next bytes of a body into `buffer`, `room` of them at most. Returns how many it has put there: 0 at the
 * end, and -1 where it can't go on.
 */
typedef int64_t (*omnifund_body_callback)(void *userdata, char *buffer, int64_t room);

/*
 * Takes the next bytes of an answer's body, `length` of them; `bytes` is valid during the call only. Returns 1, or 0
 * to end the request.
 */
typedef int32_t (*omnifund_output_callback)(void *userdata, const char *bytes, int64_t length);

/*
 * Told of each session that was kept alive: `err` is NULL where it was refreshed, else why not.
 * `username` is empty where its record can't be read. `username` and `err` are borrowed for the call.
 */
typedef void (*omnifund_kept_alive_callback)(void *userdata,
                                             const char *username,
                                             const omnifund_error *err);

/*
 * The version of the library, such as "0.1.0". It is static: valid for ever, not to be freed.
 * Never blocks, any thread.
 */
const char *omnifund_version(void);

/*
 * The number of the binary interface, 1. It is raised when a program compiled against an older
 * header would go wrong; functions and constants are added without raising it. A program that
 * loads the library at run time compares it with its header's OMNIFUND_ABI_VERSION. Never blocks,
 * any thread.
 */
int32_t omnifund_abi_version(void);

/*
 * The code: an omnifund_code, the same that the function returned. OMNIFUND_OK for NULL. Never
 * blocks.
 */
int32_t omnifund_error_code(const omnifund_error *err);

/*
 * What to do: an omnifund_advice. OMNIFUND_ADVICE_NONE for NULL. A program that switches on this
 * alone goes on working when codes are added. Never blocks.
 */
int32_t omnifund_error_advice(const omnifund_error *err);

/*
 * What became of the request: an omnifund_outcome. 0 for NULL. Never blocks.
 */
int32_t omnifund_error_outcome(const omnifund_error *err);

/*
 * What was tried, what came back and what to do, in English, for the person who reads it: for a
 * log or a screen, not for a program to take apart. Borrowed from the error. NULL for NULL. Never
 * blocks.
 */
const char *omnifund_error_message(const omnifund_error *err);

/*
 * The HTTP status of the answer; 0 where none was read, and for NULL. Never blocks.
 */
int32_t omnifund_error_http_status(const omnifund_error *err);

/*
 * The OAuth error as the server wrote it, such as "invalid_grant" (RFC 6749 section 5.2, RFC 6750
 * section 3). NULL where it said none, and for NULL. Borrowed from the error. Never blocks.
 */
const char *omnifund_error_oauth_error(const omnifund_error *err);

/*
 * The server's own words, such as "Refresh token has expired": they tell apart what shares a code.
 * At most 500 characters on one line. NULL where it said none, and for NULL. Borrowed from the
 * error. Never blocks.
 */
const char *omnifund_error_oauth_error_description(const omnifund_error *err);

/*
 * How many seconds to wait before another try: what the server asked for, 1 to 900, else 5.
 * 0 where the advice is not OMNIFUND_ADVICE_WAIT, and for NULL. Never blocks.
 */
int64_t omnifund_error_retry_after(const omnifund_error *err);

/*
 * Ends an error, and its strings with it. NULL does nothing. Never blocks.
 */
void omnifund_error_free(omnifund_error *err);

/*
 * The name of a code, such as "OMNIFUND_CODE_CONNECT_FAILED", or "OMNIFUND_OK": for a log. NULL where this version
 * of the library knows no such code. It is static: valid for ever, not to be freed. Never blocks, any thread.
 */
const char *omnifund_code_name(int32_t code);

/*
 * What a code means, in a sentence for a person, where no error was asked for: omnifund_error_message says what was
 * tried and what came back, and this can't. It is static: valid for ever, not to be freed, and never NULL. Never
 * blocks, any thread.
 */
const char *omnifund_code_text(int32_t code);

/*
 * A config with nothing set but the defaults, which the setters tell: proxy from the environment variables, the
 * system's certificates, no log.
 * Never NULL. End it with omnifund_config_free. Never blocks.
 */
omnifund_config *omnifund_config_new(void);

/*
 * A config from a file of NAME=value lines, or from environment variables of the same names where
 * `path` is NULL; `path` may be NULL. Nothing is ever read that was not asked for.
 * OMNIFUND_ENVIRONMENT=sandbox                 or production: one of the vendor's hosts
 * OMNIFUND_BASE_URL=https://...                any other OmniFund; it replaces the environment's
 * OMNIFUND_ALLOW_PLAIN_HTTP=yes                takes plain http:// beyond loopback; secrets then cross the network readable; no unless set
 * OMNIFUND_CLIENT=Till 7                       an OAuth client that the store keeps under this name
 * OMNIFUND_CLIENT_SECRET=...                   the secret of OMNIFUND_CLIENT_ID
 * OMNIFUND_CLIENT_SECRET_FILE=...              a file that holds that secret, instead
 * OMNIFUND_CLIENT_ID=...                       an OAuth client that the store does not keep
 * OMNIFUND_BODY=json                           or form: how bodies to the token endpoint are written; form unless set
 * OMNIFUND_CA_FILE=...                         certificates to trust beside the system's
 * OMNIFUND_CA_ONLY=yes                         trusts that file alone; no unless set
 * OMNIFUND_PROXY=http://...                    a proxy, or none; unless set, the variables https_proxy, all_proxy and no_proxy decide
 * OMNIFUND_CONNECT_TIMEOUT=2.5                 seconds that a connection may take, TLS handshake included; 5 unless set
 * OMNIFUND_EXCHANGE_TIMEOUT=60                 seconds that one request may take; 15 unless set
 * OMNIFUND_CALL_BUDGET=60                      seconds that one call may take, all that it does included; 25 unless set
 * OMNIFUND_IDEMPOTENCY_HEADER=Idempotency-Key  the header by which the server knows a POST that it has seen before
 * OMNIFUND_REPLAY=never                        or once, until_answered: of a refresh token whose answer was lost; until_answered unless set
 * OMNIFUND_REFRESH_LIFETIME=2592000            seconds that a refresh token presumably lives, for its status alone; 1209600 unless set
 * OMNIFUND_STORE=/var/lib/pos/omnifund         the store's directory, or the url of a database that several hosts share
 * OMNIFUND_STORE_MODE=group                    or private: group where two users share the store; private unless set
 * OMNIFUND_STORE_ALLOW_NETWORK=yes             takes a file system that other machines can be at; no unless set
 * OMNIFUND_STORE_MUST_EXIST=yes                programs make no store where the path is wrong or the disk away; the omnifund command does; no unless set
 * OMNIFUND_STORE_KEY=...                       the sealing key itself, 64 hexadecimal digits
 * OMNIFUND_STORE_OLDER_KEY=...                 beside it, a key that opens records and seals none
 * OMNIFUND_STORE_KEY_FILE=...                  another key file than that beside the store, whose name ends in .key
 * OMNIFUND_STORE_KEY_PROTECTION=user           or machine, none: whom Windows (DPAPI) lets open the key file
 * OMNIFUND_STORE_JOURNAL=/var/lib/pos/journal  beside a database, this host's own directory; in its state directory unless set
 * OMNIFUND_MACHINE=...                         this machine's name, where it has no /etc/machine-id
 * OMNIFUND_LOG=info:stderr                     level and sink: stderr, syslog, file:PATH
 * OMNIFUND_AUDIT=syslog                        or file:PATH: a line for each act that changes who may act
 * Seconds may have a fraction: "0.5". An end of line behind a value, as variables and files of secrets have
 * it, is no part of it; other control characters are refused.
 * In a file empty lines and lines that begin with # are skipped, a value may stand in quotation marks,
 * and relative paths begin at the file's directory (of a variable, at the process's as it is now); it must
 * not be readable by everybody, nor writable by its group. PHP-FPM hides the environment from its workers
 * unless its pool says env[...]: a file is the better way there.
 * Gives a config, to be ended with omnifund_config_free.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION, with the line: a name that is not known or stands twice, a
 * bad value, names that exclude each other, a file that can't be read or that others may; and for the
 * environment of a program that has rights which its caller has not (setuid). Blocks on the file system only.
 */
int32_t omnifund_config_load(const char *path,
                             omnifund_config **cfg,
                             omnifund_error **err);

/*
 * One of the vendor's hosts by name: "sandbox" or "production". There is no default.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION for any other name. Never blocks.
 */
int32_t omnifund_config_set_environment(omnifund_config *cfg,
                                        const char *environment,
                                        omnifund_error **err);

/*
 * Any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the
 * environment's, in whatever order the two are set. "http://" is taken for a loopback address
 * only, or after omnifund_config_allow_plain_http.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no such URL. Never blocks.
 */
int32_t omnifund_config_set_base_url(omnifund_config *cfg,
                                     const char *base_url,
                                     omnifund_error **err);

/*
 * Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New
 * OAuth Client). Both are copied.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION where one is empty, or has a control character in it, such as
 * the end of a line. Never blocks.
 */
int32_t omnifund_config_set_credentials(omnifund_config *cfg,
                                        const char *client_id,
                                        const char *client_secret,
                                        omnifund_error **err);

/*
 * Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and not as a form
 * (RFC 6749); a form unless set. `json` is 1 or 0.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for any other number. Never blocks.
 */
int32_t omnifund_config_set_json_body(omnifund_config *cfg,
                                      int32_t json,
                                      omnifund_error **err);

/*
 * How long a connection may take, TLS handshake included; 5 s unless set. In
 * milliseconds, 1 to 3600000. Looking up the name comes before it, as long as the system's resolver takes.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
 */
int32_t omnifund_config_set_connect_timeout(omnifund_config *cfg,
                                            int64_t milliseconds,
                                            omnifund_error **err);

/*
 * How long one request may take, from the name look-up to the answer's last byte;
 * 15 s unless set. In milliseconds, 1 to 3600000. Unless set, it is as
 * long as the call where that has a budget of its own (omnifund_config_set_call_budget,
 * omnifund_session_token_within). Set, it holds within any budget.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
 */
int32_t omnifund_config_set_exchange_timeout(omnifund_config *cfg,
                                             int64_t milliseconds,
                                             omnifund_error **err);

/*
 * Which header carries the idempotency key of each POST and PATCH that a session makes, so that the server knows
 * one that it has seen before. A request without a key of its own (omnifund_request_set_idempotency_key) gets one,
 * and keeps it. Unless this is set, only a key that is set is sent.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no header's name, or one that HTTP or the access token
 * needs. Never blocks.
 */
int32_t omnifund_config_set_idempotency_header(omnifund_config *cfg,
                                               const char *name,
                                               omnifund_error **err);

/*
 * How long one call of this library may take, all that it does included; 25 s unless set. In
 * milliseconds, 1 to 3600000; many servers kill a worker after 30 s. Set, one request may
 * take all of it, unless omnifund_config_set_exchange_timeout says otherwise.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
 */
int32_t omnifund_config_set_call_budget(omnifund_config *cfg,
                                        int64_t milliseconds,
                                        omnifund_error **err);

/*
 * The proxy for every request: "http://[user:password@]host[:port]", or "https://...". Unless set,
 * the variables https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY and no_proxy, NO_PROXY decide when
 * a client is made (for a plain HTTP base URL http_proxy; never HTTP_PROXY, which a web server
 * fills from a request's header); a loopback address is then reached directly. A program that has rights
 * which its caller has not (setuid) looks neither at them nor at SSL_CERT_FILE and SSL_CERT_DIR.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no such URL; the message does not repeat
 * it, since it may hold a password. Never blocks.
 */
int32_t omnifund_config_set_proxy(omnifund_config *cfg,
                                  const char *proxy,
                                  omnifund_error **err);

/*
 * No proxy, whatever the environment variables say. Never blocks.
 */
int32_t omnifund_config_disable_proxy(omnifund_config *cfg, omnifund_error **err);

/*
 * A file of certificates to trust beside the system's: a local server's authority, a company's own, or the
 * server's own certificate, which then counts for its names and dates whoever signed it. PEM or DER. It is
 * read at the first request, once for all clients of the process that name it, and again after the server's
 * authority was not trusted. What is in it and can't be taken is an error, never left out. A relative
 * path is taken from the directory that the process is in now.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION where there is no such file. Blocks on the file
 * system only.
 */
int32_t omnifund_config_set_ca_file(omnifund_config *cfg,
                                    const char *path,
                                    omnifund_error **err);

/*
 * Trusts the CA file alone, and none of the system's authorities, which are then not read; for a proxy that is
 * reached by "https://" too. Without a CA file omnifund_client_new fails. Never blocks.
 */
int32_t omnifund_config_trust_ca_file_only(omnifund_config *cfg,
                                           omnifund_error **err);

/*
 * Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network
 * readable. Never blocks.
 */
int32_t omnifund_config_allow_plain_http(omnifund_config *cfg, omnifund_error **err);

/*
 * What a session does with a refresh token whose last exchange has an unknown outcome;
 * OMNIFUND_REPLAY_UNTIL_ANSWERED unless set. `replay` is an omnifund_replay.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for another number. Never blocks.
 */
int32_t omnifund_config_set_replay(omnifund_config *cfg, int32_t replay, omnifund_error **err);

/*
 * How long a refresh token presumably lives, for a session's status alone, since the server never says it;
 * 14 days unless set. In seconds, 1 to 315360000 (ten years).
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
 */
int32_t omnifund_config_set_refresh_lifetime(omnifund_config *cfg,
                                             int64_t seconds,
                                             omnifund_error **err);

/*
 * Ends a config. NULL does nothing. Clients made from it go on. Never blocks.
 */
void omnifund_config_free(omnifund_config *cfg);

/*
 * Logs to standard error: lines of `level`, an omnifund_log_level, and of what matters more. Each
 * such call adds one sink, but where standard error is closed it adds none: its number may become a
 * socket's. A line that can't be written is dropped: a log never makes a call fail, nor ends the program.
 * A pipe whose reader has stopped reading is waited for, when no lock is held and no pair is unsaved.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no level. Never blocks.
 */
int32_t omnifund_config_log_to_stderr(omnifund_config *cfg,
                                      int32_t level,
                                      omnifund_error **err);

/*
 * Logs to the end of a file, made where there is none. It is opened for each line, so that it can
 * be rotated at any time. Where it is a pipe that nobody reads or that is full, the line is dropped.
 * Levels and errors as for omnifund_config_log_to_stderr, and
 * OMNIFUND_CODE_INVALID_ARGUMENT for an empty path. A relative path is taken from the directory that the
 * process is in now. Never blocks.
 */
int32_t omnifund_config_log_to_file(omnifund_config *cfg,
                                    const char *path,
                                    int32_t level,
                                    omnifund_error **err);

/*
 * Logs to the system's log by its local socket, as facility daemon; to nowhere where there is
 * none. Levels and errors as for omnifund_config_log_to_stderr. Never blocks.
 */
int32_t omnifund_config_log_to_syslog(omnifund_config *cfg, int32_t level, omnifund_error **err);

/*
 * Logs to a function of yours. It is called on the thread that made the call, several at a time
 * where several threads call. It may call the library: lines of a session come before its locks are taken, or
 * after they were given up, in the same call. It and `userdata` must stay good until the program ends: the config,
 * each client, session and store that is made from it, and what a process remembers of a session without a handle,
 * log to it. omnifund_config_log_to_callback_with tells when nobody does any more. `userdata` may be NULL. Levels and errors as for
 * omnifund_config_log_to_stderr. It must return: no C++ exception, no longjmp. Not for PHP, whose
 * closures end with their request: omnifund_config_log_to_queue is. Never blocks.
 */
int32_t omnifund_config_log_to_callback(omnifund_config *cfg,
                                        omnifund_log_callback callback,
                                        void *userdata,
                                        int32_t level,
                                        omnifund_error **err);

/*
 * As omnifund_config_log_to_callback, and `destroy` is called with `userdata`, once, when nothing logs to the function
 * any more, and also where this call fails; in a process that ends before that it is not called. `destroy` may be
 * NULL, `userdata` may be NULL. Never blocks.
 */
int32_t omnifund_config_log_to_callback_with(omnifund_config *cfg,
                                             omnifund_log_callback callback,
                                             void *userdata,
                                             omnifund_userdata_callback destroy,
                                             int32_t level,
                                             omnifund_error **err);

/*
 * As omnifund_config_log_to_callback, to a function that gets each line as an entry.
 * `userdata` may be NULL. Never blocks.
 */
int32_t omnifund_config_log_entries_to_callback(omnifund_config *cfg,
                                                omnifund_log_entry_callback callback,
                                                void *userdata,
                                                int32_t level,
                                                omnifund_error **err);

/*
 * As omnifund_config_log_to_callback_with, to a function that gets each line as an entry. `destroy` may be NULL,
 * `userdata` may be NULL. Never blocks.
 */
int32_t omnifund_config_log_entries_to_callback_with(omnifund_config *cfg,
                                                     omnifund_log_entry_callback callback,
                                                     void *userdata,
                                                     omnifund_userdata_callback destroy,
                                                     int32_t level,
                                                     omnifund_error **err);

/*
 * Logs to a queue, which keeps the newest 1000 lines. It may be freed before the clients that are made from
 * this config. Levels and errors as for omnifund_config_log_to_stderr. Never blocks.
 */
int32_t omnifund_config_log_to_queue(omnifund_config *cfg,
                                     const omnifund_log_queue *queue,
                                     int32_t level,
                                     omnifund_error **err);

/*
 * Where audit lines go: "syslog" (facility authpriv) or "file:PATH". Each act that changes who may act
 * leaves one: sign-in, sign-out, adopt, export, a believed rejection, a lost session, changes of OAuth
 * clients and of the sealing key; docs/operations.md has its form, a JSON object in one line. It goes before
 * the sink that the environment variable OMNIFUND_AUDIT names, which holds for each process whose clients and
 * stores say nothing else. A store that is opened without a config has omnifund_store_options_set_audit.
 * An act never fails for its line: one that a file does not take goes to the system's log, and into the log
 * as an error.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no sink. Never blocks.
 */
int32_t omnifund_config_set_audit(omnifund_config *cfg,
                                  const char *sink,
                                  omnifund_error **err);

/*
 * How much it matters, an omnifund_log_level; 0 for NULL. Never blocks.
 */
int32_t omnifund_log_entry_level(const omnifund_log_entry *entry);

/*
 * What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login", "request", "opened",
 * "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or "audit"; later versions may
 * have more. NULL for NULL. Borrowed from the entry. Never blocks.
 */
const char *omnifund_log_entry_event(const omnifund_log_entry *entry);

/*
 * The words for people. NULL for NULL. Borrowed from the entry. Never blocks.
 */
const char *omnifund_log_entry_message(const omnifund_log_entry *entry);

/*
 * OmniFund's user. NULL where the line is about none, and for NULL. Borrowed from the entry. Never blocks.
 */
const char *omnifund_log_entry_user(const omnifund_log_entry *entry);

/*
 * The OAuth client, by its client id. NULL where the line is about none, and for NULL. Borrowed from the
 * entry. Never blocks.
 */
const char *omnifund_log_entry_client_id(const omnifund_log_entry *entry);

/*
 * When, as a Unix time in seconds; 0 for NULL. A line of a session comes later than that: when its locks are
 * given up. Never blocks.
 */
int64_t omnifund_log_entry_time(const omnifund_log_entry *entry);

/*
 * How many milliseconds an exchange, a token login or a request took, from 1; 0 of other lines, and for NULL. Never
 * blocks.
 */
int64_t omnifund_log_entry_milliseconds(const omnifund_log_entry *entry);

/*
 * The omnifund_code of the error that the line tells of; 0 where it tells of none, and for NULL. Never blocks.
 */
int32_t omnifund_log_entry_code(const omnifund_log_entry *entry);

/*
 * Ends an entry that omnifund_log_queue_take gave. NULL does nothing. Never blocks.
 */
void omnifund_log_entry_free(omnifund_log_entry *entry);

/*
 * A queue without a line. NULL only where there is no memory. End it with omnifund_log_queue_free. Never
 * blocks.
 */
omnifund_log_queue *omnifund_log_queue_new(void);

/*
 * Takes the oldest line out of a queue. Returns an entry, to be ended with omnifund_log_entry_free; NULL where
 * there is none, and for NULL. Never blocks.
 */
omnifund_log_entry *omnifund_log_queue_take(const omnifund_log_queue *queue);

/*
 * Ends a queue and the lines in it. NULL does nothing. Never blocks.
 */
void omnifund_log_queue_free(omnifund_log_queue *queue);

/*
 * Makes a client from a copy of `cfg`. Touches neither the network nor certificates.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION, with the name of the setting in the message, where
 * one is missing or does not go with the others. End it with omnifund_client_free. Never blocks.
 */
int32_t omnifund_client_new(const omnifund_config *cfg,
                            omnifund_client **client,
                            omnifund_error **err);

/*
 * An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining
 * an Access Token"). Gives a token, to be ended with omnifund_token_free.
 * Returns OMNIFUND_CODE_MISSING_CREDENTIALS where one of the two is empty,
 * OMNIFUND_CODE_WRONG_PASSWORD or another code of the 300s where the server refused, a code of the
 * 200s or 400s where it could not be asked or did not answer as it should. Blocks, see
 * omnifund_client.
 */
int32_t omnifund_client_password_grant(const omnifund_client *client,
                                       const char *username,
                                       const char *password,
                                       omnifund_token **token,
                                       omnifund_error **err);

/*
 * A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's
 * "Refreshing an Access Token"). OmniFund takes each refresh token once: save the new one before
 * you do anything else. Where an error's outcome is OMNIFUND_OUTCOME_UNKNOWN, the old one may be
 * spent or not. Gives a token, to be ended with omnifund_token_free.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no token,
 * OMNIFUND_CODE_REFRESH_TOKEN_REFUSED or another code of the 300s where the server refused, a code
 * of the 200s or 400s where it could not be asked or did not answer as it should. Blocks, see
 * omnifund_client.
 */
int32_t omnifund_client_refresh_grant(const omnifund_client *client,
                                      const char *refresh_token,
                                      omnifund_token **token,
                                      omnifund_error **err);

/*
 * Logs the access token's user in (the specification's "Token Login", RFC 6750 section 2.1). Gives
 * what the server answered, status 200 to 399, to be ended with omnifund_login_free; no redirect is
 * followed.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no token,
 * OMNIFUND_CODE_ACCESS_TOKEN_REFUSED or OMNIFUND_CODE_ACCESS_DENIED for 401,
 * OMNIFUND_CODE_INSUFFICIENT_SCOPE for 403, with the words of WWW-Authenticate, another code of the
 * 200s to 400s where the server could not be asked or did not answer as it should. Blocks, see
 * omnifund_client.
 */
int32_t omnifund_client_token_login(const omnifund_client *client,
                                    const char *access_token,
                                    omnifund_login **login,
                                    omnifund_error **err);

/*
 * Ends a client, once no thread uses it any more. NULL does nothing. Never blocks.
 */
void omnifund_client_free(omnifund_client *client);

/*
 * The access token, for the header "Authorization: Bearer ...", with a capital B. NULL for an exported
 * pair without one, and for NULL. Borrowed from the token. Never blocks.
 */
const char *omnifund_token_access_token(const omnifund_token *token);

/*
 * The refresh token, good for one refresh. NULL where the server gave none: after a refresh, the
 * one that was sent stays good (RFC 6749 section 6). NULL for NULL. Borrowed from the token. Never
 * blocks.
 */
const char *omnifund_token_refresh_token(const omnifund_token *token);

/*
 * The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer"
 * whatever stands here. NULL where the server gave none, and for NULL. Borrowed from the token.
 * Never blocks.
 */
const char *omnifund_token_token_type(const omnifund_token *token);

/*
 * The scope, space-separated. NULL where it was null or absent, and for NULL. Borrowed from the
 * token. Never blocks.
 */
const char *omnifund_token_scope(const omnifund_token *token);

/*
 * How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten
 * years): less is read as 0, more as ten years, digits in a string as a number. 0 also where the
 * server gave nothing of the kind, and for NULL. Never blocks.
 */
int64_t omnifund_token_expires_in(const omnifund_token *token);

/*
 * The end of the access token as a Unix time in seconds by this machine's clock: the moment the
 * request left, and expires_in more. 0 where the server gave no expires_in, and for NULL. Never
 * blocks.
 */
int64_t omnifund_token_expires_at(const omnifund_token *token);

/*
 * For how many milliseconds from when it was handed out a session's token needs nothing: until then
 * omnifund_session_token would give the same one again, unless it was rejected, signed out or refreshed
 * meanwhile. For programs to which a call costs much. 0 for a token near its end, for one of a raw grant,
 * and for NULL. Never blocks.
 */
int64_t omnifund_token_fresh_for(const omnifund_token *token);

/*
 * Ends a token, and wipes its strings. NULL does nothing. Never blocks.
 */
void omnifund_token_free(omnifund_token *token);

/*
 * Makes one, with a random state. `redirect_uri` is where the user comes back to; the OAuth client has
 * to have it under Profile, API Access, to the letter. Sends nothing.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no redirect URI: not absolute, with a fragment, or
 * over 2000 bytes. End it with omnifund_authorization_free. Never blocks.
 */
int32_t omnifund_client_authorization(const omnifund_client *client,
                                      const char *redirect_uri,
                                      omnifund_authorization **authorization,
                                      omnifund_error **err);

/*
 * Makes one that was made before, where the user comes back to another process or request than the one
 * that asked, as in a web application: keep omnifund_authorization_state in the user's web session, and
 * nowhere else. Sends nothing.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for an empty state or one over 2000 bytes, and as
 * omnifund_client_authorization. End it with omnifund_authorization_free. Never blocks.
 */
int32_t omnifund_client_authorization_with_state(const omnifund_client *client,
                                                 const char *redirect_uri,
                                                 const char *state,
                                                 omnifund_authorization **authorization,
                                                 omnifund_error **err);

/*
 * Where the user's browser is to go. NULL for NULL. Borrowed from the authorization. Never blocks.
 */
const char *omnifund_authorization_url(const omnifund_authorization *authorization);

/*
 * What the answer is known by, random: for omnifund_client_authorization_with_state, and for nobody's
 * eyes but the user's. NULL for NULL. Borrowed from the authorization. Never blocks.
 */
const char *omnifund_authorization_state(const omnifund_authorization *authorization);

/*
 * A token for the code that the user came back with (RFC 6749 section 4.1.3), for programs that keep
 * their tokens; with a session, see omnifund_session_sign_in_with_code. `redirect_url` is the URL that
 * the user came back with, whole or path and query as a web server sees it. A code is good once, for 30
 * seconds: where an error's outcome is OMNIFUND_OUTCOME_UNKNOWN, try again at once, or send the user once
 * more. Gives a token, to be ended with omnifund_token_free.
 * Returns OMNIFUND_CODE_FOREIGN_REDIRECT where the URL is no answer to this authorization,
 * OMNIFUND_CODE_AUTHORIZATION_DENIED where the user denied it, OMNIFUND_CODE_CODE_REFUSED,
 * OMNIFUND_CODE_REDIRECT_URI_REFUSED or another code of the 300s where the server refused, a code of the
 * 200s or 400s where it could not be asked or did not answer as it should. Blocks, see omnifund_client.
 */
int32_t omnifund_client_authorization_code_grant(const omnifund_client *client,
                                                 const omnifund_authorization *authorization,
                                                 const char *redirect_url,
                                                 omnifund_token **token,
                                                 omnifund_error **err);

/*
 * Ends an authorization, and wipes its state. NULL does nothing. Never blocks.
 */
void omnifund_authorization_free(omnifund_authorization *authorization);

/*
 * The HTTP status, 200 to 399; 0 for NULL. Never blocks.
 */
int32_t omnifund_login_status(const omnifund_login *login);

/*
 * How many headers there are; 0 for NULL. Never blocks.
 */
int64_t omnifund_login_header_count(const omnifund_login *login);

/*
 * The name of a header, in lower case, by its index from 0. NULL outside, and for NULL. Borrowed
 * from the login. Never blocks.
 */
const char *omnifund_login_header_name(const omnifund_login *login, int64_t index);

/*
 * The value of a header by its index from 0. NULL outside, and for NULL. Borrowed from the login.
 * Never blocks.
 */
const char *omnifund_login_header_value(const omnifund_login *login, int64_t index);

/*
 * The value of the first header of a name, whatever its case; the name is compared as it is. NULL where there is none, and for
 * NULL. Borrowed from the login. Never blocks.
 */
const char *omnifund_login_header(const omnifund_login *login,
                                  const char *name);

/*
 * How many cookies the answer sets; 0 for NULL. Never blocks.
 */
int64_t omnifund_login_cookie_count(const omnifund_login *login);

/*
 * The name of a cookie by its index from 0. NULL outside, and for NULL. Borrowed from the login.
 * Never blocks.
 */
const char *omnifund_login_cookie_name(const omnifund_login *login, int64_t index);

/*
 * The value of a cookie, as it goes into a Cookie header, by its index from 0. NULL outside, and
 * for NULL. Borrowed from the login. Never blocks.
 */
const char *omnifund_login_cookie_value(const omnifund_login *login, int64_t index);

/*
 * The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1), by its index
 * from 0: what a web application sends on to its user's browser. NULL outside, and for NULL.
 * Borrowed from the login. Never blocks.
 */
const char *omnifund_login_cookie_header(const omnifund_login *login, int64_t index);

/*
 * Where the answer sends the browser, as the server wrote it: it may be relative. NULL where it
 * sends nowhere, and for NULL. Borrowed from the login. Never blocks.
 */
const char *omnifund_login_location(const omnifund_login *login);

/*
 * The body, 1 MiB at most, with a NUL behind it. It can hold NULs of its own: its length is
 * omnifund_login_body_length. NULL for NULL. Borrowed from the login. Never blocks.
 */
const char *omnifund_login_body(const omnifund_login *login);

/*
 * The length of the body in bytes, without the NUL behind it; 0 for NULL. Never blocks.
 */
int64_t omnifund_login_body_length(const omnifund_login *login);

/*
 * Ends a login, and wipes its strings. NULL does nothing. Never blocks.
 */
void omnifund_login_free(omnifund_login *login);

/*
 * Takes over the bytes of a sealing key: `length` is 32. They are copied; wipe yours. Gives a key, to
 * be ended with omnifund_key_free.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for another length. Never blocks.
 */
int32_t omnifund_key_from_bytes(const uint8_t *bytes,
                                int64_t length,
                                omnifund_key **key,
                                omnifund_error **err);

/*
 * Ends a key, and wipes it. NULL does nothing. Stores opened with it go on. Never blocks.
 */
void omnifund_key_free(omnifund_key *key);

/*
 * Options with nothing set: nobody but the owner may read the store, no network file system, no other
 * machine's store. NULL only where there is no memory. End them with omnifund_store_options_free.
 * Never blocks.
 */
omnifund_store_options *omnifund_store_options_new(void);

/*
 * Lets the directory's group read and write the store too (directory 2770, files 0660): for a web
 * server and a cron job under two users. Never blocks.
 */
int32_t omnifund_store_options_set_group(omnifund_store_options *options, omnifund_error **err);

/*
 * Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most kinds and
 * their like), whose locks somebody has tried. Never blocks.
 */
int32_t omnifund_store_options_allow_network(omnifund_store_options *options,
                                             omnifund_error **err);

/*
 * Takes a store that another machine made, because it was moved here and that machine uses it no
 * more. From then on it is this machine's, and the other one is refused. Where both use it, sessions are
 * lost. Never blocks.
 */
int32_t omnifund_store_options_take_over(omnifund_store_options *options,
                                         omnifund_error **err);

/*
 * Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted, a program
 * that only reads must say so (OMNIFUND_CODE_STORE_MISSING), and not that nobody is signed in. Never blocks.
 */
int32_t omnifund_store_options_must_exist(omnifund_store_options *options,
                                          omnifund_error **err);

/*
 * A key that opens records and seals none, beside the one that omnifund_store_open_file_with is given:
 * to change that one, give the new one as older first, in all programs, and only then the other way
 * round; omnifund_store_rotate_key then seals all records anew. It is copied. Never blocks.
 */
int32_t omnifund_store_options_add_older_key(omnifund_store_options *options,
                                             const omnifund_key *key,
                                             omnifund_error **err);

/*
 * Keeps the sealing key in the file `path`, and not in "<store>.key". Never blocks.
 */
int32_t omnifund_store_options_set_key_file(omnifund_store_options *options,
                                            const char *path,
                                            omnifund_error **err);

/*
 * Whom the system lets open the key file, beside its permissions: "user" (who sealed it), "machine" (each user of
 * the machine who may read the file), "none"; all but the last on Windows alone, by DPAPI. A key file that is there
 * is sealed anew where it is sealed otherwise; unless this is said it stays as it is, and a new one is not sealed.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION for any other word. Opening the store returns it where the system
 * can't, and for "user" together with omnifund_store_options_set_group. Never blocks.
 */
int32_t omnifund_store_options_set_key_protection(omnifund_store_options *options,
                                                  const char *whom,
                                                  omnifund_error **err);

/*
 * Where the audit lines of the store go, as omnifund_config_set_audit has it: those of its OAuth clients, of its
 * key and of its taking over, and those of its sessions whose config says nothing else.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no sink. Never blocks.
 */
int32_t omnifund_store_options_set_audit(omnifund_store_options *options,
                                         const char *sink,
                                         omnifund_error **err);

/*
 * Names this machine, in place of /etc/machine-id: for containers, which have none, or all the same. Any
 * text that no other machine has; a store that was made under another name is refused. Never blocks.
 */
int32_t omnifund_store_options_set_machine(omnifund_store_options *options,
                                           const char *name,
                                           omnifund_error **err);

/*
 * Ends options. NULL does nothing. Never blocks.
 */
void omnifund_store_options_free(omnifund_store_options *options);

/*
 * A store in this process's memory, gone with it: for tests, and for programs that sign in at every
 * start. A forked child's is empty, since two processes would spend one refresh token: save OAuth clients
 * and sign in there, after the fork. Gives a store, to be ended with omnifund_store_free. Never blocks.
 */
int32_t omnifund_store_open_memory(omnifund_store **store,
                                   omnifund_error **err);

/*
 * A store in a directory, made where there is none, as omnifund_store_open_file_with with no options.
 * `key` may be NULL. Blocks on the file system only.
 */
int32_t omnifund_store_open_file(const char *path,
                                 const omnifund_key *key,
                                 omnifund_store **store,
                                 omnifund_error **err);

/*
 * A store in a directory, made where there is none; its parent must be there. Its records are sealed
 * with `key`, which is copied. `key` may be NULL: then with the key in the file "<path>.key" beside
 * the directory, which is made with it (a backup of the directory does not carry the key, and without
 * it nobody can read the records). `options` may be NULL. Gives a store, to be ended with
 * omnifund_store_free.
 * Returns OMNIFUND_CODE_STORE_PERMISSIONS where others could read it, OMNIFUND_CODE_KEY_MISSING where
 * there are records and no key file, OMNIFUND_CODE_STORE_TOO_NEW for one of a later library,
 * OMNIFUND_CODE_STORE_MOVED for one of another machine, OMNIFUND_CODE_STORE_ON_NETWORK,
 * OMNIFUND_CODE_STORE_FULL, OMNIFUND_CODE_STORE_FAILED. Blocks on the file system only.
 */
int32_t omnifund_store_open_file_with(const char *path,
                                      const omnifund_key *key,
                                      const omnifund_store_options *options,
                                      omnifund_store **store,
                                      omnifund_error **err);

/*
 * The store that a configuration names (OMNIFUND_STORE and what goes with it, omnifund_config_load).
 * Gives a store, to be ended with omnifund_store_free.
 * Returns OMNIFUND_CODE_INVALID_CONFIGURATION where it names none, and as omnifund_store_open.
 * Blocks on the store only.
 */
int32_t omnifund_store_open_configured(const omnifund_config *cfg,
                                       omnifund_store **store,
                                       omnifund_error **err);

/*
 * The first step to change the sealing key: puts a new one into the key file. It opens records, and
 * seals none yet. Where one waits there already, nothing changes. Where several machines get the key
 * file by hand, give it to all of them before the second step.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT where the application gave the key, codes of the 500s. Blocks
 * for 10 s at most, for other changes to end.
 */
int32_t omnifund_store_prepare_key(const omnifund_store *store,
                                   omnifund_error **err);

/*
 * The second step: the prepared key seals from here on, in all processes, and every record that is
 * sealed with another one is sealed anew. `sealed` is set to their number; `sealed` may be NULL. The
 * older keys stay in the key file, since a backup may need them. Where no key was prepared, or the
 * application gave the key, it only seals anew; so a step that was broken off is done again by another
 * call.
 * Returns codes of the 500s: the first one, after all records were tried. Blocks while it goes through
 * the records, and for 10 s at most for each that somebody is changing.
 */
int32_t omnifund_store_rotate_key(const omnifund_store *store,
                                  int64_t *sealed,
                                  omnifund_error **err);

/*
 * Gives up a store; its directory and the sessions opened in it go on. NULL does nothing. Blocks on the
 * store only where a store would not take a new pair: that is tried again.
 */
void omnifund_store_free(omnifund_store *store);

/*
 * The directory of this host's own beside a store that several hosts share: there its processes queue, and
 * what an exchange brought is durable there before the shared store has it. On a local disk, of one user, and
 * never copied to another host. Without it, it is one of the store's own in "omnifund", in the
 * directory that systemd names in STATE_DIRECTORY, else in the user's XDG state directory. Never blocks.
 */
int32_t omnifund_store_options_set_journal(omnifund_store_options *options,
                                           const char *directory,
                                           omnifund_error **err);

/*
 * The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as
 * omnifund_store_open_file_with does, or the url of a database that several hosts share ("postgresql://...",
 * "mysql://..."). For the latter a library beside this one is loaded, and the sealing key comes from `key`,
 * from the key file of the options, or from "<journal>.key". All hosts have the same key: where there are
 * records and no key file, none is made. `key` may be NULL; `options` may be NULL. Gives a store, to be ended
 * with omnifund_store_free.
 * Returns the codes of omnifund_store_open_file_with, OMNIFUND_CODE_INVALID_CONFIGURATION for a url
 * that no library takes, OMNIFUND_CODE_STORE_UNREACHABLE. Blocks on the file system, and for 10 s at most on
 * the database where this host has never opened it.
 */
int32_t omnifund_store_open(const char *place,
                            const omnifund_key *key,
                            const omnifund_store_options *options,
                            omnifund_store **store,
                            omnifund_error **err);

/*
 * A store over a table of functions, which several hosts may share. The table is copied; its `userdata` is the
 * library's until its `destroy` is called, also where this call fails; but for a table of another version, of which
 * nothing is called. Key and journal are as for
 * omnifund_store_open. `key` may be NULL; `options` may be NULL. Gives a store, to be ended with
 * omnifund_store_free.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for a table that lacks a function or is of another version, and the
 * codes of omnifund_store_open. Blocks as omnifund_store_open.
 */
int32_t omnifund_store_open_functions(const omnifund_store_functions *functions,
                                      const omnifund_key *key,
                                      const omnifund_store_options *options,
                                      omnifund_store **store,
                                      omnifund_error **err);

/*
 * Ends the use of a table of functions, for who can't let them live for as long as the store: its connections
 * are ended and its `destroy` is called before this returns, and no function of it is called any more. What
 * is opened in the store goes on with OMNIFUND_CODE_STORE_UNREACHABLE. It does nothing to a store of another
 * kind; NULL does nothing. Blocks until calls that are at work in the store have ended.
 */
void omnifund_store_detach(const omnifund_store *store);

/*
 * Keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike any
 * other. The secret is sealed, and no function gives it back.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for another name, one with a control in it (a line end, an escape,
 * a mark of direction), or an id or a secret that is empty or has a control character in it,
 * OMNIFUND_CODE_CLIENT_NAME_TAKEN where name or client id are kept already, codes of the 500s. Blocks for
 * 10 s at most, for other changes to end.
 */
int32_t omnifund_store_save_client(const omnifund_store *store,
                                   const char *name,
                                   const char *client_id,
                                   const char *client_secret,
                                   omnifund_error **err);

/*
 * Gives an OAuth client of the store another name. Its sessions stay its sessions.
 * Returns OMNIFUND_CODE_CLIENT_NOT_FOUND, and as omnifund_store_save_client. Blocks as that does.
 */
int32_t omnifund_store_rename_client(const omnifund_store *store,
                                     const char *name,
                                     const char *new_name,
                                     omnifund_error **err);

/*
 * Puts a new client id and secret in the place of lost ones: the vendor never shows a secret twice.
 * `sessions` is set to the number of signed-in sessions that this concerns; `sessions` may be NULL. A
 * refresh token of the old id is never sent under the new one: each session's live access token
 * serves to its end, then a saved password, and then a human must sign in. Running processes notice by
 * themselves.
 * Returns as omnifund_store_rename_client. Blocks as that does.
 */
int32_t omnifund_store_replace_client(const omnifund_store *store,
                                      const char *name,
                                      const char *client_id,
                                      const char *client_secret,
                                      int64_t *sessions,
                                      omnifund_error **err);

/*
 * Forgets an OAuth client of the store. Its sessions stay, and can be used with its credentials only.
 * Returns OMNIFUND_CODE_CLIENT_NOT_FOUND, codes of the 500s. Blocks as omnifund_store_save_client.
 */
int32_t omnifund_store_remove_client(const omnifund_store *store,
                                     const char *name,
                                     omnifund_error **err);

/*
 * The OAuth clients of the store, in the order in which they were first saved; never their secrets.
 * Gives a list, to be ended with omnifund_client_list_free.
 * Returns codes of the 500s. Blocks on the store only.
 */
int32_t omnifund_store_clients(const omnifund_store *store,
                               omnifund_client_list **list,
                               omnifund_error **err);

/*
 * Makes a client from an OAuth client that the store keeps under a name, and the other settings of
 * `cfg`, whose credentials are not looked at. Gives a client, to be ended with omnifund_client_free.
 * Returns OMNIFUND_CODE_CLIENT_NOT_FOUND, codes of the 500s, and as omnifund_client_new. Blocks on the
 * store only.
 */
int32_t omnifund_client_from_store(const omnifund_config *cfg,
                                   const omnifund_store *store,
                                   const char *name,
                                   omnifund_client **client,
                                   omnifund_error **err);

/*
 * Makes the client of a configuration (omnifund_config_load): of the OAuth client that it names in the
 * store, or of the one whose id and secret it has. Gives a client, to be ended with omnifund_client_free.
 * Returns as omnifund_client_from_store and omnifund_client_new. Blocks on the store only.
 */
int32_t omnifund_client_open_configured(const omnifund_config *cfg,
                                        const omnifund_store *store,
                                        omnifund_client **client,
                                        omnifund_error **err);

/*
 * How many OAuth clients the list has; 0 for NULL. Never blocks.
 */
int64_t omnifund_client_list_count(const omnifund_client_list *list);

/*
 * The descriptive name of an OAuth client by its index from 0. NULL outside, and for NULL. Borrowed
 * from the list. Never blocks.
 */
const char *omnifund_client_list_name(const omnifund_client_list *list, int64_t index);

/*
 * The client id of an OAuth client by its index from 0. NULL outside, and for NULL. Borrowed from the
 * list. Never blocks.
 */
const char *omnifund_client_list_client_id(const omnifund_client_list *list, int64_t index);

/*
 * Since when this client id and secret are kept, as a Unix time in seconds, by index from 0. 0
 * outside, and for NULL. Never blocks.
 */
int64_t omnifund_client_list_since(const omnifund_client_list *list, int64_t index);

/*
 * Ends a list. NULL does nothing. Never blocks.
 */
void omnifund_client_list_free(omnifund_client_list *list);

/*
 * The session of `username` under the OAuth client of `client`, in `store`. Nobody needs to be signed
 * in. Gives a session, to be ended with omnifund_session_free; client and store may be freed before.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for a user name that is empty or has a control in it (a line end,
 * an escape, a mark of direction), codes of the 500s. Blocks on the store only.
 */
int32_t omnifund_session_open(const omnifund_client *client,
                              const omnifund_store *store,
                              const char *username,
                              omnifund_session **session,
                              omnifund_error **err);

/*
 * The session of `username` in `store`, under the OAuth client that the store keeps under `client_name`, with
 * the other settings of `cfg`. Gives a session, to be ended with omnifund_session_free.
 * Returns OMNIFUND_CODE_CLIENT_NOT_FOUND, and as omnifund_client_new and omnifund_session_open. Blocks
 * on the store only.
 */
int32_t omnifund_session_open_named(const omnifund_config *cfg,
                                    const omnifund_store *store,
                                    const char *client_name,
                                    const char *username,
                                    omnifund_session **session,
                                    omnifund_error **err);

/*
 * The session of `username` in the store, and under the OAuth client, that a configuration names: the
 * file `path`, or the environment variables where `path` is NULL, as for omnifund_config_load; `path`
 * may be NULL.
 * Gives a session, to be ended with omnifund_session_free. Of a file with an absolute path the process keeps the
 * session for the next such call, of 256 users at most: where since then neither the file, nor the session's
 * record, nor the store's OAuth clients have changed, that is a look at three files, and the environment and
 * the CA file count as they were.
 * Returns as omnifund_config_load, omnifund_store_open, omnifund_client_from_store,
 * omnifund_client_new and omnifund_session_open. Blocks on the store only.
 */
int32_t omnifund_session_open_configured(const char *path,
                                         const char *username,
                                         omnifund_session **session,
                                         omnifund_error **err);

/*
 * Signs the user in by password. A failed one leaves the pair as it was. The password is forgotten.
 * Returns OMNIFUND_CODE_WRONG_PASSWORD, and what else a password grant or the store gives. Blocks.
 */
int32_t omnifund_session_sign_in(const omnifund_session *session,
                                 const char *password,
                                 omnifund_error **err);

/*
 * Signs the user in by password, and saves the password with the session as `save` says, an
 * omnifund_save_password: so it can sign in anew by itself where the server's reply to a refresh was lost.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for another number, and as omnifund_session_sign_in. Blocks.
 */
int32_t omnifund_session_sign_in_saving(const omnifund_session *session,
                                        const char *password,
                                        int32_t save,
                                        omnifund_error **err);

/*
 * Signs the user in with the code that it came back with from OmniFund's authorization page (RFC 6749
 * section 4.1): `redirect_url` is the URL that the user came back with, whole or path and query as a web
 * server sees it. A failed one leaves the pair as it was, and so are saved passwords. A code is good
 * once, for 30 seconds. OmniFund does not say who logged in there: that it is this session's user, the
 * program has to know.
 * Returns what omnifund_client_authorization_code_grant or the store gives. Blocks.
 */
int32_t omnifund_session_sign_in_with_code(const omnifund_session *session,
                                           const omnifund_authorization *authorization,
                                           const char *redirect_url,
                                           omnifund_error **err);

/*
 * A valid access token, whatever it takes; its refresh token is NULL. One that needs nothing is handed
 * out at once, without a lock; one near its end is refreshed by one caller while all others get it as
 * it is. Gives a token, to be ended with omnifund_token_free.
 * Fails only where no live token is left: OMNIFUND_CODE_SIGN_IN_REQUIRED, OMNIFUND_CODE_BACKING_OFF
 * after failures (with the seconds to wait), else what the exchange or the store said. Blocks.
 */
int32_t omnifund_session_token(const omnifund_session *session,
                               omnifund_token **token,
                               omnifund_error **err);

/*
 * A valid access token, within `budget_ms` milliseconds, 0 to 3600000. Within 0 a live token is handed out, and nothing
 * else is tried. One request may take all of it, unless omnifund_config_set_exchange_timeout says otherwise.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT out of that range, and where there is no live token and an exchange
 * would never fit into the budget; else as omnifund_session_token. Blocks for the budget at most.
 */
int32_t omnifund_session_token_within(const omnifund_session *session,
                                      int64_t budget_ms,
                                      omnifund_token **token,
                                      omnifund_error **err);

/*
 * A live token, to be ended with omnifund_token_free, or NULL: asks neither the server nor the store,
 * and waits for nobody. NULL for NULL. Never blocks.
 */
omnifund_token *omnifund_session_peek(const omnifund_session *session);

/*
 * Refreshes whether it must or not. One that another thread or process ended after this call began
 * counts: many callers make one exchange.
 * Returns as omnifund_session_token, and an error also where a live token is left. Blocks.
 */
int32_t omnifund_session_refresh(const omnifund_session *session, omnifund_error **err);

/*
 * Hands back an access token with which you saw a 401. Where it is still the newest, no process takes
 * it any more, and the next omnifund_session_token refreshes; else nothing happens, so that sixteen
 * workers with one stale token make one refresh. Nor does anything happen where a token is rejected that
 * has just taken the place of another rejected one: that endpoint, or a gateway, refuses everything, and the
 * token stays in use; after a pause that grows to a minute it is replaced once more. A 403 is no rejection.
 * Returns codes of the 500s; this process does not hand the token out all the same. Blocks on the
 * store only.
 */
int32_t omnifund_session_reject(const omnifund_session *session,
                                const char *access_token,
                                omnifund_error **err);

/*
 * Token login with a valid access token; once more with a new one where the server refuses it. Gives
 * what the server answered, to be ended with omnifund_login_free.
 * Returns as omnifund_session_token and omnifund_client_token_login. Blocks.
 */
int32_t omnifund_session_token_login(const omnifund_session *session,
                                     omnifund_login **login,
                                     omnifund_error **err);

/*
 * Signs out here: the store forgets the pair and a saved password. OmniFund has no call to revoke
 * tokens, so they stay good at the server until they end.
 * Returns OMNIFUND_CODE_SESSION_NOT_FOUND where nobody of that name ever signed in, codes of the 500s.
 * Blocks on the store only.
 */
int32_t omnifund_session_sign_out(const omnifund_session *session,
                                  omnifund_error **err);

/*
 * Signs out here and takes the session out of the store, with its counters and all that is kept of it, for
 * a user who has left; also one whose record is damaged. At OmniFund the tokens stay good until they end.
 * The handle stays good: a sign-in begins anew.
 * Returns OMNIFUND_CODE_SESSION_NOT_FOUND where there is none, codes of the 500s. Blocks on the store only.
 */
int32_t omnifund_session_forget(const omnifund_session *session,
                                omnifund_error **err);

/*
 * Takes over a pair that was got elsewhere; nobody else may refresh with it from here on.
 * `access_token` may be NULL. `expires_at` is its end as a Unix time in seconds, believed
 * to be an hour away at most, or 0 where it is unknown: then the access token is not used. `replace`
 * is 1 to replace a pair that is there, else 0.
 * Returns OMNIFUND_CODE_ALREADY_SIGNED_IN where somebody is signed in and `replace` is 0,
 * OMNIFUND_CODE_INVALID_ARGUMENT for what is no token, codes of the 500s. Blocks on the store only.
 */
int32_t omnifund_session_adopt(const omnifund_session *session,
                               const char *access_token,
                               const char *refresh_token,
                               int64_t expires_at,
                               int32_t replace,
                               omnifund_error **err);

/*
 * Gives the newest pair away, and signs out here in the same step, so that it is never in two hands.
 * Gives a token with its refresh token, to be ended with omnifund_token_free.
 * Returns OMNIFUND_CODE_SIGN_IN_REQUIRED where there is none, OMNIFUND_CODE_STILL_UNREADABLE where an answer is
 * kept that may hold the newest (omnifund_session_recover), codes of the 500s. Blocks on the store only.
 */
int32_t omnifund_session_export(const omnifund_session *session,
                                omnifund_token **token,
                                omnifund_error **err);

/*
 * Gives up a session; its record in the store stays, and so does what is needed in this process: a pair
 * that the store would not take, a password that was saved in memory. All else that the process knows of it
 * goes with its last handle, unless omnifund_session_open_configured keeps it. NULL does nothing. Blocks on
 * the store only where a store would not take a new pair: that is tried again.
 */
void omnifund_session_free(omnifund_session *session);

/*
 * What became of the request, an omnifund_outcome: OMNIFUND_OUTCOME_DONE by a status of 200 to 299,
 * OMNIFUND_OUTCOME_REFUSED by one of 400 to 499 but for 408, OMNIFUND_OUTCOME_UNKNOWN by all others, since a
 * gateway can say them after it has passed the request on. 0 for NULL. Never blocks.
 */
int32_t omnifund_response_outcome(const omnifund_response *response);

/*
 * How many seconds the server asks to wait before another request (Retry-After, RFC 9110 section 10.2.3); 0 where
 * it does not, and for NULL. Never blocks.
 */
int64_t omnifund_response_retry_after(const omnifund_response *response);

/*
 * Of a collection, what to ask for to have its next page, for omnifund_request_new: hydra:next of the hydra:view in
 * the body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a callback that link alone.
 * NULL where there is none, as at the last page and where the answer points to another origin, and for NULL.
 * Borrowed from the response. Never blocks.
 */
const char *omnifund_response_next(const omnifund_response *response);

/*
 * The HTTP status, whatever it is; 0 for NULL. Never blocks.
 */
int32_t omnifund_response_status(const omnifund_response *response);

/*
 * How many headers there are; 0 for NULL. Never blocks.
 */
int64_t omnifund_response_header_count(const omnifund_response *response);

/*
 * The name of a header, in lower case, by its index from 0. NULL outside, and for NULL. Borrowed
 * from the response. Never blocks.
 */
const char *omnifund_response_header_name(const omnifund_response *response, int64_t index);

/*
 * The value of a header by its index from 0. NULL outside, and for NULL. Borrowed from the response.
 * Never blocks.
 */
const char *omnifund_response_header_value(const omnifund_response *response, int64_t index);

/*
 * The value of the first header of a name, whatever its case; the name is compared as it is. NULL where there is none, and for
 * NULL. Borrowed from the response. Never blocks.
 */
const char *omnifund_response_header(const omnifund_response *response,
                                     const char *name);

/*
 * How many cookies the answer sets; 0 for NULL. Never blocks.
 */
int64_t omnifund_response_cookie_count(const omnifund_response *response);

/*
 * The name of a cookie by its index from 0. NULL outside, and for NULL. Borrowed from the response.
 * Never blocks.
 */
const char *omnifund_response_cookie_name(const omnifund_response *response, int64_t index);

/*
 * The value of a cookie, as it goes into a Cookie header, by its index from 0. NULL outside, and
 * for NULL. Borrowed from the response. Never blocks.
 */
const char *omnifund_response_cookie_value(const omnifund_response *response, int64_t index);

/*
 * The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1), by its index
 * from 0: what a web application sends on to its user's browser. NULL outside, and for NULL.
 * Borrowed from the response. Never blocks.
 */
const char *omnifund_response_cookie_header(const omnifund_response *response, int64_t index);

/*
 * Where the answer sends the browser, as the server wrote it: it may be relative. NULL where it
 * sends nowhere, and for NULL. Borrowed from the response. Never blocks.
 */
const char *omnifund_response_location(const omnifund_response *response);

/*
 * The body, with a NUL behind it; empty where it went to a file or a callback. It can hold NULs of its own: its
 * length is omnifund_response_body_length. NULL for NULL. Borrowed from the response. Never blocks.
 */
const char *omnifund_response_body(const omnifund_response *response);

/*
 * The length of the body in bytes, without the NUL behind it; 0 for NULL. Never blocks.
 */
int64_t omnifund_response_body_length(const omnifund_response *response);

/*
 * Ends a response, and wipes its strings. NULL does nothing. Never blocks.
 */
void omnifund_response_free(omnifund_response *response);

/*
 * A request by `method`, such as "GET", for `path` behind the base URL, such as "/api/customers": it begins with
 * one slash, and may have a query. It can name no other host, since the access token goes to the base URL's origin
 * alone. Gives a request, to be ended with omnifund_request_free.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no method in capitals, or no such path. Never blocks.
 */
int32_t omnifund_request_new(const char *method,
                             const char *path,
                             omnifund_request **request,
                             omnifund_error **err);

/*
 * Adds a parameter to the query, in any characters, such as "tranDate[between]"; several of one name are sent in
 * their order.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for an empty name. Never blocks.
 */
int32_t omnifund_request_add_query(omnifund_request *request,
                                   const char *name,
                                   const char *value,
                                   omnifund_error **err);

/*
 * Adds a header.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no name, for a value with a control character in it such as a
 * line break, and for what is not yours to say: Authorization, Host, the body's length and the connection's own.
 * Never blocks.
 */
int32_t omnifund_request_add_header(omnifund_request *request,
                                    const char *name,
                                    const char *value,
                                    omnifund_error **err);

/*
 * The body, of `length` bytes, which are copied; `body` may be NULL where there are none. `content_type` is such as
 * "application/json".
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for a length below 0 or over 1 GiB, and for a content type that is no header's value.
 * Never blocks.
 */
int32_t omnifund_request_set_body(omnifund_request *request,
                                  const char *content_type,
                                  const char *body,
                                  int64_t length,
                                  omnifund_error **err);

/*
 * The body, from the file `path`, which is read while it is sent, and anew where it is sent once more.
 * Returns as omnifund_request_set_body; that the file can't be read tells omnifund_session_request. Never blocks.
 */
int32_t omnifund_request_set_body_file(omnifund_request *request,
                                       const char *content_type,
                                       const char *path,
                                       omnifund_error **err);

/*
 * The body, from a function that is called while it is sent, on the thread that calls omnifund_session_request.
 * `length` is how many bytes it gives, or -1 where that is not known: then it is sent in chunks. It is sent once: at
 * a 401 the answer is that 401. `destroy` is called with `userdata`, once, when the request needs it no more, and
 * also where this call fails; `destroy` may be NULL, `userdata` may be NULL.
 * Returns as omnifund_request_set_body. Never blocks.
 */
int32_t omnifund_request_set_body_callback(omnifund_request *request,
                                           const char *content_type,
                                           int64_t length,
                                           omnifund_body_callback callback,
                                           void *userdata,
                                           omnifund_userdata_callback destroy,
                                           omnifund_error **err);

/*
 * Puts the body of a success, a status of 200 to 299, into the file `path`, without holding it in memory. The file
 * gets its name when it is whole, and replaces what stood there; where something stands there that is no plain file,
 * such as a pipe, that is written to. Of any other answer the body is in the response.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for an empty path. Never blocks.
 */
int32_t omnifund_request_set_output_file(omnifund_request *request,
                                         const char *path,
                                         omnifund_error **err);

/*
 * Hands the body of a success, a status of 200 to 299, to a function as it comes, on the thread that calls
 * omnifund_session_request. Of any other answer the body is in the response. `destroy` is called with `userdata`,
 * once, when the request needs it no more, and also where this call fails; `destroy` may be NULL, `userdata` may be
 * NULL. Never blocks.
 */
int32_t omnifund_request_set_output_callback(omnifund_request *request,
                                             omnifund_output_callback callback,
                                             void *userdata,
                                             omnifund_userdata_callback destroy,
                                             omnifund_error **err);

/*
 * How long omnifund_session_request may take with it, the token and all tries included, in milliseconds: 1 to
 * 3600000. Unless set, the call budget.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT out of that range. Never blocks.
 */
int32_t omnifund_request_set_time_limit(omnifund_request *request,
                                        int64_t milliseconds,
                                        omnifund_error **err);

/*
 * The largest body of an answer, in bytes. Unless set, 16 MiB; and none for what goes to a file or a callback.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT below 0. Never blocks.
 */
int32_t omnifund_request_set_largest_answer(omnifund_request *request,
                                            int64_t length,
                                            omnifund_error **err);

/*
 * With `retry` 1, tries again within the time limit: what was not sent, whatever it is; and a GET, HEAD or OPTIONS
 * after a 429, a 503 or a lost answer. It waits as long as Retry-After says, else a second, then two, and so on.
 * With 0, as unless set, only a refused access token makes a second try. Never blocks.
 */
int32_t omnifund_request_set_retry(omnifund_request *request,
                                   int32_t retry,
                                   omnifund_error **err);

/*
 * A key by which the server knows a request that it has seen before. It goes into the header that
 * omnifund_config_set_idempotency_header names, else into Idempotency-Key.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT for an empty key, and for what is no header's value. Never blocks.
 */
int32_t omnifund_request_set_idempotency_key(omnifund_request *request,
                                             const char *key,
                                             omnifund_error **err);

/*
 * The key that was set, or that omnifund_session_request made. NULL where there is none, and for NULL. Borrowed
 * from the request, until another one is set. Never blocks.
 */
const char *omnifund_request_idempotency_key(const omnifund_request *request);

/*
 * Ends a request. NULL does nothing. Never blocks.
 */
void omnifund_request_free(omnifund_request *request);

/*
 * Makes a request with a valid access token. At a 401 that is about the token (RFC 6750 section 3) the token is
 * rejected, and the request made once more with another one; whatever the server answers else, a second 401 and a
 * 500 included, is a response and no error. No redirect is followed. Nothing else is sent twice, unless
 * omnifund_request_set_retry asks for it; a POST whose outcome is unknown never is.
 * Gives what the server answered, to be ended with omnifund_response_free.
 * Returns as omnifund_session_token, and what the way to the server gives; OMNIFUND_CODE_BODY_UNREADABLE,
 * OMNIFUND_CODE_ANSWER_NOT_TAKEN, OMNIFUND_CODE_ANSWER_TOO_LARGE. omnifund_error_outcome tells of this request, and
 * not of an exchange that it needed: OMNIFUND_OUTCOME_NOT_SENT where not one byte of it left;
 * OMNIFUND_OUTCOME_REFUSED where the server answered 401 and there was no other token; OMNIFUND_OUTCOME_UNKNOWN where
 * it left and no whole answer came back: then a charge may have been made.
 * Blocks for the request's time limit, else for the call budget, and as long as its file or callback takes.
 */
int32_t omnifund_session_request(const omnifund_session *session,
                                 omnifund_request *request,
                                 omnifund_response **response,
                                 omnifund_error **err);

/*
 * A valid access token that counts as good for `seconds` at least, for a batch that must not break off; it is
 * refreshed where it must be. Gives a token, to be ended with omnifund_token_free.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT below 0, and where OmniFund's tokens never last so long: then nothing is
 * asked of the server. Else as omnifund_session_token, also where a live token is left that does not last so long.
 * Blocks.
 */
int32_t omnifund_session_token_lasting(const omnifund_session *session,
                                       int64_t seconds,
                                       omnifund_token **token,
                                       omnifund_error **err);

/*
 * The base URL of a session, such as "https://host" or "https://host:8443/path": of all HTTP clients of yours only
 * who sends to its origin may send the access token. NULL for NULL. Borrowed from the session. Never blocks.
 */
const char *omnifund_session_base_url(const omnifund_session *session);

/*
 * A count of what may have ended an access token of this process before its time: a rejection, a sign-in, a
 * sign-out, a refresh, an export, an adoption, a newer pair found in the store, a fork (in the child). It has moved
 * before the call returns that did it, only grows, and stands at one address for the life of the process. A program
 * that keeps a token for as long as omnifund_token_fresh_for says reads it before omnifund_session_token, and
 * asks again once it is another: so asking costs no call. Where threads share it, read it as one does an atomic
 * number (__atomic_load_n). It is static: valid for ever, not to be freed. Never blocks, any thread.
 */
const int64_t *omnifund_changes(void);

/*
 * How the session stands, from the store: no network. Gives a status, to be ended with
 * omnifund_status_free.
 * Returns codes of the 500s. Blocks on the store only.
 */
int32_t omnifund_session_status(const omnifund_session *session,
                                omnifund_status **status,
                                omnifund_error **err);

/*
 * 1 where there is a pair that the server has not refused, else 0; 0 for NULL. Never blocks.
 */
int32_t omnifund_status_signed_in(const omnifund_status *status);

/*
 * 1 where the session was signed out here, and nobody has signed in since, else 0; 0 for NULL. Never blocks.
 */
int32_t omnifund_status_signed_out(const omnifund_status *status);

/*
 * 1 where the server refused the refresh token, and nobody has signed in since: the session is lost, and
 * once its access token ends a human must sign in, unless a password was saved; else 0; 0 for NULL. Never
 * blocks.
 */
int32_t omnifund_status_refused(const omnifund_status *status);

/*
 * How many seconds the access token counts as good; 0 where there is none, and for NULL. Never blocks.
 */
int64_t omnifund_status_seconds_left(const omnifund_status *status);

/*
 * How many times the pair has changed; 0 for NULL. Never blocks.
 */
int64_t omnifund_status_generation(const omnifund_status *status);

/*
 * When the pair last changed, as a Unix time in seconds; 0 where it never did, and for NULL. Never
 * blocks.
 */
int64_t omnifund_status_last_rotation(const omnifund_status *status);

/*
 * When the refresh token presumably ends, 14 days after the last rotation, as a Unix time in seconds;
 * 0 where there is none, and for NULL. The server never says it. Never blocks.
 */
int64_t omnifund_status_refresh_token_ends(const omnifund_status *status);

/*
 * Since when tries fail, as a Unix time in seconds; 0 where they don't, and for NULL. Never blocks.
 */
int64_t omnifund_status_failing_since(const omnifund_status *status);

/*
 * How many tries failed in a row; 0 for NULL. Never blocks.
 */
int64_t omnifund_status_failures_in_a_row(const omnifund_status *status);

/*
 * 1 where the store would not take the newest pair, and this process holds it and tries again with
 * each call; else 0; 0 for NULL. Never blocks.
 */
int32_t omnifund_status_unsaved(const omnifund_status *status);

/*
 * When an answer was asked for that could not be understood and is kept (omnifund_session_kept_answer), as
 * a Unix time in seconds; 0 where there is none, and for NULL. Never blocks.
 */
int64_t omnifund_status_kept_answer(const omnifund_status *status);

/*
 * How often a refresh token was presented again after an unknown outcome; 0 for NULL. Never blocks.
 */
int64_t omnifund_status_replays(const omnifund_status *status);

/*
 * How many requests were made to the token endpoint; 0 for NULL. Never blocks.
 */
int64_t omnifund_status_exchanges(const omnifund_status *status);

/*
 * How many exchanges brought no new pair; 0 for NULL. Never blocks.
 */
int64_t omnifund_status_failures(const omnifund_status *status);

/*
 * How many calls waited for another process or thread; 0 for NULL. Never blocks.
 */
int64_t omnifund_status_waits(const omnifund_status *status);

/*
 * How many refresh tokens the server refused: each was a session's end, unless a password was saved; 0
 * for NULL. Never blocks.
 */
int64_t omnifund_status_lost(const omnifund_status *status);

/*
 * How many pairs the store would not take at first; 0 for NULL. Whether there is one now tells
 * omnifund_status_unsaved. Never blocks.
 */
int64_t omnifund_status_unsaved_pairs(const omnifund_status *status);

/*
 * Ends a status. NULL does nothing. Never blocks.
 */
void omnifund_status_free(omnifund_status *status);

/*
 * The answer that could not be understood, where one is kept; else NULL in `answer`. Whether there is one
 * tells omnifund_status_kept_answer, too. Gives an answer, to be ended with omnifund_kept_answer_free.
 * Returns codes of the 500s. Blocks on the store only.
 */
int32_t omnifund_session_kept_answer(const omnifund_session *session,
                                     omnifund_kept_answer **answer,
                                     omnifund_error **err);

/*
 * Looks at the kept answer once more, and goes on with the pair in it. A session does so by itself before
 * each refresh, so that a later version of the library saves what this one could not read; this is for
 * whoever does not want to wait for that.
 * Returns OMNIFUND_CODE_NOTHING_KEPT, OMNIFUND_CODE_STILL_UNREADABLE where it can't be understood still
 * (a human may: omnifund_session_kept_answer, and then omnifund_session_adopt), codes of the 500s. Blocks
 * on the file system, and where another process is at the session; never on the network.
 */
int32_t omnifund_session_recover(const omnifund_session *session,
                                 omnifund_error **err);

/*
 * When the answer was asked for, as a Unix time in seconds; 0 for NULL. Never blocks.
 */
int64_t omnifund_kept_answer_asked_at(const omnifund_kept_answer *answer);

/*
 * Status line, header and body as they came, 16 KiB at most, with a NUL behind them. They can hold NULs of
 * their own, and tokens: their length is omnifund_kept_answer_length. NULL for NULL. Borrowed from the
 * answer. Never blocks.
 */
const char *omnifund_kept_answer_bytes(const omnifund_kept_answer *answer);

/*
 * How many bytes omnifund_kept_answer_bytes has, without the NUL behind them; 0 for NULL. Never blocks.
 */
int64_t omnifund_kept_answer_length(const omnifund_kept_answer *answer);

/*
 * Ends an answer, and wipes it. NULL does nothing. Never blocks.
 */
void omnifund_kept_answer_free(omnifund_kept_answer *answer);

/*
 * Begins to go through the sessions of `store`: those of the OAuth client of `client`, or all.
 * `client` may be NULL. The first page comes with omnifund_session_list_next. Gives a list, to be
 * ended with omnifund_session_list_free. Never blocks.
 */
int32_t omnifund_store_sessions(const omnifund_store *store,
                                const omnifund_client *client,
                                omnifund_session_list **list,
                                omnifund_error **err);

/*
 * Reads the next page; omnifund_session_list_count then tells how many sessions it has, and 0 is the
 * end. A session that begins or ends meanwhile may be in the list or not.
 * A record that can't be read is one of them: omnifund_session_list_problem tells why, and all else of
 * it is empty.
 * Returns codes of the 500s where the store can't be listed. Blocks on the store only.
 */
int32_t omnifund_session_list_next(omnifund_session_list *list,
                                   omnifund_error **err);

/*
 * How many sessions the page has; 0 at the end, before the first page, and for NULL. Never blocks.
 */
int64_t omnifund_session_list_count(const omnifund_session_list *list);

/*
 * Why its record can't be read, and what to do, by its index in the page from 0; the words name the
 * record. NULL where it can, outside, and for NULL. Borrowed from the list, until the next page. Never
 * blocks.
 */
const char *omnifund_session_list_problem(const omnifund_session_list *list,
                                          int64_t index);

/*
 * Whose session it is, by its index in the page from 0; empty where its record can't be read. NULL outside, and for NULL. Borrowed from the
 * list, until the next page. Never blocks.
 */
const char *omnifund_session_list_username(const omnifund_session_list *list,
                                           int64_t index);

/*
 * At which OmniFund it is, by its index in the page from 0. NULL outside, and for NULL. Borrowed from
 * the list, until the next page. Never blocks.
 */
const char *omnifund_session_list_base_url(const omnifund_session_list *list, int64_t index);

/*
 * The client id under which its OAuth client was first used, by its index in the page from 0. NULL
 * outside, and for NULL. Borrowed from the list, until the next page. Never blocks.
 */
const char *omnifund_session_list_client_id(const omnifund_session_list *list, int64_t index);

/*
 * 1 where there is a pair that the server has not refused, else 0, by its index in the page from 0. 0
 * outside, and for NULL. Never blocks.
 */
int32_t omnifund_session_list_signed_in(const omnifund_session_list *list, int64_t index);

/*
 * When its pair last changed, as a Unix time in seconds, by its index in the page from 0. 0 where it
 * never did, outside, and for NULL. Never blocks.
 */
int64_t omnifund_session_list_last_rotation(const omnifund_session_list *list, int64_t index);

/*
 * Ends a list. NULL does nothing. Never blocks.
 */
void omnifund_session_list_free(omnifund_session_list *list);

/*
 * Refreshes every session of `client` in `store` whose pair is older than `age` seconds (259200, three
 * days, is a good age), within `budget_ms` milliseconds, 0 to 3600000: an unused refresh token dies after
 * 14 days. The first half of the budget is shared out, and each session has its turn at a random moment of
 * its share, so that a fleet of tills does not knock together: a short budget is for whoever waits for it.
 * One that was refreshed meanwhile is not refreshed again; what no longer fits into the budget is left for
 * the next run. `callback` is told of each; `callback` may be NULL, `userdata` may be NULL, and
 * neither is used behind this call.
 * Returns OMNIFUND_CODE_INVALID_ARGUMENT out of range, codes of the 500s where the store can't be
 * listed; a session that can't be refreshed, or whose record can't be read, is only told of. Blocks for the budget and one call.
 */
int32_t omnifund_session_keep_alive(const omnifund_client *client,
                                    const omnifund_store *store,
                                    int64_t age,
                                    int64_t budget_ms,
                                    omnifund_kept_alive_callback callback,
                                    void *userdata,
                                    omnifund_error **err);

/*
 * How the store and all of its sessions stand, whatever their OAuth client, for a program that is scraped by
 * Prometheus. How long a refresh token lives, and whether it may be presented again, is what `cfg` says; `cfg`
 * may be NULL: then as in omnifund_config_new. Gives metrics, to be ended with omnifund_metrics_free.
 * Returns OMNIFUND_CODE_NULL_ARGUMENT; what can't be read is a number of the text, and no error. Blocks on the
 * store only: every record is read.
 */
int32_t omnifund_store_metrics(const omnifund_store *store,
                               const omnifund_config *cfg,
                               omnifund_metrics **metrics,
                               omnifund_error **err);

/*
 * The metrics in Prometheus' text format, version 0.0.4, to be served as "text/plain; version=0.0.4;
 * charset=utf-8": omnifund_store_readable, omnifund_store_damaged_records, omnifund_store_free_bytes,
 * omnifund_store_sessions by their state, and for each session the metrics omnifund_session_*, with the
 * labels store, base_url, client (its name where it has one, else its id), client_id (the first one) and user.
 * No longer than 32 MiB, which are ten thousand sessions with usual names; of a larger store
 * omnifund_store_untold_sessions says how many are left out. NULL for NULL. Borrowed from the metrics. Never
 * blocks.
 */
const char *omnifund_metrics_text(const omnifund_metrics *metrics);

/*
 * Ends metrics. NULL does nothing. Never blocks.
 */
void omnifund_metrics_free(omnifund_metrics *metrics);

/*
 * Waits until no other thread's exchange is under way and its pair is saved, for `budget_ms` milliseconds
 * at most; from here on no exchange is started in this process (OMNIFUND_CODE_STORE_BUSY), but in a child
 * that it forks. The library does this by itself where a program ends by exit or by the return of main:
 * call it where it ends in another way, as programs in Go and by _exit do, and where threads must still
 * run that the end of a runtime would stop, as in Python. 30000 is a good budget: a call's, and some time
 * to save.
 * Returns how many exchanges are still under way, and pairs not saved: 0 where nothing is lost. A pair that
 * the store would not take is tried again until the budget has passed, once at least. Blocks for the budget,
 * and as long as the disk needs for one try.
 */
int64_t omnifund_end_exchanges(int64_t budget_ms);

/* omnifund: plain region ends. */

#else /* _WIN32 */

enum { OMNIFUND_OK = 0 };
enum { OMNIFUND_ABI_VERSION = 1 };
typedef enum {
    OMNIFUND_CODE_NULL_ARGUMENT = 100,
    OMNIFUND_CODE_INVALID_UTF8 = 101,
    OMNIFUND_CODE_INVALID_ARGUMENT = 102,
    OMNIFUND_CODE_MISSING_CREDENTIALS = 103,
    OMNIFUND_CODE_FOREIGN_REDIRECT = 104,
    OMNIFUND_CODE_INVALID_CONFIGURATION = 150,
    OMNIFUND_CODE_UNREADABLE_CERTIFICATES = 151,
    OMNIFUND_CODE_NAME_NOT_RESOLVED = 200,
    OMNIFUND_CODE_CONNECT_FAILED = 201,
    OMNIFUND_CODE_CONNECT_TIMEOUT = 202,
    OMNIFUND_CODE_PROXY_REFUSED = 203,
    OMNIFUND_CODE_TLS_FAILED = 204,
    OMNIFUND_CODE_CERTIFICATE_UNTRUSTED = 205,
    OMNIFUND_CODE_CERTIFICATE_DATES = 206,
    OMNIFUND_CODE_CERTIFICATE_NAME = 207,
    OMNIFUND_CODE_PROXY_FAILED = 208,
    OMNIFUND_CODE_TLS_INCOMPATIBLE = 209,
    OMNIFUND_CODE_RESPONSE_TIMEOUT = 220,
    OMNIFUND_CODE_CONNECTION_LOST = 221,
    OMNIFUND_CODE_CERTIFICATE_WANTED = 222,
    OMNIFUND_CODE_BODY_UNREADABLE = 223,
    OMNIFUND_CODE_INVALID_REQUEST = 300,
    OMNIFUND_CODE_INVALID_CLIENT = 301,
    OMNIFUND_CODE_UNAUTHORIZED_CLIENT = 302,
    OMNIFUND_CODE_UNSUPPORTED_GRANT_TYPE = 303,
    OMNIFUND_CODE_INVALID_SCOPE = 304,
    OMNIFUND_CODE_WRONG_PASSWORD = 305,
    OMNIFUND_CODE_REFRESH_TOKEN_REFUSED = 306,
    OMNIFUND_CODE_OTHER_OAUTH_ERROR = 307,
    OMNIFUND_CODE_AUTHORIZATION_DENIED = 308,
    OMNIFUND_CODE_CODE_REFUSED = 309,
    OMNIFUND_CODE_REDIRECT_URI_REFUSED = 310,
    OMNIFUND_CODE_ACCESS_TOKEN_REFUSED = 320,
    OMNIFUND_CODE_ACCESS_DENIED = 321,
    OMNIFUND_CODE_INSUFFICIENT_SCOPE = 322,
    OMNIFUND_CODE_LOGIN_INVALID_REQUEST = 323,
    OMNIFUND_CODE_TOKEN_NOT_SEEN = 324,
    OMNIFUND_CODE_SERVER_ERROR = 400,
    OMNIFUND_CODE_UNEXPECTED_REDIRECT = 401,
    OMNIFUND_CODE_UNEXPECTED_ANSWER = 402,
    OMNIFUND_CODE_ANSWER_TOO_LARGE = 403,
    OMNIFUND_CODE_UNREADABLE_TOKEN = 404,
    OMNIFUND_CODE_NO_TOKEN_ENDPOINT = 405,
    OMNIFUND_CODE_ANSWER_NOT_TAKEN = 406,
    OMNIFUND_CODE_RATE_LIMITED = 410,
    OMNIFUND_CODE_UNAVAILABLE = 411,
    OMNIFUND_CODE_STORE_FAILED = 500,
    OMNIFUND_CODE_STORE_FULL = 501,
    OMNIFUND_CODE_STORE_PERMISSIONS = 502,
    OMNIFUND_CODE_KEY_MISSING = 503,
    OMNIFUND_CODE_KEY_WRONG = 504,
    OMNIFUND_CODE_RECORD_CORRUPT = 505,
    OMNIFUND_CODE_STORE_TOO_NEW = 506,
    OMNIFUND_CODE_STORE_MOVED = 507,
    OMNIFUND_CODE_STORE_ON_NETWORK = 508,
    OMNIFUND_CODE_STORE_MISSING = 509,
    OMNIFUND_CODE_STORE_BUSY = 510,
    OMNIFUND_CODE_STORE_UNREACHABLE = 511,
    OMNIFUND_CODE_LEASE_LOST = 512,
    OMNIFUND_CODE_SIGN_IN_REQUIRED = 600,
    OMNIFUND_CODE_BACKING_OFF = 601,
    OMNIFUND_CODE_STILL_REFUSED = 602,
    OMNIFUND_CODE_ALREADY_SIGNED_IN = 603,
    OMNIFUND_CODE_CLIENT_NAME_TAKEN = 604,
    OMNIFUND_CODE_CLIENT_NOT_FOUND = 605,
    OMNIFUND_CODE_NOTHING_KEPT = 606,
    OMNIFUND_CODE_STILL_UNREADABLE = 607,
    OMNIFUND_CODE_SESSION_NOT_FOUND = 608,
    OMNIFUND_CODE_PANIC = 900,
    OMNIFUND_CODE_INTERNAL = 901
} omnifund_code;
typedef enum {
    OMNIFUND_ADVICE_NONE = 0,
    OMNIFUND_ADVICE_WAIT = 1,
    OMNIFUND_ADVICE_SIGN_IN = 2,
    OMNIFUND_ADVICE_FIX_CONFIGURATION = 3,
    OMNIFUND_ADVICE_FIX_STORAGE = 4,
    OMNIFUND_ADVICE_REFUSED = 5,
    OMNIFUND_ADVICE_BUG = 6
} omnifund_advice;
typedef enum {
    OMNIFUND_OUTCOME_NOT_SENT = 1,
    OMNIFUND_OUTCOME_REFUSED = 2,
    OMNIFUND_OUTCOME_UNKNOWN = 3,
    OMNIFUND_OUTCOME_DONE = 4
} omnifund_outcome;
typedef enum {
    OMNIFUND_LOG_LEVEL_ERROR = 1,
    OMNIFUND_LOG_LEVEL_WARN = 2,
    OMNIFUND_LOG_LEVEL_INFO = 3,
    OMNIFUND_LOG_LEVEL_DEBUG = 4
} omnifund_log_level;
typedef enum {
    OMNIFUND_REPLAY_UNTIL_ANSWERED = 0,
    OMNIFUND_REPLAY_ONCE = 1,
    OMNIFUND_REPLAY_NEVER = 2
} omnifund_replay;
typedef enum {
    OMNIFUND_STORE_ANSWER_DONE = 0,
    OMNIFUND_STORE_ANSWER_CONFLICT = 1,
    OMNIFUND_STORE_ANSWER_BUSY = 2,
    OMNIFUND_STORE_ANSWER_LOST = 3,
    OMNIFUND_STORE_ANSWER_UNKNOWN = 4,
    OMNIFUND_STORE_ANSWER_UNREACHABLE = 5,
    OMNIFUND_STORE_ANSWER_FAILED = 6
} omnifund_store_answer;
typedef enum {
    OMNIFUND_SAVE_PASSWORD_NO = 0,
    OMNIFUND_SAVE_PASSWORD_IN_MEMORY = 1,
    OMNIFUND_SAVE_PASSWORD_SEALED = 2
} omnifund_save_password;
typedef struct omnifund_authorization omnifund_authorization;
typedef struct omnifund_client omnifund_client;
typedef struct omnifund_client_list omnifund_client_list;
typedef struct omnifund_config omnifund_config;
typedef struct omnifund_error omnifund_error;
typedef struct omnifund_kept_answer omnifund_kept_answer;
typedef struct omnifund_key omnifund_key;
typedef struct omnifund_log_entry omnifund_log_entry;
typedef struct omnifund_log_queue omnifund_log_queue;
typedef struct omnifund_login omnifund_login;
typedef struct omnifund_metrics omnifund_metrics;
typedef struct omnifund_request omnifund_request;
typedef struct omnifund_response omnifund_response;
typedef struct omnifund_session omnifund_session;
typedef struct omnifund_session_list omnifund_session_list;
typedef struct omnifund_status omnifund_status;
typedef struct omnifund_store omnifund_store;
typedef struct omnifund_store_options omnifund_store_options;
typedef struct omnifund_token omnifund_token;
typedef void (OMNIFUND_CALL *omnifund_userdata_callback)(void *userdata);
typedef void (OMNIFUND_CALL *omnifund_log_callback)(void *userdata, int32_t level, const char *message);
typedef void (OMNIFUND_CALL *omnifund_log_entry_callback)(void *userdata, const omnifund_log_entry *entry);
typedef int64_t (OMNIFUND_CALL *omnifund_body_callback)(void *userdata, char *buffer, int64_t room);
typedef int32_t (OMNIFUND_CALL *omnifund_output_callback)(void *userdata, const char *bytes, int64_t length);
typedef void (OMNIFUND_CALL *omnifund_kept_alive_callback)(void *userdata, const char *username, const omnifund_error *err);
typedef struct {
    size_t size;
    void *call;
    void (OMNIFUND_CALL *record)(void *call, int64_t version, const char *write_id, int64_t age_ms, const uint8_t *bytes, size_t length);
    void (OMNIFUND_CALL *lease)(void *call, int64_t fence, int64_t remaining_ms);
    void (OMNIFUND_CALL *key)(void *call, const char *key);
    void (OMNIFUND_CALL *message)(void *call, const char *text);
} omnifund_store_sink;
typedef struct {
    size_t size;
    uint32_t version;
    void *userdata;
    int32_t (OMNIFUND_CALL *connect)(void *userdata, int64_t deadline_ms, void **connection, const omnifund_store_sink *sink);
    void (OMNIFUND_CALL *disconnect)(void *userdata, void *connection);
    int32_t (OMNIFUND_CALL *identify)(void *userdata, void *connection, int64_t deadline_ms, const omnifund_store_sink *sink);
    int32_t (OMNIFUND_CALL *load)(void *userdata, void *connection, int64_t deadline_ms, const char *key, const omnifund_store_sink *sink);
    int32_t (OMNIFUND_CALL *lease)(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner, int64_t lasting_ms, const omnifund_store_sink *sink);
    int32_t (OMNIFUND_CALL *swap)(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner, int64_t fence, int64_t expected, const char *write_id, const uint8_t *bytes, size_t length, const omnifund_store_sink *sink);
    int32_t (OMNIFUND_CALL *release)(void *userdata, void *connection, int64_t deadline_ms, const char *key, const char *owner, int64_t fence, const omnifund_store_sink *sink);
    int32_t (OMNIFUND_CALL *list)(void *userdata, void *connection, int64_t deadline_ms, const char *after, const char *up_to, int64_t limit, const omnifund_store_sink *sink);
    int32_t (OMNIFUND_CALL *wait)(void *userdata, void *connection, const char *key, int64_t at_most_ms, const omnifund_store_sink *sink);
    void (OMNIFUND_CALL *destroy)(void *userdata);
} omnifund_store_functions;
OMNIFUND_API const char *OMNIFUND_CALL omnifund_version(void);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_abi_version(void);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_error_code(const omnifund_error *err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_error_advice(const omnifund_error *err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_error_outcome(const omnifund_error *err);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_error_message(const omnifund_error *err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_error_http_status(const omnifund_error *err);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_error_oauth_error(const omnifund_error *err);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_error_oauth_error_description(const omnifund_error *err);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_error_retry_after(const omnifund_error *err);
OMNIFUND_API void OMNIFUND_CALL omnifund_error_free(omnifund_error *err);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_code_name(int32_t code);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_code_text(int32_t code);
OMNIFUND_API omnifund_config *OMNIFUND_CALL omnifund_config_new(void);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_load(const char *path, omnifund_config **cfg, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_environment(omnifund_config *cfg, const char *environment, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_base_url(omnifund_config *cfg, const char *base_url, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_credentials(omnifund_config *cfg, const char *client_id, const char *client_secret, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_json_body(omnifund_config *cfg, int32_t json, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_connect_timeout(omnifund_config *cfg, int64_t milliseconds, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_exchange_timeout(omnifund_config *cfg, int64_t milliseconds, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_idempotency_header(omnifund_config *cfg, const char *name, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_call_budget(omnifund_config *cfg, int64_t milliseconds, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_proxy(omnifund_config *cfg, const char *proxy, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_disable_proxy(omnifund_config *cfg, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_ca_file(omnifund_config *cfg, const char *path, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_trust_ca_file_only(omnifund_config *cfg, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_allow_plain_http(omnifund_config *cfg, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_replay(omnifund_config *cfg, int32_t replay, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_refresh_lifetime(omnifund_config *cfg, int64_t seconds, omnifund_error **err);
OMNIFUND_API void OMNIFUND_CALL omnifund_config_free(omnifund_config *cfg);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_log_to_stderr(omnifund_config *cfg, int32_t level, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_log_to_file(omnifund_config *cfg, const char *path, int32_t level, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_log_to_syslog(omnifund_config *cfg, int32_t level, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_log_to_callback(omnifund_config *cfg, omnifund_log_callback callback, void *userdata, int32_t level, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_log_to_callback_with(omnifund_config *cfg, omnifund_log_callback callback, void *userdata, omnifund_userdata_callback destroy, int32_t level, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_log_entries_to_callback(omnifund_config *cfg, omnifund_log_entry_callback callback, void *userdata, int32_t level, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_log_entries_to_callback_with(omnifund_config *cfg, omnifund_log_entry_callback callback, void *userdata, omnifund_userdata_callback destroy, int32_t level, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_log_to_queue(omnifund_config *cfg, const omnifund_log_queue *queue, int32_t level, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_config_set_audit(omnifund_config *cfg, const char *sink, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_log_entry_level(const omnifund_log_entry *entry);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_log_entry_event(const omnifund_log_entry *entry);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_log_entry_message(const omnifund_log_entry *entry);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_log_entry_user(const omnifund_log_entry *entry);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_log_entry_client_id(const omnifund_log_entry *entry);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_log_entry_time(const omnifund_log_entry *entry);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_log_entry_milliseconds(const omnifund_log_entry *entry);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_log_entry_code(const omnifund_log_entry *entry);
OMNIFUND_API void OMNIFUND_CALL omnifund_log_entry_free(omnifund_log_entry *entry);
OMNIFUND_API omnifund_log_queue *OMNIFUND_CALL omnifund_log_queue_new(void);
OMNIFUND_API omnifund_log_entry *OMNIFUND_CALL omnifund_log_queue_take(const omnifund_log_queue *queue);
OMNIFUND_API void OMNIFUND_CALL omnifund_log_queue_free(omnifund_log_queue *queue);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_client_new(const omnifund_config *cfg, omnifund_client **client, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_client_password_grant(const omnifund_client *client, const char *username, const char *password, omnifund_token **token, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_client_refresh_grant(const omnifund_client *client, const char *refresh_token, omnifund_token **token, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_client_token_login(const omnifund_client *client, const char *access_token, omnifund_login **login, omnifund_error **err);
OMNIFUND_API void OMNIFUND_CALL omnifund_client_free(omnifund_client *client);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_token_access_token(const omnifund_token *token);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_token_refresh_token(const omnifund_token *token);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_token_token_type(const omnifund_token *token);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_token_scope(const omnifund_token *token);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_token_expires_in(const omnifund_token *token);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_token_expires_at(const omnifund_token *token);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_token_fresh_for(const omnifund_token *token);
OMNIFUND_API void OMNIFUND_CALL omnifund_token_free(omnifund_token *token);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_client_authorization(const omnifund_client *client, const char *redirect_uri, omnifund_authorization **authorization, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_client_authorization_with_state(const omnifund_client *client, const char *redirect_uri, const char *state, omnifund_authorization **authorization, omnifund_error **err);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_authorization_url(const omnifund_authorization *authorization);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_authorization_state(const omnifund_authorization *authorization);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_client_authorization_code_grant(const omnifund_client *client, const omnifund_authorization *authorization, const char *redirect_url, omnifund_token **token, omnifund_error **err);
OMNIFUND_API void OMNIFUND_CALL omnifund_authorization_free(omnifund_authorization *authorization);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_login_status(const omnifund_login *login);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_login_header_count(const omnifund_login *login);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_login_header_name(const omnifund_login *login, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_login_header_value(const omnifund_login *login, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_login_header(const omnifund_login *login, const char *name);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_login_cookie_count(const omnifund_login *login);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_login_cookie_name(const omnifund_login *login, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_login_cookie_value(const omnifund_login *login, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_login_cookie_header(const omnifund_login *login, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_login_location(const omnifund_login *login);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_login_body(const omnifund_login *login);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_login_body_length(const omnifund_login *login);
OMNIFUND_API void OMNIFUND_CALL omnifund_login_free(omnifund_login *login);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_key_from_bytes(const uint8_t *bytes, int64_t length, omnifund_key **key, omnifund_error **err);
OMNIFUND_API void OMNIFUND_CALL omnifund_key_free(omnifund_key *key);
OMNIFUND_API omnifund_store_options *OMNIFUND_CALL omnifund_store_options_new(void);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_options_set_group(omnifund_store_options *options, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_options_allow_network(omnifund_store_options *options, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_options_take_over(omnifund_store_options *options, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_options_must_exist(omnifund_store_options *options, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_options_add_older_key(omnifund_store_options *options, const omnifund_key *key, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_options_set_key_file(omnifund_store_options *options, const char *path, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_options_set_key_protection(omnifund_store_options *options, const char *whom, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_options_set_audit(omnifund_store_options *options, const char *sink, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_options_set_machine(omnifund_store_options *options, const char *name, omnifund_error **err);
OMNIFUND_API void OMNIFUND_CALL omnifund_store_options_free(omnifund_store_options *options);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_open_memory(omnifund_store **store, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_open_file(const char *path, const omnifund_key *key, omnifund_store **store, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_open_file_with(const char *path, const omnifund_key *key, const omnifund_store_options *options, omnifund_store **store, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_open_configured(const omnifund_config *cfg, omnifund_store **store, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_prepare_key(const omnifund_store *store, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_rotate_key(const omnifund_store *store, int64_t *sealed, omnifund_error **err);
OMNIFUND_API void OMNIFUND_CALL omnifund_store_free(omnifund_store *store);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_options_set_journal(omnifund_store_options *options, const char *directory, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_open(const char *place, const omnifund_key *key, const omnifund_store_options *options, omnifund_store **store, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_open_functions(const omnifund_store_functions *functions, const omnifund_key *key, const omnifund_store_options *options, omnifund_store **store, omnifund_error **err);
OMNIFUND_API void OMNIFUND_CALL omnifund_store_detach(const omnifund_store *store);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_save_client(const omnifund_store *store, const char *name, const char *client_id, const char *client_secret, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_rename_client(const omnifund_store *store, const char *name, const char *new_name, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_replace_client(const omnifund_store *store, const char *name, const char *client_id, const char *client_secret, int64_t *sessions, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_remove_client(const omnifund_store *store, const char *name, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_clients(const omnifund_store *store, omnifund_client_list **list, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_client_from_store(const omnifund_config *cfg, const omnifund_store *store, const char *name, omnifund_client **client, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_client_open_configured(const omnifund_config *cfg, const omnifund_store *store, omnifund_client **client, omnifund_error **err);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_client_list_count(const omnifund_client_list *list);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_client_list_name(const omnifund_client_list *list, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_client_list_client_id(const omnifund_client_list *list, int64_t index);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_client_list_since(const omnifund_client_list *list, int64_t index);
OMNIFUND_API void OMNIFUND_CALL omnifund_client_list_free(omnifund_client_list *list);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_open(const omnifund_client *client, const omnifund_store *store, const char *username, omnifund_session **session, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_open_named(const omnifund_config *cfg, const omnifund_store *store, const char *client_name, const char *username, omnifund_session **session, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_open_configured(const char *path, const char *username, omnifund_session **session, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_sign_in(const omnifund_session *session, const char *password, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_sign_in_saving(const omnifund_session *session, const char *password, int32_t save, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_sign_in_with_code(const omnifund_session *session, const omnifund_authorization *authorization, const char *redirect_url, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_token(const omnifund_session *session, omnifund_token **token, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_token_within(const omnifund_session *session, int64_t budget_ms, omnifund_token **token, omnifund_error **err);
OMNIFUND_API omnifund_token *OMNIFUND_CALL omnifund_session_peek(const omnifund_session *session);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_refresh(const omnifund_session *session, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_reject(const omnifund_session *session, const char *access_token, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_token_login(const omnifund_session *session, omnifund_login **login, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_sign_out(const omnifund_session *session, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_forget(const omnifund_session *session, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_adopt(const omnifund_session *session, const char *access_token, const char *refresh_token, int64_t expires_at, int32_t replace, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_export(const omnifund_session *session, omnifund_token **token, omnifund_error **err);
OMNIFUND_API void OMNIFUND_CALL omnifund_session_free(omnifund_session *session);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_response_outcome(const omnifund_response *response);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_response_retry_after(const omnifund_response *response);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_response_next(const omnifund_response *response);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_response_status(const omnifund_response *response);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_response_header_count(const omnifund_response *response);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_response_header_name(const omnifund_response *response, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_response_header_value(const omnifund_response *response, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_response_header(const omnifund_response *response, const char *name);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_response_cookie_count(const omnifund_response *response);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_response_cookie_name(const omnifund_response *response, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_response_cookie_value(const omnifund_response *response, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_response_cookie_header(const omnifund_response *response, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_response_location(const omnifund_response *response);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_response_body(const omnifund_response *response);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_response_body_length(const omnifund_response *response);
OMNIFUND_API void OMNIFUND_CALL omnifund_response_free(omnifund_response *response);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_request_new(const char *method, const char *path, omnifund_request **request, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_request_add_query(omnifund_request *request, const char *name, const char *value, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_request_add_header(omnifund_request *request, const char *name, const char *value, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_request_set_body(omnifund_request *request, const char *content_type, const char *body, int64_t length, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_request_set_body_file(omnifund_request *request, const char *content_type, const char *path, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_request_set_body_callback(omnifund_request *request, const char *content_type, int64_t length, omnifund_body_callback callback, void *userdata, omnifund_userdata_callback destroy, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_request_set_output_file(omnifund_request *request, const char *path, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_request_set_output_callback(omnifund_request *request, omnifund_output_callback callback, void *userdata, omnifund_userdata_callback destroy, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_request_set_time_limit(omnifund_request *request, int64_t milliseconds, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_request_set_largest_answer(omnifund_request *request, int64_t length, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_request_set_retry(omnifund_request *request, int32_t retry, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_request_set_idempotency_key(omnifund_request *request, const char *key, omnifund_error **err);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_request_idempotency_key(const omnifund_request *request);
OMNIFUND_API void OMNIFUND_CALL omnifund_request_free(omnifund_request *request);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_request(const omnifund_session *session, omnifund_request *request, omnifund_response **response, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_token_lasting(const omnifund_session *session, int64_t seconds, omnifund_token **token, omnifund_error **err);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_session_base_url(const omnifund_session *session);
OMNIFUND_API const int64_t *OMNIFUND_CALL omnifund_changes(void);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_status(const omnifund_session *session, omnifund_status **status, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_status_signed_in(const omnifund_status *status);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_status_signed_out(const omnifund_status *status);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_status_refused(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_seconds_left(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_generation(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_last_rotation(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_refresh_token_ends(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_failing_since(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_failures_in_a_row(const omnifund_status *status);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_status_unsaved(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_kept_answer(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_replays(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_exchanges(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_failures(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_waits(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_lost(const omnifund_status *status);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_status_unsaved_pairs(const omnifund_status *status);
OMNIFUND_API void OMNIFUND_CALL omnifund_status_free(omnifund_status *status);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_kept_answer(const omnifund_session *session, omnifund_kept_answer **answer, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_recover(const omnifund_session *session, omnifund_error **err);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_kept_answer_asked_at(const omnifund_kept_answer *answer);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_kept_answer_bytes(const omnifund_kept_answer *answer);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_kept_answer_length(const omnifund_kept_answer *answer);
OMNIFUND_API void OMNIFUND_CALL omnifund_kept_answer_free(omnifund_kept_answer *answer);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_sessions(const omnifund_store *store, const omnifund_client *client, omnifund_session_list **list, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_list_next(omnifund_session_list *list, omnifund_error **err);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_session_list_count(const omnifund_session_list *list);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_session_list_problem(const omnifund_session_list *list, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_session_list_username(const omnifund_session_list *list, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_session_list_base_url(const omnifund_session_list *list, int64_t index);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_session_list_client_id(const omnifund_session_list *list, int64_t index);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_list_signed_in(const omnifund_session_list *list, int64_t index);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_session_list_last_rotation(const omnifund_session_list *list, int64_t index);
OMNIFUND_API void OMNIFUND_CALL omnifund_session_list_free(omnifund_session_list *list);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_session_keep_alive(const omnifund_client *client, const omnifund_store *store, int64_t age, int64_t budget_ms, omnifund_kept_alive_callback callback, void *userdata, omnifund_error **err);
OMNIFUND_API int32_t OMNIFUND_CALL omnifund_store_metrics(const omnifund_store *store, const omnifund_config *cfg, omnifund_metrics **metrics, omnifund_error **err);
OMNIFUND_API const char *OMNIFUND_CALL omnifund_metrics_text(const omnifund_metrics *metrics);
OMNIFUND_API void OMNIFUND_CALL omnifund_metrics_free(omnifund_metrics *metrics);
OMNIFUND_API int64_t OMNIFUND_CALL omnifund_end_exchanges(int64_t budget_ms);

#endif /* _WIN32 */

#ifdef __cplusplus
}
#endif

#endif /* OMNIFUND_H */
