// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using Omnifund.Raw;

namespace Omnifund
{
    public sealed partial class Config
    {
        /// <summary>One of the vendor's hosts by name: "sandbox" or "production".</summary>
        public Config SetEnvironment(string environment)
        {
            Calls.ConfigSetEnvironment(Held, environment);
            return this;
        }

        /// <summary>Any other OmniFund, such as a local server: "https://host[:port][/path]".</summary>
        public Config SetBaseUrl(string baseUrl)
        {
            Calls.ConfigSetBaseUrl(Held, baseUrl);
            return this;
        }

        /// <summary>Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New
        /// OAuth Client).</summary>
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

        /// <summary>How long a connection may take, TLS handshake included; 5 s unless set.</summary>
        public Config SetConnectTimeout(TimeSpan time)
        {
            Calls.ConfigSetConnectTimeout(Held, Time.Milliseconds(time));
            return this;
        }

        /// <summary>How long one request may take, from the name look-up to the answer's last byte; 15 s unless
        /// set.</summary>
        public Config SetExchangeTimeout(TimeSpan time)
        {
            Calls.ConfigSetExchangeTimeout(Held, Time.Milliseconds(time));
            return this;
        }

        /// <summary>Which header carries the idempotency key of each POST and PATCH that a session makes, so that
        /// the server knows one that it has seen before.</summary>
        public Config SetIdempotencyHeader(string name)
        {
            Calls.ConfigSetIdempotencyHeader(Held, name);
            return this;
        }

        /// <summary>How long one call of this library may take, all that it does included; 25 s unless
        /// set.</summary>
        public Config SetCallBudget(TimeSpan time)
        {
            Calls.ConfigSetCallBudget(Held, Time.Milliseconds(time));
            return this;
        }

        /// <summary>The proxy for every request: "http://[user:password@]host[:port]", or "https://...".</summary>
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
        /// own, or the server's own certificate, which then counts for its names and dates whoever signed
        /// it.</summary>
        public Config SetCaFile(string path)
        {
            Calls.ConfigSetCaFile(Held, path);
            return this;
        }

        /// <summary>Trusts the CA file alone, and none of the system's authorities, which are then not read; for a
        /// proxy that is reached by "https://" too.</summary>
        public Config TrustCaFileOnly()
        {
            Calls.ConfigTrustCaFileOnly(Held);
            return this;
        }

        /// <summary>Takes a base URL of plain "http://" that is no loopback address.</summary>
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
        /// says it; 14 days unless set.</summary>
        public Config SetRefreshLifetime(TimeSpan time)
        {
            Calls.ConfigSetRefreshLifetime(Held, Time.Seconds(time));
            return this;
        }

        /// <summary>Where audit lines go: "syslog" (facility authpriv) or "file:PATH".</summary>
        public Config SetAudit(string sink)
        {
            Calls.ConfigSetAudit(Held, sink);
            return this;
        }
    }
}
