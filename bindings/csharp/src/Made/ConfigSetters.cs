// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using Omnifund.Raw;

namespace Omnifund
{
    public sealed partial class Config
    {
        /// <summary>One of the vendor's hosts by name: "sandbox" or "production". There is no default. Throws
        /// ConfigurationException for any other name.</summary>
        public Config SetEnvironment(string environment)
        {
            Calls.ConfigSetEnvironment(Held, environment);
            return this;
        }

        /// <summary>Any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the
        /// environment's, in whatever order the two are set. "http://" is taken for a loopback address only, or
        /// after Config.AllowPlainHttp. Throws ConfigurationException for what is no such URL.</summary>
        public Config SetBaseUrl(string baseUrl)
        {
            Calls.ConfigSetBaseUrl(Held, baseUrl);
            return this;
        }

        /// <summary>Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New
        /// OAuth Client). Throws ConfigurationException where one is empty, or has a control character in it, such
        /// as the end of a line.</summary>
        public Config SetCredentials(string clientId, string clientSecret)
        {
            Calls.ConfigSetCredentials(Held, clientId, clientSecret);
            return this;
        }

        /// <summary>Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and
        /// not as a form (RFC 6749); a form unless set.</summary>
        public Config SetJsonBody(bool json = true)
        {
            Calls.ConfigSetJsonBody(Held, json);
            return this;
        }

        /// <summary>How long a connection may take, TLS handshake included; 5 s unless set. 1 ms to 3600 s. Looking
        /// up the name comes before it, as long as the system's resolver takes. Throws ConfigurationException out
        /// of that range.</summary>
        public Config SetConnectTimeout(TimeSpan time)
        {
            Calls.ConfigSetConnectTimeout(Held, CTime.Milliseconds(time));
            return this;
        }

        /// <summary>How long one request may take, from the name look-up to the answer's last byte; 15 s unless
        /// set. 1 ms to 3600 s. Unless set, it is as long as the call where that has a budget of its own
        /// (Config.SetCallBudget, Session.GetToken). Set, it holds within any budget. Throws ConfigurationException
        /// out of that range.</summary>
        public Config SetExchangeTimeout(TimeSpan time)
        {
            Calls.ConfigSetExchangeTimeout(Held, CTime.Milliseconds(time));
            return this;
        }

        /// <summary>Which header carries the idempotency key of each POST and PATCH that a session makes, so that
        /// the server knows one that it has seen before. A request without a key of its own
        /// (Request.IdempotencyKey) gets one, and keeps it. Unless this is set, only a key that is set is sent.
        /// Throws ConfigurationException for what is no header's name, or one that HTTP or the access token
        /// needs.</summary>
        public Config SetIdempotencyHeader(string name)
        {
            Calls.ConfigSetIdempotencyHeader(Held, name);
            return this;
        }

        /// <summary>How long one call of this library may take, all that it does included; 25 s unless set. 1 ms to
        /// 3600 s; many servers kill a worker after 30 s. Set, one request may take all of it, unless
        /// Config.SetExchangeTimeout says otherwise. Throws ConfigurationException out of that range.</summary>
        public Config SetCallBudget(TimeSpan time)
        {
            Calls.ConfigSetCallBudget(Held, CTime.Milliseconds(time));
            return this;
        }

        /// <summary>The proxy for every request: "http://[user:password@]host[:port]", or "https://...". Unless
        /// set, the variables https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY and no_proxy, NO_PROXY decide when a
        /// client is made (for a plain HTTP base URL http_proxy; never HTTP_PROXY, which a web server fills from a
        /// request's header); a loopback address is then reached directly. A program that has rights which its
        /// caller has not (setuid) looks neither at them nor at SSL_CERT_FILE and SSL_CERT_DIR. Throws
        /// ConfigurationException for what is no such URL; the message does not repeat it, since it may hold a
        /// password.</summary>
        public Config SetProxy(string proxy)
        {
            Calls.ConfigSetProxy(Held, proxy);
            return this;
        }

        /// <summary>No proxy, whatever the environment variables say.</summary>
        public Config DisableProxy()
        {
            Calls.ConfigDisableProxy(Held);
            return this;
        }

        /// <summary>A file of certificates to trust beside the system's: a local server's authority, a company's
        /// own, or the server's own certificate, which then counts for its names and dates whoever signed it. PEM
        /// or DER. It is read at the first request, once for all clients of the process that name it, and again
        /// after the server's authority was not trusted. What is in it and can't be taken is an error, never left
        /// out. A relative path is taken from the directory that the process is in now. Throws
        /// ConfigurationException where there is no such file. Blocks on the file system only.</summary>
        public Config SetCaFile(string path)
        {
            Calls.ConfigSetCaFile(Held, path);
            return this;
        }

        /// <summary>Trusts the CA file alone, and none of the system's authorities, which are then not read; for a
        /// proxy that is reached by "https://" too. Without a CA file Client fails.</summary>
        public Config TrustCaFileOnly()
        {
            Calls.ConfigTrustCaFileOnly(Held);
            return this;
        }

        /// <summary>Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network
        /// readable.</summary>
        public Config AllowPlainHttp()
        {
            Calls.ConfigAllowPlainHttp(Held);
            return this;
        }

        /// <summary>What a session does with a refresh token whose last exchange has an unknown outcome;
        /// Replay.UntilAnswered unless set.</summary>
        public Config SetReplay(Replay replay)
        {
            Calls.ConfigSetReplay(Held, replay);
            return this;
        }

        /// <summary>How long a refresh token presumably lives, for a session's status alone, since the server never
        /// says it; 14 days unless set. 1 s to 315360000 s (ten years). Throws ConfigurationException out of that
        /// range.</summary>
        public Config SetRefreshLifetime(TimeSpan time)
        {
            Calls.ConfigSetRefreshLifetime(Held, CTime.Seconds(time));
            return this;
        }

        /// <summary>Where audit lines go: "syslog" (facility authpriv) or "file:PATH". Each act that changes who
        /// may act leaves one: sign-in, sign-out, adopt, export, a believed rejection, a lost session, changes of
        /// OAuth clients and of the sealing key; docs/operations.md has its form, a JSON object in one line. It
        /// goes before the sink that the environment variable OMNIFUND_AUDIT names, which holds for each process
        /// whose clients and stores say nothing else. A store that is opened without a config has
        /// StoreOptions.SetAudit. An act never fails for its line: one that a file does not take goes to the
        /// system's log, and into the log as an error. Throws ConfigurationException for what is no sink.</summary>
        public Config SetAudit(string sink)
        {
            Calls.ConfigSetAudit(Held, sink);
            return this;
        }
    }
}
