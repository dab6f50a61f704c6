// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using System.Runtime.CompilerServices;

namespace Omnifund.Raw
{
    /// <summary>The library's functions: handles, texts and numbers in, the like out. What fails throws.
    ///
    /// None is inlined: Mono looks a function up when it compiles what calls it, and that may be before
    /// <see cref="Library"/> has said where the library is.</summary>
    internal static class Calls
    {
        /// <summary>The version of the library, such as "0.1.0".</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string Version()
        {
            return Library.Loaded(() =>
            {
                return Text.Read(Native.omnifund_version());
            });
        }

        /// <summary>The number of the binary interface, 1.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static int AbiVersion()
        {
            return Library.Loaded(() =>
            {
                return Native.omnifund_abi_version();
            });
        }

        /// <summary>The code: an omnifund_code, the same that the function returned.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static Code ErrorCode(ErrorHandle err)
        {
            return (Code)Native.omnifund_error_code(err);
        }

        /// <summary>What to do: an omnifund_advice.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static Advice ErrorAdvice(ErrorHandle err)
        {
            return (Advice)Native.omnifund_error_advice(err);
        }

        /// <summary>What became of the request: an omnifund_outcome.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static Outcome ErrorOutcome(ErrorHandle err)
        {
            return (Outcome)Native.omnifund_error_outcome(err);
        }

        /// <summary>What was tried, what came back and what to do, in English, for the person who reads it: for a
        /// log or a screen, not for a program to take apart.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ErrorMessage(ErrorHandle err)
        {
            using (new Held(err))
            {
                return Text.Read(Native.omnifund_error_message(err));
            }
        }

        /// <summary>The HTTP status of the answer.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static int ErrorHttpStatus(ErrorHandle err)
        {
            return Native.omnifund_error_http_status(err);
        }

        /// <summary>The OAuth error as the server wrote it, such as "invalid_grant" (RFC 6749 section 5.2, RFC 6750
        /// section 3).</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ErrorOAuthError(ErrorHandle err)
        {
            using (new Held(err))
            {
                return Text.Read(Native.omnifund_error_oauth_error(err));
            }
        }

        /// <summary>The server's own words, such as "Refresh token has expired": they tell apart what shares a
        /// code.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ErrorOAuthErrorDescription(ErrorHandle err)
        {
            using (new Held(err))
            {
                return Text.Read(Native.omnifund_error_oauth_error_description(err));
            }
        }

        /// <summary>How many seconds to wait before another try: what the server asked for, 1 to 900, else
        /// 5.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long ErrorRetryAfter(ErrorHandle err)
        {
            return Native.omnifund_error_retry_after(err);
        }

        /// <summary>The name of a code, such as "Code.ConnectFailed", or "OMNIFUND_OK": for a log.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string CodeName(Code code)
        {
            return Library.Loaded(() =>
            {
                return Text.Read(Native.omnifund_code_name((int)code));
            });
        }

        /// <summary>What a code means, in a sentence for a person, where no error was asked for:
        /// OmnifundException.Message says what was tried and what came back, and this can't.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string CodeText(Code code)
        {
            return Library.Loaded(() =>
            {
                return Text.Read(Native.omnifund_code_text((int)code));
            });
        }

        /// <summary>A config with nothing set but the defaults, which the setters tell: proxy from the environment
        /// variables, the system's certificates, no log.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static ConfigHandle ConfigNew()
        {
            return Library.Loaded(() =>
            {
                return new ConfigHandle(Native.omnifund_config_new(), false);
            });
        }

        /// <summary>A config from a file of NAME=value lines, or from environment variables of the same names where
        /// `path` is NULL; `path` may be NULL.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static ConfigHandle ConfigLoad(string path)
        {
            return Library.Loaded(() =>
            {
                using (var pathLent = Text.OfOptional(path, nameof(path)))
                {
                    Failure.Check(Native.omnifund_config_load(pathLent, out var cfg, out var err), err);
                    return cfg;
                }
            });
        }

        /// <summary>One of the vendor's hosts by name: "sandbox" or "production".</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetEnvironment(ConfigHandle cfg, string environment)
        {
            using (var environmentLent = Text.Of(environment, nameof(environment)))
            {
                Failure.Check(Native.omnifund_config_set_environment(cfg, environmentLent, out var err), err);
            }
        }

        /// <summary>Any other OmniFund, such as a local server: "https://host[:port][/path]".</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetBaseUrl(ConfigHandle cfg, string baseUrl)
        {
            using (var baseUrlLent = Text.Of(baseUrl, nameof(baseUrl)))
            {
                Failure.Check(Native.omnifund_config_set_base_url(cfg, baseUrlLent, out var err), err);
            }
        }

        /// <summary>Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New
        /// OAuth Client).</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetCredentials(ConfigHandle cfg, string clientId, string clientSecret)
        {
            using (var clientIdLent = Text.Of(clientId, nameof(clientId)))
            using (var clientSecretLent = Text.Of(clientSecret, nameof(clientSecret)))
            {
                Failure.Check(Native.omnifund_config_set_credentials(cfg, clientIdLent, clientSecretLent, out var err), err);
            }
        }

        /// <summary>Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and
        /// not as a form (RFC 6749); a form unless set.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetJsonBody(ConfigHandle cfg, bool json)
        {
            Failure.Check(Native.omnifund_config_set_json_body(cfg, json ? 1 : 0, out var err), err);
        }

        /// <summary>How long a connection may take, TLS handshake included; 5 s unless set.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetConnectTimeout(ConfigHandle cfg, long milliseconds)
        {
            Failure.Check(Native.omnifund_config_set_connect_timeout(cfg, milliseconds, out var err), err);
        }

        /// <summary>How long one request may take, from the name look-up to the answer's last byte; 15 s unless
        /// set.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetExchangeTimeout(ConfigHandle cfg, long milliseconds)
        {
            Failure.Check(Native.omnifund_config_set_exchange_timeout(cfg, milliseconds, out var err), err);
        }

        /// <summary>Which header carries the idempotency key of each POST and PATCH that a session makes, so that
        /// the server knows one that it has seen before.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetIdempotencyHeader(ConfigHandle cfg, string name)
        {
            using (var nameLent = Text.Of(name, nameof(name)))
            {
                Failure.Check(Native.omnifund_config_set_idempotency_header(cfg, nameLent, out var err), err);
            }
        }

        /// <summary>How long one call of this library may take, all that it does included; 25 s unless
        /// set.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetCallBudget(ConfigHandle cfg, long milliseconds)
        {
            Failure.Check(Native.omnifund_config_set_call_budget(cfg, milliseconds, out var err), err);
        }

        /// <summary>The proxy for every request: "http://[user:password@]host[:port]", or "https://...".</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetProxy(ConfigHandle cfg, string proxy)
        {
            using (var proxyLent = Text.Of(proxy, nameof(proxy)))
            {
                Failure.Check(Native.omnifund_config_set_proxy(cfg, proxyLent, out var err), err);
            }
        }

        /// <summary>No proxy, whatever the environment variables say.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigDisableProxy(ConfigHandle cfg)
        {
            Failure.Check(Native.omnifund_config_disable_proxy(cfg, out var err), err);
        }

        /// <summary>A file of certificates to trust beside the system's: a local server's authority, a company's
        /// own, or the server's own certificate, which then counts for its names and dates whoever signed
        /// it.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetCaFile(ConfigHandle cfg, string path)
        {
            using (var pathLent = Text.Of(path, nameof(path)))
            {
                Failure.Check(Native.omnifund_config_set_ca_file(cfg, pathLent, out var err), err);
            }
        }

        /// <summary>Trusts the CA file alone, and none of the system's authorities, which are then not read; for a
        /// proxy that is reached by "https://" too.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigTrustCaFileOnly(ConfigHandle cfg)
        {
            Failure.Check(Native.omnifund_config_trust_ca_file_only(cfg, out var err), err);
        }

        /// <summary>Takes a base URL of plain "http://" that is no loopback address.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigAllowPlainHttp(ConfigHandle cfg)
        {
            Failure.Check(Native.omnifund_config_allow_plain_http(cfg, out var err), err);
        }

        /// <summary>What a session does with a refresh token whose last exchange has an unknown outcome;
        /// Replay.UntilAnswered unless set.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetReplay(ConfigHandle cfg, Replay replay)
        {
            Failure.Check(Native.omnifund_config_set_replay(cfg, (int)replay, out var err), err);
        }

        /// <summary>How long a refresh token presumably lives, for a session's status alone, since the server never
        /// says it; 14 days unless set.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetRefreshLifetime(ConfigHandle cfg, long seconds)
        {
            Failure.Check(Native.omnifund_config_set_refresh_lifetime(cfg, seconds, out var err), err);
        }

        /// <summary>Logs to standard error: lines of `level`, an omnifund_log_level, and of what matters
        /// more.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigLogToStderr(ConfigHandle cfg, LogLevel level)
        {
            Failure.Check(Native.omnifund_config_log_to_stderr(cfg, (int)level, out var err), err);
        }

        /// <summary>Logs to the end of a file, made where there is none.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigLogToFile(ConfigHandle cfg, string path, LogLevel level)
        {
            using (var pathLent = Text.Of(path, nameof(path)))
            {
                Failure.Check(Native.omnifund_config_log_to_file(cfg, pathLent, (int)level, out var err), err);
            }
        }

        /// <summary>Logs to the system's log by its local socket, as facility daemon; to nowhere where there is
        /// none.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigLogToSyslog(ConfigHandle cfg, LogLevel level)
        {
            Failure.Check(Native.omnifund_config_log_to_syslog(cfg, (int)level, out var err), err);
        }

        /// <summary>Logs to a function of yours.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigLogToCallback(ConfigHandle cfg, Native.LogCallback callback, IntPtr userdata, LogLevel level)
        {
            Failure.Check(Native.omnifund_config_log_to_callback(cfg, callback, userdata, (int)level, out var err), err);
        }

        /// <summary>As Config.LogTo, and `destroy` is called with `userdata`, once, when nothing logs to the
        /// function any more, and also where this call fails; in a process that ends before that it is not
        /// called.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigLogToCallbackWith(ConfigHandle cfg, Native.LogCallback callback, IntPtr userdata, Native.UserdataCallback destroy, LogLevel level)
        {
            Failure.Check(Native.omnifund_config_log_to_callback_with(cfg, callback, userdata, destroy, (int)level, out var err), err);
        }

        /// <summary>As Config.LogTo, to a function that gets each line as an entry.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigLogEntriesToCallback(ConfigHandle cfg, Native.LogEntryCallback callback, IntPtr userdata, LogLevel level)
        {
            Failure.Check(Native.omnifund_config_log_entries_to_callback(cfg, callback, userdata, (int)level, out var err), err);
        }

        /// <summary>As Config.LogTo, to a function that gets each line as an entry.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigLogEntriesToCallbackWith(ConfigHandle cfg, Native.LogEntryCallback callback, IntPtr userdata, Native.UserdataCallback destroy, LogLevel level)
        {
            Failure.Check(Native.omnifund_config_log_entries_to_callback_with(cfg, callback, userdata, destroy, (int)level, out var err), err);
        }

        /// <summary>Logs to a queue, which keeps the newest 1000 lines.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigLogToQueue(ConfigHandle cfg, LogQueueHandle queue, LogLevel level)
        {
            Failure.Check(Native.omnifund_config_log_to_queue(cfg, queue, (int)level, out var err), err);
        }

        /// <summary>Where audit lines go: "syslog" (facility authpriv) or "file:PATH".</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void ConfigSetAudit(ConfigHandle cfg, string sink)
        {
            using (var sinkLent = Text.Of(sink, nameof(sink)))
            {
                Failure.Check(Native.omnifund_config_set_audit(cfg, sinkLent, out var err), err);
            }
        }

        /// <summary>How much it matters, an omnifund_log_level.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static LogLevel LogEntryLevel(LogEntryHandle entry)
        {
            return (LogLevel)Native.omnifund_log_entry_level(entry);
        }

        /// <summary>What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login",
        /// "request", "opened", "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or
        /// "audit"; later versions may have more.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string LogEntryEvent(LogEntryHandle entry)
        {
            using (new Held(entry))
            {
                return Text.Read(Native.omnifund_log_entry_event(entry));
            }
        }

        /// <summary>The words for people.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string LogEntryMessage(LogEntryHandle entry)
        {
            using (new Held(entry))
            {
                return Text.Read(Native.omnifund_log_entry_message(entry));
            }
        }

        /// <summary>OmniFund's user.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string LogEntryUser(LogEntryHandle entry)
        {
            using (new Held(entry))
            {
                return Text.Read(Native.omnifund_log_entry_user(entry));
            }
        }

        /// <summary>The OAuth client, by its client id.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string LogEntryClientId(LogEntryHandle entry)
        {
            using (new Held(entry))
            {
                return Text.Read(Native.omnifund_log_entry_client_id(entry));
            }
        }

        /// <summary>When.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long LogEntryTime(LogEntryHandle entry)
        {
            return Native.omnifund_log_entry_time(entry);
        }

        /// <summary>How many milliseconds an exchange, a token login or a request took, from 1.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long LogEntryMilliseconds(LogEntryHandle entry)
        {
            return Native.omnifund_log_entry_milliseconds(entry);
        }

        /// <summary>The omnifund_code of the error that the line tells of.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static Code LogEntryCode(LogEntryHandle entry)
        {
            return (Code)Native.omnifund_log_entry_code(entry);
        }

        /// <summary>A queue without a line.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static LogQueueHandle LogQueueNew()
        {
            return Library.Loaded(() =>
            {
                return new LogQueueHandle(Native.omnifund_log_queue_new(), false);
            });
        }

        /// <summary>Takes the oldest line out of a queue.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static LogEntryHandle LogQueueTake(LogQueueHandle queue)
        {
            var given = new LogEntryHandle(Native.omnifund_log_queue_take(queue), false);
            return given.IsInvalid ? null : given;
        }

        /// <summary>Makes a client from a copy of `cfg`.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static ClientHandle ClientNew(ConfigHandle cfg)
        {
            Failure.Check(Native.omnifund_client_new(cfg, out var client, out var err), err);
            return client;
        }

        /// <summary>An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining
        /// an Access Token").</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static TokenHandle ClientPasswordGrant(ClientHandle client, string username, string password)
        {
            using (var usernameLent = Text.Of(username, nameof(username)))
            using (var passwordLent = Text.Of(password, nameof(password)))
            {
                Failure.Check(Native.omnifund_client_password_grant(client, usernameLent, passwordLent, out var token, out var err), err);
                return token;
            }
        }

        /// <summary>A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's
        /// "Refreshing an Access Token").</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static TokenHandle ClientRefreshGrant(ClientHandle client, string refreshToken)
        {
            using (var refreshTokenLent = Text.Of(refreshToken, nameof(refreshToken)))
            {
                Failure.Check(Native.omnifund_client_refresh_grant(client, refreshTokenLent, out var token, out var err), err);
                return token;
            }
        }

        /// <summary>Logs the access token's user in (the specification's "Token Login", RFC 6750 section
        /// 2.1).</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static LoginHandle ClientTokenLogin(ClientHandle client, string accessToken)
        {
            using (var accessTokenLent = Text.Of(accessToken, nameof(accessToken)))
            {
                Failure.Check(Native.omnifund_client_token_login(client, accessTokenLent, out var login, out var err), err);
                return login;
            }
        }

        /// <summary>The access token, for the header "Authorization: Bearer ...", with a capital B.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string TokenAccessToken(TokenHandle token)
        {
            using (new Held(token))
            {
                return Text.Read(Native.omnifund_token_access_token(token));
            }
        }

        /// <summary>The refresh token, good for one refresh.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string TokenRefreshToken(TokenHandle token)
        {
            using (new Held(token))
            {
                return Text.Read(Native.omnifund_token_refresh_token(token));
            }
        }

        /// <summary>The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer"
        /// whatever stands here.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string TokenTokenType(TokenHandle token)
        {
            using (new Held(token))
            {
                return Text.Read(Native.omnifund_token_token_type(token));
            }
        }

        /// <summary>The scope, space-separated.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string TokenScope(TokenHandle token)
        {
            using (new Held(token))
            {
                return Text.Read(Native.omnifund_token_scope(token));
            }
        }

        /// <summary>How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten
        /// years): less is read as 0, more as ten years, digits in a string as a number.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long TokenExpiresIn(TokenHandle token)
        {
            return Native.omnifund_token_expires_in(token);
        }

        /// <summary>The end of the access token as a Unix time in seconds by this machine's clock: the moment the
        /// request left, and expires_in more.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long TokenExpiresAt(TokenHandle token)
        {
            return Native.omnifund_token_expires_at(token);
        }

        /// <summary>For how many milliseconds from when it was handed out a session's token needs nothing: until
        /// then Session.GetToken would give the same one again, unless it was rejected, signed out or refreshed
        /// meanwhile.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long TokenFreshFor(TokenHandle token)
        {
            return Native.omnifund_token_fresh_for(token);
        }

        /// <summary>Makes one, with a random state.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static AuthorizationHandle ClientAuthorization(ClientHandle client, string redirectUri)
        {
            using (var redirectUriLent = Text.Of(redirectUri, nameof(redirectUri)))
            {
                Failure.Check(Native.omnifund_client_authorization(client, redirectUriLent, out var authorization, out var err), err);
                return authorization;
            }
        }

        /// <summary>Makes one that was made before, where the user comes back to another process or request than
        /// the one that asked, as in a web application: keep Authorization.State in the user's web session, and
        /// nowhere else.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static AuthorizationHandle ClientAuthorizationWithState(ClientHandle client, string redirectUri, string state)
        {
            using (var redirectUriLent = Text.Of(redirectUri, nameof(redirectUri)))
            using (var stateLent = Text.Of(state, nameof(state)))
            {
                Failure.Check(Native.omnifund_client_authorization_with_state(client, redirectUriLent, stateLent, out var authorization, out var err), err);
                return authorization;
            }
        }

        /// <summary>Where the user's browser is to go.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string AuthorizationUrl(AuthorizationHandle authorization)
        {
            using (new Held(authorization))
            {
                return Text.Read(Native.omnifund_authorization_url(authorization));
            }
        }

        /// <summary>What the answer is known by, random: for Client.AuthorizationWithState, and for nobody's eyes
        /// but the user's.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string AuthorizationState(AuthorizationHandle authorization)
        {
            using (new Held(authorization))
            {
                return Text.Read(Native.omnifund_authorization_state(authorization));
            }
        }

        /// <summary>A token for the code that the user came back with (RFC 6749 section 4.1.3), for programs that
        /// keep their tokens; with a session, see Session.SignInWithCode.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static TokenHandle ClientAuthorizationCodeGrant(ClientHandle client, AuthorizationHandle authorization, string redirectUrl)
        {
            using (var redirectUrlLent = Text.Of(redirectUrl, nameof(redirectUrl)))
            {
                Failure.Check(Native.omnifund_client_authorization_code_grant(client, authorization, redirectUrlLent, out var token, out var err), err);
                return token;
            }
        }

        /// <summary>The HTTP status, 200 to 399.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static int LoginStatus(LoginHandle login)
        {
            return Native.omnifund_login_status(login);
        }

        /// <summary>How many headers there are.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long LoginHeaderCount(LoginHandle login)
        {
            return Native.omnifund_login_header_count(login);
        }

        /// <summary>The name of a header, in lower case.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string LoginHeaderName(LoginHandle login, long index)
        {
            using (new Held(login))
            {
                return Text.Read(Native.omnifund_login_header_name(login, index));
            }
        }

        /// <summary>The value of a header.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string LoginHeaderValue(LoginHandle login, long index)
        {
            using (new Held(login))
            {
                return Text.Read(Native.omnifund_login_header_value(login, index));
            }
        }

        /// <summary>The value of the first header of a name, whatever its case; the name is compared as it
        /// is.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string LoginHeader(LoginHandle login, string name)
        {
            using (var nameLent = Text.Of(name, nameof(name)))
            {
                using (new Held(login))
                {
                    return Text.Read(Native.omnifund_login_header(login, nameLent));
                }
            }
        }

        /// <summary>How many cookies the answer sets.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long LoginCookieCount(LoginHandle login)
        {
            return Native.omnifund_login_cookie_count(login);
        }

        /// <summary>The name of a cookie.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string LoginCookieName(LoginHandle login, long index)
        {
            using (new Held(login))
            {
                return Text.Read(Native.omnifund_login_cookie_name(login, index));
            }
        }

        /// <summary>The value of a cookie, as it goes into a Cookie header.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string LoginCookieValue(LoginHandle login, long index)
        {
            using (new Held(login))
            {
                return Text.Read(Native.omnifund_login_cookie_value(login, index));
            }
        }

        /// <summary>The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web
        /// application sends on to its user's browser.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string LoginCookieHeader(LoginHandle login, long index)
        {
            using (new Held(login))
            {
                return Text.Read(Native.omnifund_login_cookie_header(login, index));
            }
        }

        /// <summary>Where the answer sends the browser, as the server wrote it: it may be relative.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string LoginLocation(LoginHandle login)
        {
            using (new Held(login))
            {
                return Text.Read(Native.omnifund_login_location(login));
            }
        }

        /// <summary>The body, 1 MiB at most, with a NUL behind it.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static byte[] LoginBody(LoginHandle login)
        {
            using (new Held(login))
            {
                return Bytes.Read(Native.omnifund_login_body(login), Native.omnifund_login_body_length(login));
            }
        }

        /// <summary>The length of the body in bytes, without the NUL behind it.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long LoginBodyLength(LoginHandle login)
        {
            return Native.omnifund_login_body_length(login);
        }

        /// <summary>Takes over the bytes of a sealing key: `length` is 32.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static KeyHandle KeyFromBytes(byte[] bytes)
        {
            return Library.Loaded(() =>
            {
                using (var bytesLent = Bytes.Of(bytes, nameof(bytes)))
                {
                    Failure.Check(Native.omnifund_key_from_bytes(bytesLent, bytesLent.Length, out var key, out var err), err);
                    return key;
                }
            });
        }

        /// <summary>Options with nothing set: nobody but the owner may read the store, no network file system, no
        /// other machine's store.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static StoreOptionsHandle StoreOptionsNew()
        {
            return Library.Loaded(() =>
            {
                return new StoreOptionsHandle(Native.omnifund_store_options_new(), false);
            });
        }

        /// <summary>Lets the directory's group read and write the store too (directory 2770, files 0660): for a web
        /// server and a cron job under two users.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreOptionsSetGroup(StoreOptionsHandle options)
        {
            Failure.Check(Native.omnifund_store_options_set_group(options, out var err), err);
        }

        /// <summary>Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most
        /// kinds and their like), whose locks somebody has tried.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreOptionsAllowNetwork(StoreOptionsHandle options)
        {
            Failure.Check(Native.omnifund_store_options_allow_network(options, out var err), err);
        }

        /// <summary>Takes a store that another machine made, because it was moved here and that machine uses it no
        /// more.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreOptionsTakeOver(StoreOptionsHandle options)
        {
            Failure.Check(Native.omnifund_store_options_take_over(options, out var err), err);
        }

        /// <summary>Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted,
        /// a program that only reads must say so (Code.StoreMissing), and not that nobody is signed in.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreOptionsMustExist(StoreOptionsHandle options)
        {
            Failure.Check(Native.omnifund_store_options_must_exist(options, out var err), err);
        }

        /// <summary>A key that opens records and seals none, beside the one that Store.OpenFile is given: to change
        /// that one, give the new one as older first, in all programs, and only then the other way round;
        /// Store.RotateKey then seals all records anew.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreOptionsAddOlderKey(StoreOptionsHandle options, KeyHandle key)
        {
            Failure.Check(Native.omnifund_store_options_add_older_key(options, key, out var err), err);
        }

        /// <summary>Keeps the sealing key in the file `path`, and not in "&lt;store&gt;.key".</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreOptionsSetKeyFile(StoreOptionsHandle options, string path)
        {
            using (var pathLent = Text.Of(path, nameof(path)))
            {
                Failure.Check(Native.omnifund_store_options_set_key_file(options, pathLent, out var err), err);
            }
        }

        /// <summary>Where the audit lines of the store go, as Config.SetAudit has it: those of its OAuth clients,
        /// of its key and of its taking over, and those of its sessions whose config says nothing else.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreOptionsSetAudit(StoreOptionsHandle options, string sink)
        {
            using (var sinkLent = Text.Of(sink, nameof(sink)))
            {
                Failure.Check(Native.omnifund_store_options_set_audit(options, sinkLent, out var err), err);
            }
        }

        /// <summary>Names this machine, in place of /etc/machine-id: for containers, which have none, or all the
        /// same.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreOptionsSetMachine(StoreOptionsHandle options, string name)
        {
            using (var nameLent = Text.Of(name, nameof(name)))
            {
                Failure.Check(Native.omnifund_store_options_set_machine(options, nameLent, out var err), err);
            }
        }

        /// <summary>A store in this process's memory, gone with it: for tests, and for programs that sign in at
        /// every start.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static StoreHandle StoreOpenMemory()
        {
            return Library.Loaded(() =>
            {
                Failure.Check(Native.omnifund_store_open_memory(out var store, out var err), err);
                return store;
            });
        }

        /// <summary>A store in a directory, made where there is none, as Store.OpenFile with no options.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static StoreHandle StoreOpenFile(string path, KeyHandle key)
        {
            return Library.Loaded(() =>
            {
                using (var pathLent = Text.Of(path, nameof(path)))
                {
                    Failure.Check(Native.omnifund_store_open_file(pathLent, key ?? KeyHandle.None, out var store, out var err), err);
                    return store;
                }
            });
        }

        /// <summary>A store in a directory, made where there is none; its parent must be there.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static StoreHandle StoreOpenFileWith(string path, KeyHandle key, StoreOptionsHandle options)
        {
            return Library.Loaded(() =>
            {
                using (var pathLent = Text.Of(path, nameof(path)))
                {
                    Failure.Check(Native.omnifund_store_open_file_with(pathLent, key ?? KeyHandle.None, options ?? StoreOptionsHandle.None, out var store, out var err), err);
                    return store;
                }
            });
        }

        /// <summary>The store that a configuration names (OMNIFUND_STORE and what goes with it,
        /// Config.Load).</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static StoreHandle StoreOpenConfigured(ConfigHandle cfg)
        {
            Failure.Check(Native.omnifund_store_open_configured(cfg, out var store, out var err), err);
            return store;
        }

        /// <summary>The first step to change the sealing key: puts a new one into the key file.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StorePrepareKey(StoreHandle store)
        {
            Failure.Check(Native.omnifund_store_prepare_key(store, out var err), err);
        }

        /// <summary>The second step: the prepared key seals from here on, in all processes, and every record that
        /// is sealed with another one is sealed anew.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StoreRotateKey(StoreHandle store)
        {
            Failure.Check(Native.omnifund_store_rotate_key(store, out var @sealed, out var err), err);
            return @sealed;
        }

        /// <summary>The directory of this host's own beside a store that several hosts share: there its processes
        /// queue, and what an exchange brought is durable there before the shared store has it.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreOptionsSetJournal(StoreOptionsHandle options, string directory)
        {
            using (var directoryLent = Text.Of(directory, nameof(directory)))
            {
                Failure.Check(Native.omnifund_store_options_set_journal(options, directoryLent, out var err), err);
            }
        }

        /// <summary>The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as
        /// Store.OpenFile does, or the url of a database that several hosts share ("postgresql://...",
        /// "mysql://...").</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static StoreHandle StoreOpen(string place, KeyHandle key, StoreOptionsHandle options)
        {
            return Library.Loaded(() =>
            {
                using (var placeLent = Text.Of(place, nameof(place)))
                {
                    Failure.Check(Native.omnifund_store_open(placeLent, key ?? KeyHandle.None, options ?? StoreOptionsHandle.None, out var store, out var err), err);
                    return store;
                }
            });
        }

        /// <summary>A store over a table of functions, which several hosts may share.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static StoreHandle StoreOpenFunctions(Native.StoreFunctions functions, KeyHandle key, StoreOptionsHandle options)
        {
            return Library.Loaded(() =>
            {
                Failure.Check(Native.omnifund_store_open_functions(ref functions, key ?? KeyHandle.None, options ?? StoreOptionsHandle.None, out var store, out var err), err);
                return store;
            });
        }

        /// <summary>Ends the use of a table of functions, for who can't let them live for as long as the store: its
        /// connections are ended and its `destroy` is called before this returns, and no function of it is called
        /// any more.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreDetach(StoreHandle store)
        {
            Native.omnifund_store_detach(store);
        }

        /// <summary>Keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike any
        /// other.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreSaveClient(StoreHandle store, string name, string clientId, string clientSecret)
        {
            using (var nameLent = Text.Of(name, nameof(name)))
            using (var clientIdLent = Text.Of(clientId, nameof(clientId)))
            using (var clientSecretLent = Text.Of(clientSecret, nameof(clientSecret)))
            {
                Failure.Check(Native.omnifund_store_save_client(store, nameLent, clientIdLent, clientSecretLent, out var err), err);
            }
        }

        /// <summary>Gives an OAuth client of the store another name.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreRenameClient(StoreHandle store, string name, string newName)
        {
            using (var nameLent = Text.Of(name, nameof(name)))
            using (var newNameLent = Text.Of(newName, nameof(newName)))
            {
                Failure.Check(Native.omnifund_store_rename_client(store, nameLent, newNameLent, out var err), err);
            }
        }

        /// <summary>Puts a new client id and secret in the place of lost ones: the vendor never shows a secret
        /// twice.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StoreReplaceClient(StoreHandle store, string name, string clientId, string clientSecret)
        {
            using (var nameLent = Text.Of(name, nameof(name)))
            using (var clientIdLent = Text.Of(clientId, nameof(clientId)))
            using (var clientSecretLent = Text.Of(clientSecret, nameof(clientSecret)))
            {
                Failure.Check(Native.omnifund_store_replace_client(store, nameLent, clientIdLent, clientSecretLent, out var sessions, out var err), err);
                return sessions;
            }
        }

        /// <summary>Forgets an OAuth client of the store.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void StoreRemoveClient(StoreHandle store, string name)
        {
            using (var nameLent = Text.Of(name, nameof(name)))
            {
                Failure.Check(Native.omnifund_store_remove_client(store, nameLent, out var err), err);
            }
        }

        /// <summary>The OAuth clients of the store, in the order in which they were first saved; never their
        /// secrets.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static ClientListHandle StoreClients(StoreHandle store)
        {
            Failure.Check(Native.omnifund_store_clients(store, out var list, out var err), err);
            return list;
        }

        /// <summary>Makes a client from an OAuth client that the store keeps under a name, and the other settings
        /// of `cfg`, whose credentials are not looked at.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static ClientHandle ClientFromStore(ConfigHandle cfg, StoreHandle store, string name)
        {
            using (var nameLent = Text.Of(name, nameof(name)))
            {
                Failure.Check(Native.omnifund_client_from_store(cfg, store, nameLent, out var client, out var err), err);
                return client;
            }
        }

        /// <summary>Makes the client of a configuration (Config.Load): of the OAuth client that it names in the
        /// store, or of the one whose id and secret it has.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static ClientHandle ClientOpenConfigured(ConfigHandle cfg, StoreHandle store)
        {
            Failure.Check(Native.omnifund_client_open_configured(cfg, store, out var client, out var err), err);
            return client;
        }

        /// <summary>How many OAuth clients the list has.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long ClientListCount(ClientListHandle list)
        {
            return Native.omnifund_client_list_count(list);
        }

        /// <summary>The descriptive name of an OAuth client.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ClientListName(ClientListHandle list, long index)
        {
            using (new Held(list))
            {
                return Text.Read(Native.omnifund_client_list_name(list, index));
            }
        }

        /// <summary>The client id of an OAuth client.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ClientListClientId(ClientListHandle list, long index)
        {
            using (new Held(list))
            {
                return Text.Read(Native.omnifund_client_list_client_id(list, index));
            }
        }

        /// <summary>Since when this client id and secret are kept.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long ClientListSince(ClientListHandle list, long index)
        {
            return Native.omnifund_client_list_since(list, index);
        }

        /// <summary>The session of `username` under the OAuth client of `client`, in `store`.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static SessionHandle SessionOpen(ClientHandle client, StoreHandle store, string username)
        {
            using (var usernameLent = Text.Of(username, nameof(username)))
            {
                Failure.Check(Native.omnifund_session_open(client, store, usernameLent, out var session, out var err), err);
                return session;
            }
        }

        /// <summary>The session of `username` in `store`, under the OAuth client that the store keeps under
        /// `client_name`, with the other settings of `cfg`.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static SessionHandle SessionOpenNamed(ConfigHandle cfg, StoreHandle store, string clientName, string username)
        {
            using (var clientNameLent = Text.Of(clientName, nameof(clientName)))
            using (var usernameLent = Text.Of(username, nameof(username)))
            {
                Failure.Check(Native.omnifund_session_open_named(cfg, store, clientNameLent, usernameLent, out var session, out var err), err);
                return session;
            }
        }

        /// <summary>The session of `username` in the store, and under the OAuth client, that a configuration names:
        /// the file `path`, or the environment variables where `path` is NULL, as for Config.Load; `path` may be
        /// NULL.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static SessionHandle SessionOpenConfigured(string path, string username)
        {
            return Library.Loaded(() =>
            {
                using (var pathLent = Text.OfOptional(path, nameof(path)))
                using (var usernameLent = Text.Of(username, nameof(username)))
                {
                    Failure.Check(Native.omnifund_session_open_configured(pathLent, usernameLent, out var session, out var err), err);
                    return session;
                }
            });
        }

        /// <summary>Signs the user in by password.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void SessionSignIn(SessionHandle session, string password)
        {
            using (var passwordLent = Text.Of(password, nameof(password)))
            {
                Failure.Check(Native.omnifund_session_sign_in(session, passwordLent, out var err), err);
            }
        }

        /// <summary>Signs the user in by password, and saves the password with the session as `save` says, an
        /// omnifund_save_password: so it can sign in anew by itself where the server's reply to a refresh was
        /// lost.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void SessionSignInSaving(SessionHandle session, string password, SavePassword save)
        {
            using (var passwordLent = Text.Of(password, nameof(password)))
            {
                Failure.Check(Native.omnifund_session_sign_in_saving(session, passwordLent, (int)save, out var err), err);
            }
        }

        /// <summary>Signs the user in with the code that it came back with from OmniFund's authorization page (RFC
        /// 6749 section 4.1): `redirect_url` is the URL that the user came back with, whole or path and query as a
        /// web server sees it.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void SessionSignInWithCode(SessionHandle session, AuthorizationHandle authorization, string redirectUrl)
        {
            using (var redirectUrlLent = Text.Of(redirectUrl, nameof(redirectUrl)))
            {
                Failure.Check(Native.omnifund_session_sign_in_with_code(session, authorization, redirectUrlLent, out var err), err);
            }
        }

        /// <summary>A valid access token, whatever it takes; its refresh token is NULL.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static TokenHandle SessionToken(SessionHandle session)
        {
            Failure.Check(Native.omnifund_session_token(session, out var token, out var err), err);
            return token;
        }

        /// <summary>A valid access token, within `budget_ms` milliseconds, 0 to 3600000.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static TokenHandle SessionTokenWithin(SessionHandle session, long budgetMs)
        {
            Failure.Check(Native.omnifund_session_token_within(session, budgetMs, out var token, out var err), err);
            return token;
        }

        /// <summary>A live token, to be ended with Token.Free, or NULL: asks neither the server nor the store, and
        /// waits for nobody.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static TokenHandle SessionPeek(SessionHandle session)
        {
            var given = new TokenHandle(Native.omnifund_session_peek(session), false);
            return given.IsInvalid ? null : given;
        }

        /// <summary>Refreshes whether it must or not.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void SessionRefresh(SessionHandle session)
        {
            Failure.Check(Native.omnifund_session_refresh(session, out var err), err);
        }

        /// <summary>Hands back an access token with which you saw a 401.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void SessionReject(SessionHandle session, string accessToken)
        {
            using (var accessTokenLent = Text.Of(accessToken, nameof(accessToken)))
            {
                Failure.Check(Native.omnifund_session_reject(session, accessTokenLent, out var err), err);
            }
        }

        /// <summary>Token login with a valid access token; once more with a new one where the server refuses
        /// it.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static LoginHandle SessionTokenLogin(SessionHandle session)
        {
            Failure.Check(Native.omnifund_session_token_login(session, out var login, out var err), err);
            return login;
        }

        /// <summary>Signs out here: the store forgets the pair and a saved password.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void SessionSignOut(SessionHandle session)
        {
            Failure.Check(Native.omnifund_session_sign_out(session, out var err), err);
        }

        /// <summary>Signs out here and takes the session out of the store, with its counters and all that is kept
        /// of it, for a user who has left; also one whose record is damaged.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void SessionForget(SessionHandle session)
        {
            Failure.Check(Native.omnifund_session_forget(session, out var err), err);
        }

        /// <summary>Takes over a pair that was got elsewhere; nobody else may refresh with it from here
        /// on.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void SessionAdopt(SessionHandle session, string accessToken, string refreshToken, long expiresAt, bool replace)
        {
            using (var accessTokenLent = Text.OfOptional(accessToken, nameof(accessToken)))
            using (var refreshTokenLent = Text.Of(refreshToken, nameof(refreshToken)))
            {
                Failure.Check(Native.omnifund_session_adopt(session, accessTokenLent, refreshTokenLent, expiresAt, replace ? 1 : 0, out var err), err);
            }
        }

        /// <summary>Gives the newest pair away, and signs out here in the same step, so that it is never in two
        /// hands.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static TokenHandle SessionExport(SessionHandle session)
        {
            Failure.Check(Native.omnifund_session_export(session, out var token, out var err), err);
            return token;
        }

        /// <summary>What became of the request, an omnifund_outcome: Outcome.Done by a status of 200 to 299,
        /// Outcome.Refused by one of 400 to 499 but for 408, Outcome.Unknown by all others, since a gateway can say
        /// them after it has passed the request on.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static Outcome ResponseOutcome(ResponseHandle response)
        {
            return (Outcome)Native.omnifund_response_outcome(response);
        }

        /// <summary>How many seconds the server asks to wait before another request (Retry-After, RFC 9110 section
        /// 10.2.3).</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long ResponseRetryAfter(ResponseHandle response)
        {
            return Native.omnifund_response_retry_after(response);
        }

        /// <summary>Of a collection, what to ask for to have its next page, for Request: hydra:next of the
        /// hydra:view in the body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a
        /// callback that link alone.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ResponseNext(ResponseHandle response)
        {
            using (new Held(response))
            {
                return Text.Read(Native.omnifund_response_next(response));
            }
        }

        /// <summary>The HTTP status, whatever it is.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static int ResponseStatus(ResponseHandle response)
        {
            return Native.omnifund_response_status(response);
        }

        /// <summary>How many headers there are.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long ResponseHeaderCount(ResponseHandle response)
        {
            return Native.omnifund_response_header_count(response);
        }

        /// <summary>The name of a header, in lower case.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ResponseHeaderName(ResponseHandle response, long index)
        {
            using (new Held(response))
            {
                return Text.Read(Native.omnifund_response_header_name(response, index));
            }
        }

        /// <summary>The value of a header.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ResponseHeaderValue(ResponseHandle response, long index)
        {
            using (new Held(response))
            {
                return Text.Read(Native.omnifund_response_header_value(response, index));
            }
        }

        /// <summary>The value of the first header of a name, whatever its case; the name is compared as it
        /// is.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ResponseHeader(ResponseHandle response, string name)
        {
            using (var nameLent = Text.Of(name, nameof(name)))
            {
                using (new Held(response))
                {
                    return Text.Read(Native.omnifund_response_header(response, nameLent));
                }
            }
        }

        /// <summary>How many cookies the answer sets.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long ResponseCookieCount(ResponseHandle response)
        {
            return Native.omnifund_response_cookie_count(response);
        }

        /// <summary>The name of a cookie.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ResponseCookieName(ResponseHandle response, long index)
        {
            using (new Held(response))
            {
                return Text.Read(Native.omnifund_response_cookie_name(response, index));
            }
        }

        /// <summary>The value of a cookie, as it goes into a Cookie header.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ResponseCookieValue(ResponseHandle response, long index)
        {
            using (new Held(response))
            {
                return Text.Read(Native.omnifund_response_cookie_value(response, index));
            }
        }

        /// <summary>The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web
        /// application sends on to its user's browser.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ResponseCookieHeader(ResponseHandle response, long index)
        {
            using (new Held(response))
            {
                return Text.Read(Native.omnifund_response_cookie_header(response, index));
            }
        }

        /// <summary>Where the answer sends the browser, as the server wrote it: it may be relative.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string ResponseLocation(ResponseHandle response)
        {
            using (new Held(response))
            {
                return Text.Read(Native.omnifund_response_location(response));
            }
        }

        /// <summary>The body, with a NUL behind it.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static byte[] ResponseBody(ResponseHandle response)
        {
            using (new Held(response))
            {
                return Bytes.Read(Native.omnifund_response_body(response), Native.omnifund_response_body_length(response));
            }
        }

        /// <summary>The length of the body in bytes, without the NUL behind it.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long ResponseBodyLength(ResponseHandle response)
        {
            return Native.omnifund_response_body_length(response);
        }

        /// <summary>A request by `method`, such as "GET", for `path` behind the base URL, such as "/api/customers":
        /// it begins with one slash, and may have a query.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static RequestHandle RequestNew(string method, string path)
        {
            return Library.Loaded(() =>
            {
                using (var methodLent = Text.Of(method, nameof(method)))
                using (var pathLent = Text.Of(path, nameof(path)))
                {
                    Failure.Check(Native.omnifund_request_new(methodLent, pathLent, out var request, out var err), err);
                    return request;
                }
            });
        }

        /// <summary>Adds a parameter to the query, in any characters, such as "tranDate[between]"; several of one
        /// name are sent in their order.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void RequestAddQuery(RequestHandle request, string name, string value)
        {
            using (var nameLent = Text.Of(name, nameof(name)))
            using (var valueLent = Text.Of(value, nameof(value)))
            {
                Failure.Check(Native.omnifund_request_add_query(request, nameLent, valueLent, out var err), err);
            }
        }

        /// <summary>Adds a header.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void RequestAddHeader(RequestHandle request, string name, string value)
        {
            using (var nameLent = Text.Of(name, nameof(name)))
            using (var valueLent = Text.Of(value, nameof(value)))
            {
                Failure.Check(Native.omnifund_request_add_header(request, nameLent, valueLent, out var err), err);
            }
        }

        /// <summary>The body, of `length` bytes, which are copied; `body` may be NULL where there are
        /// none.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void RequestSetBody(RequestHandle request, string contentType, byte[] body)
        {
            using (var contentTypeLent = Text.Of(contentType, nameof(contentType)))
            using (var bodyLent = Bytes.Of(body, nameof(body)))
            {
                Failure.Check(Native.omnifund_request_set_body(request, contentTypeLent, bodyLent, bodyLent.Length, out var err), err);
            }
        }

        /// <summary>The body, from the file `path`, which is read while it is sent, and anew where it is sent once
        /// more.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void RequestSetBodyFile(RequestHandle request, string contentType, string path)
        {
            using (var contentTypeLent = Text.Of(contentType, nameof(contentType)))
            using (var pathLent = Text.Of(path, nameof(path)))
            {
                Failure.Check(Native.omnifund_request_set_body_file(request, contentTypeLent, pathLent, out var err), err);
            }
        }

        /// <summary>The body, from a function that is called while it is sent, on the thread that calls
        /// Session.Request.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void RequestSetBodyCallback(RequestHandle request, string contentType, long length, Native.BodyCallback callback, IntPtr userdata, Native.UserdataCallback destroy)
        {
            using (var contentTypeLent = Text.Of(contentType, nameof(contentType)))
            {
                Failure.Check(Native.omnifund_request_set_body_callback(request, contentTypeLent, length, callback, userdata, destroy, out var err), err);
            }
        }

        /// <summary>Puts the body of a success, a status of 200 to 299, into the file `path`, without holding it in
        /// memory.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void RequestSetOutputFile(RequestHandle request, string path)
        {
            using (var pathLent = Text.Of(path, nameof(path)))
            {
                Failure.Check(Native.omnifund_request_set_output_file(request, pathLent, out var err), err);
            }
        }

        /// <summary>Hands the body of a success, a status of 200 to 299, to a function as it comes, on the thread
        /// that calls Session.Request.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void RequestSetOutputCallback(RequestHandle request, Native.OutputCallback callback, IntPtr userdata, Native.UserdataCallback destroy)
        {
            Failure.Check(Native.omnifund_request_set_output_callback(request, callback, userdata, destroy, out var err), err);
        }

        /// <summary>How long Session.Request may take with it, the token and all tries included, in milliseconds: 1
        /// to 3600000.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void RequestSetTimeLimit(RequestHandle request, long milliseconds)
        {
            Failure.Check(Native.omnifund_request_set_time_limit(request, milliseconds, out var err), err);
        }

        /// <summary>The largest body of an answer, in bytes.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void RequestSetLargestAnswer(RequestHandle request, long length)
        {
            Failure.Check(Native.omnifund_request_set_largest_answer(request, length, out var err), err);
        }

        /// <summary>With `retry` 1, tries again within the time limit: what was not sent, whatever it is; and a
        /// GET, HEAD or OPTIONS after a 429, a 503 or a lost answer.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void RequestSetRetry(RequestHandle request, bool retry)
        {
            Failure.Check(Native.omnifund_request_set_retry(request, retry ? 1 : 0, out var err), err);
        }

        /// <summary>A key by which the server knows a request that it has seen before.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void RequestSetIdempotencyKey(RequestHandle request, string key)
        {
            using (var keyLent = Text.Of(key, nameof(key)))
            {
                Failure.Check(Native.omnifund_request_set_idempotency_key(request, keyLent, out var err), err);
            }
        }

        /// <summary>The key that was set, or that Session.Request made.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string RequestIdempotencyKey(RequestHandle request)
        {
            using (new Held(request))
            {
                return Text.Read(Native.omnifund_request_idempotency_key(request));
            }
        }

        /// <summary>Makes a request with a valid access token.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static ResponseHandle SessionRequest(SessionHandle session, RequestHandle request)
        {
            Failure.Check(Native.omnifund_session_request(session, request, out var response, out var err), err);
            return response;
        }

        /// <summary>A valid access token that counts as good for `seconds` at least, for a batch that must not
        /// break off; it is refreshed where it must be.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static TokenHandle SessionTokenLasting(SessionHandle session, long seconds)
        {
            Failure.Check(Native.omnifund_session_token_lasting(session, seconds, out var token, out var err), err);
            return token;
        }

        /// <summary>The base URL of a session, such as "https://host" or "https://host:8443/path": of all HTTP
        /// clients of yours only who sends to its origin may send the access token.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string SessionBaseUrl(SessionHandle session)
        {
            using (new Held(session))
            {
                return Text.Read(Native.omnifund_session_base_url(session));
            }
        }

        /// <summary>A count of what may have ended an access token of this process before its time: a rejection, a
        /// sign-in, a sign-out, a refresh, an export, an adoption, a newer pair found in the store, a fork (in the
        /// child).</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static IntPtr Changes()
        {
            return Library.Loaded(() =>
            {
                return Native.omnifund_changes();
            });
        }

        /// <summary>How the session stands, from the store: no network.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static StatusHandle SessionStatus(SessionHandle session)
        {
            Failure.Check(Native.omnifund_session_status(session, out var status, out var err), err);
            return status;
        }

        /// <summary>Whether there is a pair that the server has not refused.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static bool StatusSignedIn(StatusHandle status)
        {
            return Native.omnifund_status_signed_in(status) != 0;
        }

        /// <summary>Whether the session was signed out here, and nobody has signed in since.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static bool StatusSignedOut(StatusHandle status)
        {
            return Native.omnifund_status_signed_out(status) != 0;
        }

        /// <summary>Whether the server refused the refresh token, and nobody has signed in since: the session is
        /// lost, and once its access token ends a human must sign in, unless a password was saved.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static bool StatusRefused(StatusHandle status)
        {
            return Native.omnifund_status_refused(status) != 0;
        }

        /// <summary>How many seconds the access token counts as good.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusSecondsLeft(StatusHandle status)
        {
            return Native.omnifund_status_seconds_left(status);
        }

        /// <summary>How many times the pair has changed.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusGeneration(StatusHandle status)
        {
            return Native.omnifund_status_generation(status);
        }

        /// <summary>When the pair last changed.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusLastRotation(StatusHandle status)
        {
            return Native.omnifund_status_last_rotation(status);
        }

        /// <summary>When the refresh token presumably ends, 14 days after the last rotation.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusRefreshTokenEnds(StatusHandle status)
        {
            return Native.omnifund_status_refresh_token_ends(status);
        }

        /// <summary>Since when tries fail.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusFailingSince(StatusHandle status)
        {
            return Native.omnifund_status_failing_since(status);
        }

        /// <summary>How many tries failed in a row.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusFailuresInARow(StatusHandle status)
        {
            return Native.omnifund_status_failures_in_a_row(status);
        }

        /// <summary>Whether the store would not take the newest pair, and this process holds it and tries again
        /// with each call.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static bool StatusUnsaved(StatusHandle status)
        {
            return Native.omnifund_status_unsaved(status) != 0;
        }

        /// <summary>When an answer was asked for that could not be understood and is kept
        /// (Session.GetKeptAnswer).</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusKeptAnswer(StatusHandle status)
        {
            return Native.omnifund_status_kept_answer(status);
        }

        /// <summary>How often a refresh token was presented again after an unknown outcome.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusReplays(StatusHandle status)
        {
            return Native.omnifund_status_replays(status);
        }

        /// <summary>How many requests were made to the token endpoint.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusExchanges(StatusHandle status)
        {
            return Native.omnifund_status_exchanges(status);
        }

        /// <summary>How many exchanges brought no new pair.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusFailures(StatusHandle status)
        {
            return Native.omnifund_status_failures(status);
        }

        /// <summary>How many calls waited for another process or thread.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusWaits(StatusHandle status)
        {
            return Native.omnifund_status_waits(status);
        }

        /// <summary>How many refresh tokens the server refused: each was a session's end, unless a password was
        /// saved.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusLost(StatusHandle status)
        {
            return Native.omnifund_status_lost(status);
        }

        /// <summary>How many pairs the store would not take at first.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long StatusUnsavedPairs(StatusHandle status)
        {
            return Native.omnifund_status_unsaved_pairs(status);
        }

        /// <summary>The answer that could not be understood, where one is kept; else NULL in `answer`.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static KeptAnswerHandle SessionKeptAnswer(SessionHandle session)
        {
            Failure.Check(Native.omnifund_session_kept_answer(session, out var answer, out var err), err);
            return answer.IsInvalid ? null : answer;
        }

        /// <summary>Looks at the kept answer once more, and goes on with the pair in it.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void SessionRecover(SessionHandle session)
        {
            Failure.Check(Native.omnifund_session_recover(session, out var err), err);
        }

        /// <summary>When the answer was asked for.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long KeptAnswerAskedAt(KeptAnswerHandle answer)
        {
            return Native.omnifund_kept_answer_asked_at(answer);
        }

        /// <summary>Status line, header and body as they came, 16 KiB at most, with a NUL behind them.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static byte[] KeptAnswerBytes(KeptAnswerHandle answer)
        {
            using (new Held(answer))
            {
                return Bytes.Read(Native.omnifund_kept_answer_bytes(answer), Native.omnifund_kept_answer_length(answer));
            }
        }

        /// <summary>How many bytes KeptAnswer.Bytes has, without the NUL behind them.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long KeptAnswerLength(KeptAnswerHandle answer)
        {
            return Native.omnifund_kept_answer_length(answer);
        }

        /// <summary>Begins to go through the sessions of `store`: those of the OAuth client of `client`, or
        /// all.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static SessionListHandle StoreSessions(StoreHandle store, ClientHandle client)
        {
            Failure.Check(Native.omnifund_store_sessions(store, client ?? ClientHandle.None, out var list, out var err), err);
            return list;
        }

        /// <summary>Reads the next page; SessionList.Count then tells how many sessions it has, and 0 is the
        /// end.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void SessionListNext(SessionListHandle list)
        {
            Failure.Check(Native.omnifund_session_list_next(list, out var err), err);
        }

        /// <summary>How many sessions the page has.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long SessionListCount(SessionListHandle list)
        {
            return Native.omnifund_session_list_count(list);
        }

        /// <summary>Why its record can't be read, and what to do; the words name the record.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string SessionListProblem(SessionListHandle list, long index)
        {
            using (new Held(list))
            {
                return Text.Read(Native.omnifund_session_list_problem(list, index));
            }
        }

        /// <summary>Whose session it is.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string SessionListUsername(SessionListHandle list, long index)
        {
            using (new Held(list))
            {
                return Text.Read(Native.omnifund_session_list_username(list, index));
            }
        }

        /// <summary>At which OmniFund it is.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string SessionListBaseUrl(SessionListHandle list, long index)
        {
            using (new Held(list))
            {
                return Text.Read(Native.omnifund_session_list_base_url(list, index));
            }
        }

        /// <summary>The client id under which its OAuth client was first used.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string SessionListClientId(SessionListHandle list, long index)
        {
            using (new Held(list))
            {
                return Text.Read(Native.omnifund_session_list_client_id(list, index));
            }
        }

        /// <summary>Whether there is a pair that the server has not refused.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static bool SessionListSignedIn(SessionListHandle list, long index)
        {
            return Native.omnifund_session_list_signed_in(list, index) != 0;
        }

        /// <summary>When its pair last changed.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long SessionListLastRotation(SessionListHandle list, long index)
        {
            return Native.omnifund_session_list_last_rotation(list, index);
        }

        /// <summary>Refreshes every session of `client` in `store` whose pair is older than `age` seconds (259200,
        /// three days, is a good age), within `budget_ms` milliseconds, 0 to 3600000: an unused refresh token dies
        /// after 14 days.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static void SessionKeepAlive(ClientHandle client, StoreHandle store, long age, long budgetMs, Native.KeptAliveCallback callback, IntPtr userdata)
        {
            Failure.Check(Native.omnifund_session_keep_alive(client, store, age, budgetMs, callback, userdata, out var err), err);
        }

        /// <summary>How the store and all of its sessions stand, whatever their OAuth client, for a program that is
        /// scraped by Prometheus.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static MetricsHandle StoreMetrics(StoreHandle store, ConfigHandle cfg)
        {
            Failure.Check(Native.omnifund_store_metrics(store, cfg ?? ConfigHandle.None, out var metrics, out var err), err);
            return metrics;
        }

        /// <summary>The metrics in Prometheus' text format, version 0.0.4, to be served as "text/plain;
        /// version=0.0.4; charset=utf-8": omnifund_store_readable, omnifund_store_damaged_records,
        /// omnifund_store_free_bytes, Store.GetSessions by their state, and for each session the metrics
        /// omnifund_session_*, with the labels store, base_url, client (its name where it has one, else its id),
        /// client_id (the first one) and user.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static string MetricsText(MetricsHandle metrics)
        {
            using (new Held(metrics))
            {
                return Text.Read(Native.omnifund_metrics_text(metrics));
            }
        }

        /// <summary>Waits until no other thread's exchange is under way and its pair is saved, for `budget_ms`
        /// milliseconds at most; from here on no exchange is started in this process (Code.StoreBusy), but in a
        /// child that it forks.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        internal static long EndExchanges(long budgetMs)
        {
            return Library.Loaded(() =>
            {
                return Native.omnifund_end_exchanges(budgetMs);
            });
        }
    }
}
