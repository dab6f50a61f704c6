/*
 * libomnifund: a valid OmniFund OAuth2 access token, every time.
 *
 *     #include <omnifund.h>        and link with -lomnifund
 *
 * This file is made from the library's source ("make header"); edits here are lost.
 *
 * TEN LINES
 *
 *     omnifund_error *err = NULL;
 *     omnifund_client *client = NULL;
 *     omnifund_token *token = NULL;
 *     omnifund_config *cfg = omnifund_config_new();
 *     omnifund_config_set_environment(cfg, "sandbox", NULL);
 *     omnifund_config_set_credentials(cfg, client_id, client_secret, NULL);
 *     if (omnifund_client_new(cfg, &client, &err) == OMNIFUND_OK
 *         && omnifund_client_password_grant(client, username, password, &token, &err) == OMNIFUND_OK)
 *         printf("Authorization: Bearer %s\n", omnifund_token_access_token(token));
 *     else
 *         fprintf(stderr, "%s\n", omnifund_error_message(err));
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
 * long at most. Going out they are UTF-8 too, but for the body of a login, which is as the server sent
 * it. A string that is not there is NULL, a number that is not there is 0.
 *
 * THREADS
 * A client may be used by any number of threads at once. Tokens, logins and errors never change, so
 * any thread may read them. A config is for one thread at a time. No function may use a handle that
 * another thread is freeing. The library starts no threads: a call runs on the thread that makes it.
 *
 * ERRORS
 * A function that can fail returns OMNIFUND_OK, or the code of its error: an omnifund_code. Its last
 * parameter takes the error itself, to be ended with omnifund_error_free; it may be NULL where only
 * the code is wanted. On entry the library sets the out-pointer and *err to NULL without looking at
 * what they held, so free an error before you use its variable again. After an error the out-pointer
 * is NULL. There is no last error per thread and nothing else to ask.
 * A pointer that must not be NULL and is gives OMNIFUND_CODE_NULL_ARGUMENT, a string that is no UTF-8
 * OMNIFUND_CODE_INVALID_UTF8, an enormous one OMNIFUND_CODE_INVALID_ARGUMENT, a defect inside the
 * library OMNIFUND_CODE_PANIC: every function that returns a code can give these. Functions that
 * return something else take NULL for a handle and return their empty value.
 *
 * ADVICE
 * A till needs to switch on nothing but omnifund_error_advice: wait as many seconds as
 * omnifund_error_retry_after says, ask a human for the password, or call whoever installed it.
 * New codes come under old advice. A program that keeps tokens itself tries a refresh before it asks a
 * human, where a token login gave OMNIFUND_CODE_ACCESS_TOKEN_REFUSED.
 *
 * OUTCOME
 * OmniFund takes each refresh token once, without grace. omnifund_error_outcome tells as a fact
 * whether a request was sent, refused, or sent without an answer that can be understood.
 *
 * BLOCKING
 * Functions that ask the server say that they block, and for how long. All others never do. No
 * signal is caught, and none is raised in the program: not SIGPIPE by a socket, nor by a log.
 *
 * SECRETS
 * No client secret, password or token stands in an error or in a log line. Where a server repeats what
 * it was sent, the secrets of that request are taken out of its words, from four characters on.
 *
 * PROCESSES
 * A forked child goes on with its parent's handles. The environment variables for a proxy are read by
 * omnifund_client_new and those for certificates at the first request: call no setenv meanwhile. The
 * library is linked so that dlclose leaves it in place.
 *
 * The specification is OmniFund's page "Managing OAuth Clients"; where it is silent, RFC 6749 (OAuth
 * 2.0) and RFC 6750 (bearer tokens) hold.
 */
#ifndef OMNIFUND_H
#define OMNIFUND_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* omnifund: plain region begins. From here to its end stands C99 without a preprocessor line. */

// What a function that can fail returns where it did not. Every other code is an omnifund_code.
enum { OMNIFUND_OK = 0 };


// The code of an error. A number is never reused; new codes come under an old advice, so that a
// program that switches on the advice alone goes on working.
//
// Bands: 1xx arguments and configuration, 2xx the way to the server, 3xx the server's refusals,
// 4xx answers that are no OAuth answer, 5xx the store, 6xx the session,
// 9xx the library itself.
typedef enum {
    // A pointer that must not be NULL is NULL. Nothing was done.
    OMNIFUND_CODE_NULL_ARGUMENT = 100,
    // A string is not valid UTF-8. Nothing was done. Convert it, for instance from ISO 8859-1.
    OMNIFUND_CODE_INVALID_UTF8 = 101,
    // An argument is empty where it must not be, too long (over 65536 bytes), or out of range.
    OMNIFUND_CODE_INVALID_ARGUMENT = 102,
    // The user name or the password is empty. Nothing was sent.
    OMNIFUND_CODE_MISSING_CREDENTIALS = 103,
    // A setting is missing or wrong; the message names it. Nothing was sent.
    OMNIFUND_CODE_INVALID_CONFIGURATION = 150,
    // The certificates to trust can't be read: the CA file, SSL_CERT_FILE or SSL_CERT_DIR,
    // as the message says. Nothing was sent.
    OMNIFUND_CODE_UNREADABLE_CERTIFICATES = 151,
    // The host name has no address, or the name server did not answer. Nothing was sent.
    OMNIFUND_CODE_NAME_NOT_RESOLVED = 200,
    // No connection: refused, unreachable, or cut before the first byte. Nothing was sent.
    OMNIFUND_CODE_CONNECT_FAILED = 201,
    // No connection within the connect timeout, or within the exchange timeout where that is shorter.
    // Nothing was sent.
    OMNIFUND_CODE_CONNECT_TIMEOUT = 202,
    // The proxy refused, with 407 or 403. Nothing was sent to OmniFund.
    OMNIFUND_CODE_PROXY_REFUSED = 203,
    // The TLS handshake failed for another reason than the certificate. Nothing was sent.
    OMNIFUND_CODE_TLS_FAILED = 204,
    // No authority that this machine trusts vouches for the server. Nothing was sent.
    OMNIFUND_CODE_CERTIFICATE_UNTRUSTED = 205,
    // The server's certificate has ended or not yet begun; the message says what date this
    // machine believes it to be. Nothing was sent.
    OMNIFUND_CODE_CERTIFICATE_DATES = 206,
    // The server's certificate is for another host name. Nothing was sent.
    OMNIFUND_CODE_CERTIFICATE_NAME = 207,
    // The proxy found no way, or did not answer as one. Nothing was sent to OmniFund.
    OMNIFUND_CODE_PROXY_FAILED = 208,
    // Sent, and no complete answer within the exchange timeout. The outcome is unknown.
    OMNIFUND_CODE_RESPONSE_TIMEOUT = 220,
    // Sent, and the connection ended before the answer was complete. The outcome is unknown.
    OMNIFUND_CODE_CONNECTION_LOST = 221,
    // invalid_request at the token endpoint (RFC 6749 section 5.2).
    OMNIFUND_CODE_INVALID_REQUEST = 300,
    // invalid_client: unknown client id, or wrong client secret (RFC 6749 section 5.2).
    OMNIFUND_CODE_INVALID_CLIENT = 301,
    // unauthorized_client: this OAuth client may not use this grant (RFC 6749 section 5.2).
    OMNIFUND_CODE_UNAUTHORIZED_CLIENT = 302,
    // unsupported_grant_type (RFC 6749 section 5.2).
    OMNIFUND_CODE_UNSUPPORTED_GRANT_TYPE = 303,
    // invalid_scope at the token endpoint (RFC 6749 section 5.2).
    OMNIFUND_CODE_INVALID_SCOPE = 304,
    // invalid_grant to a password: wrong password, unknown or disabled user.
    OMNIFUND_CODE_WRONG_PASSWORD = 305,
    // invalid_grant to a refresh token: unknown, used already, expired, or another client's.
    OMNIFUND_CODE_REFRESH_TOKEN_REFUSED = 306,
    // An OAuth error of another name, which omnifund_error_oauth_error has.
    OMNIFUND_CODE_OTHER_OAUTH_ERROR = 307,
    // 401 to an access token: invalid or expired (RFC 6750 section 3.1).
    OMNIFUND_CODE_ACCESS_TOKEN_REFUSED = 320,
    // 401 access_denied at the token login: the user is disabled.
    OMNIFUND_CODE_ACCESS_DENIED = 321,
    // 403: the access token does not reach that far (RFC 6750 section 3.1, insufficient scope).
    OMNIFUND_CODE_INSUFFICIENT_SCOPE = 322,
    // 400 at the token login (RFC 6750 section 3.1, invalid_request).
    OMNIFUND_CODE_LOGIN_INVALID_REQUEST = 323,
    // 401 at the token login because no token arrived: something in between takes the Authorization
    // header away.
    OMNIFUND_CODE_TOKEN_NOT_SEEN = 324,
    // 5xx. The outcome is unknown.
    OMNIFUND_CODE_SERVER_ERROR = 400,
    // 3xx from the token endpoint; no redirect is followed. The outcome is unknown.
    OMNIFUND_CODE_UNEXPECTED_REDIRECT = 401,
    // An answer that is no OAuth answer, such as a captive portal's page. The outcome is unknown.
    OMNIFUND_CODE_UNEXPECTED_ANSWER = 402,
    // An answer over 1 MiB, or with headers over 64 KiB. The outcome is unknown.
    OMNIFUND_CODE_ANSWER_TOO_LARGE = 403,
    // 200 with a body that can't be read as a token. The outcome is unknown.
    OMNIFUND_CODE_UNREADABLE_TOKEN = 404,
    // 429: too many requests. The server refused, most likely before it looked.
    OMNIFUND_CODE_RATE_LIMITED = 410,
    // 503 with Retry-After. Most likely before the server looked, and not surely: the outcome is
    // unknown.
    OMNIFUND_CODE_UNAVAILABLE = 411,
    // The store's files can't be read or written, for another reason than those below.
    OMNIFUND_CODE_STORE_FAILED = 500,
    // No space is left for the store, or the quota is used up.
    OMNIFUND_CODE_STORE_FULL = 501,
    // Others may read the store, or this user may not.
    OMNIFUND_CODE_STORE_PERMISSIONS = 502,
    // There are records, and the key file that they were sealed with is missing.
    OMNIFUND_CODE_KEY_MISSING = 503,
    // The key is another than the one that the record was sealed with, or the key file is damaged.
    OMNIFUND_CODE_KEY_WRONG = 504,
    // A record of the store is damaged; the message names the file.
    OMNIFUND_CODE_RECORD_CORRUPT = 505,
    // A later version of the library wrote the store. Nothing was changed.
    OMNIFUND_CODE_STORE_TOO_NEW = 506,
    // The store was made on another machine: it was cloned, moved, or restored from a backup.
    OMNIFUND_CODE_STORE_MOVED = 507,
    // The store is on a network file system.
    OMNIFUND_CODE_STORE_ON_NETWORK = 508,
    // Another process or thread is changing the record, and did not end in time.
    OMNIFUND_CODE_STORE_BUSY = 510,
    // Nobody is signed in, or the refresh token is spent or dead and no password was left.
    OMNIFUND_CODE_SIGN_IN_REQUIRED = 600,
    // The last tries failed; the next one comes after a pause that all processes share.
    OMNIFUND_CODE_BACKING_OFF = 601,
    // The same, where the server refused the OAuth client: waiting does not mend it.
    OMNIFUND_CODE_STILL_REFUSED = 602,
    // Somebody is signed in where a pair was to be adopted.
    OMNIFUND_CODE_ALREADY_SIGNED_IN = 603,
    // An OAuth client of that name, or with that client id, is kept in the store already.
    OMNIFUND_CODE_CLIENT_NAME_TAKEN = 604,
    // No OAuth client of that name is kept in the store.
    OMNIFUND_CODE_CLIENT_NOT_FOUND = 605,
    // A panic inside the library was caught at its boundary. The outcome is unknown.
    OMNIFUND_CODE_PANIC = 900,
    // Something that can't happen did. The outcome is unknown.
    OMNIFUND_CODE_INTERNAL = 901,
} omnifund_code;

// What to do about an error. A till needs to switch on nothing else.
typedef enum {
    // There was no error.
    OMNIFUND_ADVICE_NONE = 0,
    // Try again after as many seconds as retry_after says.
    OMNIFUND_ADVICE_WAIT = 1,
    // A human must sign in with the password.
    OMNIFUND_ADVICE_SIGN_IN = 2,
    // Whoever installed this must mend a setting, the clock, or the OAuth client.
    OMNIFUND_ADVICE_FIX_CONFIGURATION = 3,
    // Whoever runs this machine must mend the store: space, permissions, the key file.
    OMNIFUND_ADVICE_FIX_STORAGE = 4,
    // OmniFund does not allow it. Trying again changes nothing.
    OMNIFUND_ADVICE_REFUSED = 5,
    // The calling program, or this library, is wrong. Report it, with the message.
    OMNIFUND_ADVICE_BUG = 6,
} omnifund_advice;

// What became of the request: a fact, noted where the first byte leaves, never a guess.
typedef enum {
    // Not one byte of the request left this machine's hands. A refresh token is untouched.
    OMNIFUND_OUTCOME_NOT_SENT = 1,
    // The server answered, and refused.
    OMNIFUND_OUTCOME_REFUSED = 2,
    // The request, or a part of it, left, and no answer that can be understood came back. A
    // refresh token may be spent or not.
    OMNIFUND_OUTCOME_UNKNOWN = 3,
} omnifund_outcome;

// How much a line matters. A sink takes lines of its level and of the lower numbers.
typedef enum {
    // Somebody must do something.
    OMNIFUND_LOG_LEVEL_ERROR = 1,
    // It failed, and can mend itself.
    OMNIFUND_LOG_LEVEL_WARN = 2,
    // Each exchange and each token login, a line each.
    OMNIFUND_LOG_LEVEL_INFO = 3,
    // That a request is being made, too: what hangs is seen.
    OMNIFUND_LOG_LEVEL_DEBUG = 4,
} omnifund_log_level;

// An OAuth client ready to talk to one OmniFund. Any thread may use it at any time. Each of its
// calls makes one request over a connection of its own, on the calling thread, and blocks for the
// exchange timeout at most (15 s), beside what the system's resolver takes longer.
typedef struct omnifund_client omnifund_client;

// The settings of an OAuth client. For one thread at a time. A client copies what it needs, so a
// config can be changed, reused and freed after omnifund_client_new.
typedef struct omnifund_config omnifund_config;

// What went wrong. Immutable: any thread may read it. Its strings live as long as it does. It
// never holds a client secret, a password or a token.
typedef struct omnifund_error omnifund_error;

// What the server answered to a token login. Immutable: any thread may read it. Its strings live as
// long as it does, and are wiped when it is freed. Cookies, Location and body can each let somebody
// in as that user.
typedef struct omnifund_login omnifund_login;

// What a grant brought. Immutable: any thread may read it. Its strings live as long as it does, and
// are wiped when it is freed.
typedef struct omnifund_token omnifund_token;

// Takes a line of the log. `message` is valid during the call only.
typedef void (*omnifund_log_callback)(void *userdata, int32_t level, const char *message);

// The version of the library, such as "0.1.0". It is static: valid for ever, not to be freed.
// Never blocks, any thread.
const char *omnifund_version(void);

// The number of the binary interface, 1. It is raised when a program compiled against an older
// header would go wrong; functions and constants are added without raising it. A program that
// loads the library at run time compares it with the number that it was written for. Never
// blocks, any thread.
int32_t omnifund_abi_version(void);

// The code: an omnifund_code, the same that the function returned. OMNIFUND_OK for NULL. Never
// blocks.
int32_t omnifund_error_code(const omnifund_error *err);

// What to do: an omnifund_advice. OMNIFUND_ADVICE_NONE for NULL. A program that switches on this
// alone goes on working when codes are added. Never blocks.
int32_t omnifund_error_advice(const omnifund_error *err);

// What became of the request: an omnifund_outcome. 0 for NULL. Never blocks.
int32_t omnifund_error_outcome(const omnifund_error *err);

// What was tried, what came back and what to do, in English, for the person who reads it: for a
// log or a screen, not for a program to take apart. Borrowed from the error. NULL for NULL. Never
// blocks.
const char *omnifund_error_message(const omnifund_error *err);

// The HTTP status of the answer; 0 where none was read, and for NULL. Never blocks.
int32_t omnifund_error_http_status(const omnifund_error *err);

// The OAuth error as the server wrote it, such as "invalid_grant" (RFC 6749 section 5.2, RFC 6750
// section 3). NULL where it said none, and for NULL. Borrowed from the error. Never blocks.
const char *omnifund_error_oauth_error(const omnifund_error *err);

// The server's own words, such as "Refresh token has expired": they tell apart what shares a code.
// At most 500 characters on one line. NULL where it said none, and for NULL. Borrowed from the
// error. Never blocks.
const char *omnifund_error_oauth_error_description(const omnifund_error *err);

// How many seconds to wait before another try: what the server asked for, 1 to 900, else 5.
// 0 where the advice is not OMNIFUND_ADVICE_WAIT, and for NULL. Never blocks.
int64_t omnifund_error_retry_after(const omnifund_error *err);

// Ends an error, and its strings with it. NULL does nothing. Never blocks.
void omnifund_error_free(omnifund_error *err);

// A config with nothing set but the defaults: form body, connect timeout 5 s, exchange timeout
// 15 s, call budget 25 s, proxy from the environment variables, the system's certificates, no log.
// Never NULL. End it with omnifund_config_free. Never blocks.
omnifund_config *omnifund_config_new(void);

// One of the vendor's hosts by name: "sandbox" or "production". There is no default.
// Returns OMNIFUND_CODE_INVALID_CONFIGURATION for any other name. Never blocks.
int32_t omnifund_config_set_environment(omnifund_config *cfg,
                                        const char *environment,
                                        omnifund_error **err);

// Any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the
// environment's, in whatever order the two are set. "http://" is taken for a loopback address
// only, or after omnifund_config_allow_plain_http.
// Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no such URL. Never blocks.
int32_t omnifund_config_set_base_url(omnifund_config *cfg,
                                     const char *base_url,
                                     omnifund_error **err);

// Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New
// OAuth Client). Both are copied.
// Returns OMNIFUND_CODE_INVALID_CONFIGURATION where one is empty. Never blocks.
int32_t omnifund_config_set_credentials(omnifund_config *cfg,
                                        const char *client_id,
                                        const char *client_secret,
                                        omnifund_error **err);

// How bodies to the token endpoint are written: 0 as a form (RFC 6749, the default), 1 as JSON (as
// the vendor's own examples do).
// Returns OMNIFUND_CODE_INVALID_ARGUMENT for any other number. Never blocks.
int32_t omnifund_config_set_json_body(omnifund_config *cfg, int32_t json, omnifund_error **err);

// How long a connection may take, TLS handshake included, in milliseconds: 1 to 3600000, 5000
// unless set. Looking up the name comes before it, as long as the system's resolver takes.
// Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
int32_t omnifund_config_set_connect_timeout(omnifund_config *cfg,
                                            int64_t milliseconds,
                                            omnifund_error **err);

// How long one request may take, from the name look-up to the answer's last byte, in milliseconds:
// 1 to 3600000, 15000 unless set.
// Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
int32_t omnifund_config_set_exchange_timeout(omnifund_config *cfg,
                                             int64_t milliseconds,
                                             omnifund_error **err);

// How long one call of this library may take, all that it does included, in milliseconds: 1 to
// 3600000, 25000 unless set, below the 30 s after which many servers kill a worker.
// Returns OMNIFUND_CODE_INVALID_CONFIGURATION out of that range. Never blocks.
int32_t omnifund_config_set_call_budget(omnifund_config *cfg,
                                        int64_t milliseconds,
                                        omnifund_error **err);

// The proxy for every request: "http://[user:password@]host[:port]", or "https://...". Unless set,
// the variables https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY and no_proxy, NO_PROXY decide when
// a client is made (for a plain HTTP base URL http_proxy; never HTTP_PROXY, which a web server
// fills from a request's header); a loopback address is then reached directly.
// Returns OMNIFUND_CODE_INVALID_CONFIGURATION for what is no such URL; the message does not repeat
// it, since it may hold a password. Never blocks.
int32_t omnifund_config_set_proxy(omnifund_config *cfg, const char *proxy, omnifund_error **err);

// No proxy, whatever the environment variables say. Never blocks.
int32_t omnifund_config_disable_proxy(omnifund_config *cfg, omnifund_error **err);

// A PEM file of authorities to trust beside the system's: for a local server, or a company's own
// authority. It is read at the first request, once for all clients of the process that name it,
// and again after the server's authority was not trusted.
// Returns OMNIFUND_CODE_INVALID_CONFIGURATION where there is no such file. Blocks on the file
// system only.
int32_t omnifund_config_set_ca_file(omnifund_config *cfg, const char *path, omnifund_error **err);

// Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network
// readable. Never blocks.
int32_t omnifund_config_allow_plain_http(omnifund_config *cfg, omnifund_error **err);

// Logs to standard error: lines of `level`, an omnifund_log_level, and of what matters more. Each
// such call adds one sink. A line that can't be written is dropped: a log never makes a call fail, nor ends the program. A pipe whose
// reader has stopped reading is waited for.
// Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no level. Never blocks.
int32_t omnifund_config_log_to_stderr(omnifund_config *cfg,
                                      int32_t level,
                                      omnifund_error **err);

// Logs to the end of a file, made where there is none. It is opened for each line, so that it can
// be rotated at any time. Levels and errors as for omnifund_config_log_to_stderr, and
// OMNIFUND_CODE_INVALID_ARGUMENT for an empty path. Never blocks.
int32_t omnifund_config_log_to_file(omnifund_config *cfg,
                                    const char *path,
                                    int32_t level,
                                    omnifund_error **err);

// Logs to the system's log by its local socket, as facility daemon; to nowhere where there is
// none. Levels and errors as for omnifund_config_log_to_stderr. Never blocks.
int32_t omnifund_config_log_to_syslog(omnifund_config *cfg, int32_t level, omnifund_error **err);

// Logs to a function of yours. It is called on the thread that made the call, several at a time
// where several threads call; it must not call the library with the same client. It and `userdata`
// must outlive every client made from this config. `userdata` may be NULL. Levels and errors as for
// omnifund_config_log_to_stderr. It must return: no C++ exception, no longjmp. Not for PHP, whose
// closures end with their request.
int32_t omnifund_config_log_to_callback(omnifund_config *cfg,
                                        omnifund_log_callback callback,
                                        void *userdata,
                                        int32_t level,
                                        omnifund_error **err);

// Ends a config. NULL does nothing. Clients made from it go on. Never blocks.
void omnifund_config_free(omnifund_config *cfg);

// Makes a client from a copy of `cfg`. Touches neither the network nor certificates, and never
// blocks.
// Returns OMNIFUND_CODE_INVALID_CONFIGURATION, with the name of the setting in the message, where
// one is missing or does not go with the others. End it with omnifund_client_free.
int32_t omnifund_client_new(const omnifund_config *cfg,
                            omnifund_client **client,
                            omnifund_error **err);

// An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining
// an Access Token"). Gives a token, to be ended with omnifund_token_free.
// Returns OMNIFUND_CODE_MISSING_CREDENTIALS where one of the two is empty,
// OMNIFUND_CODE_WRONG_PASSWORD or another code of the 300s where the server refused, a code of the
// 200s or 400s where it could not be asked or did not answer as it should. Blocks, see
// omnifund_client.
int32_t omnifund_client_password_grant(const omnifund_client *client,
                                       const char *username,
                                       const char *password,
                                       omnifund_token **token,
                                       omnifund_error **err);

// A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's
// "Refreshing an Access Token"). OmniFund takes each refresh token once: save the new one before
// you do anything else. Where an error's outcome is OMNIFUND_OUTCOME_UNKNOWN, the old one may be
// spent or not. Gives a token, to be ended with omnifund_token_free.
// Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no token,
// OMNIFUND_CODE_REFRESH_TOKEN_REFUSED or another code of the 300s where the server refused, a code
// of the 200s or 400s where it could not be asked or did not answer as it should. Blocks, see
// omnifund_client.
int32_t omnifund_client_refresh_grant(const omnifund_client *client,
                                      const char *refresh_token,
                                      omnifund_token **token,
                                      omnifund_error **err);

// Logs the access token's user in (the specification's "Token Login", RFC 6750 section 2.1). Gives
// what the server answered, status 200 to 399, to be ended with omnifund_login_free; no redirect is
// followed.
// Returns OMNIFUND_CODE_INVALID_ARGUMENT for what is no token,
// OMNIFUND_CODE_ACCESS_TOKEN_REFUSED or OMNIFUND_CODE_ACCESS_DENIED for 401,
// OMNIFUND_CODE_INSUFFICIENT_SCOPE for 403, with the words of WWW-Authenticate, another code of the
// 200s to 400s where the server could not be asked or did not answer as it should. Blocks, see
// omnifund_client.
int32_t omnifund_client_token_login(const omnifund_client *client,
                                    const char *access_token,
                                    omnifund_login **login,
                                    omnifund_error **err);

// Ends a client, once no thread uses it any more. NULL does nothing. Never blocks.
void omnifund_client_free(omnifund_client *client);

// The access token, for the header "Authorization: Bearer ...", with a capital B. NULL for an exported
// pair without one, and for NULL. Borrowed from the token. Never blocks.
const char *omnifund_token_access_token(const omnifund_token *token);

// The refresh token, good for one refresh. NULL where the server gave none: after a refresh, the
// one that was sent stays good (RFC 6749 section 6). NULL for NULL. Borrowed from the token. Never
// blocks.
const char *omnifund_token_refresh_token(const omnifund_token *token);

// The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer"
// whatever stands here. NULL where the server gave none, and for NULL. Borrowed from the token.
// Never blocks.
const char *omnifund_token_token_type(const omnifund_token *token);

// The scope, space-separated. NULL where it was null or absent, and for NULL. Borrowed from the
// token. Never blocks.
const char *omnifund_token_scope(const omnifund_token *token);

// How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten
// years): less is read as 0, more as ten years, digits in a string as a number. 0 also where the
// server gave nothing of the kind, and for NULL. Never blocks.
int64_t omnifund_token_expires_in(const omnifund_token *token);

// The end of the access token as a Unix time in seconds by this machine's clock: the moment the
// request left, and expires_in more. 0 where the server gave no expires_in, and for NULL. Never
// blocks.
int64_t omnifund_token_expires_at(const omnifund_token *token);

// Ends a token, and wipes its strings. NULL does nothing. Never blocks.
void omnifund_token_free(omnifund_token *token);

// The HTTP status, 200 to 399; 0 for NULL. Never blocks.
int32_t omnifund_login_status(const omnifund_login *login);

// How many headers there are; 0 for NULL. Never blocks.
int64_t omnifund_login_header_count(const omnifund_login *login);

// The name of a header, in lower case, by its index from 0. NULL outside, and for NULL. Borrowed
// from the login. Never blocks.
const char *omnifund_login_header_name(const omnifund_login *login, int64_t index);

// The value of a header by its index from 0. NULL outside, and for NULL. Borrowed from the login.
// Never blocks.
const char *omnifund_login_header_value(const omnifund_login *login, int64_t index);

// The value of the first header of a name, whatever its case; the name is compared as it is. NULL where there is none, and for
// NULL. Borrowed from the login. Never blocks.
const char *omnifund_login_header(const omnifund_login *login,
                                  const char *name);

// How many cookies the answer sets; 0 for NULL. Never blocks.
int64_t omnifund_login_cookie_count(const omnifund_login *login);

// The name of a cookie by its index from 0. NULL outside, and for NULL. Borrowed from the login.
// Never blocks.
const char *omnifund_login_cookie_name(const omnifund_login *login, int64_t index);

// The value of a cookie, as it goes into a Cookie header, by its index from 0. NULL outside, and
// for NULL. Borrowed from the login. Never blocks.
const char *omnifund_login_cookie_value(const omnifund_login *login, int64_t index);

// The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1), by its index
// from 0: what a web application sends on to its user's browser. NULL outside, and for NULL.
// Borrowed from the login. Never blocks.
const char *omnifund_login_cookie_header(const omnifund_login *login, int64_t index);

// Where the answer sends the browser, as the server wrote it: it may be relative. NULL where it
// sends nowhere, and for NULL. Borrowed from the login. Never blocks.
const char *omnifund_login_location(const omnifund_login *login);

// The body, 1 MiB at most, with a NUL behind it. It can hold NULs of its own: its length is
// omnifund_login_body_length. NULL for NULL. Borrowed from the login. Never blocks.
const char *omnifund_login_body(const omnifund_login *login);

// The length of the body in bytes, without the NUL behind it; 0 for NULL. Never blocks.
int64_t omnifund_login_body_length(const omnifund_login *login);

// Ends a login, and wipes its strings. NULL does nothing. Never blocks.
void omnifund_login_free(omnifund_login *login);

/* omnifund: plain region ends. */

#ifdef __cplusplus
}
#endif

#endif /* OMNIFUND_H */
