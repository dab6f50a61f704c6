using System;
using System.Diagnostics;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>An access token, as it was handed out. What the server did not say is null.</summary>
    public sealed class Token
    {
        private readonly long madeAt = Stopwatch.GetTimestamp();
        private readonly TimeSpan freshFor;

        /// <summary>For tests of your own.</summary>
        public Token(
            string accessToken,
            string refreshToken = null,
            string tokenType = null,
            string scope = null,
            TimeSpan? expiresIn = null,
            DateTimeOffset? expiresAt = null,
            TimeSpan freshFor = default)
        {
            AccessToken = accessToken;
            RefreshToken = refreshToken;
            TokenType = tokenType;
            Scope = scope;
            ExpiresIn = expiresIn;
            ExpiresAt = expiresAt;
            this.freshFor = freshFor;
        }

        /// <summary>For the header "Authorization: Bearer ...".</summary>
        public string AccessToken { get; }

        /// <summary>Good for one refresh. A session never gives it away here.</summary>
        public string RefreshToken { get; }

        /// <summary>As the server wrote it, mostly "bearer". In a request it is "Bearer".</summary>
        public string TokenType { get; }

        /// <summary>Separated by spaces.</summary>
        public string Scope { get; }

        /// <summary>How long it lives from the moment the request left.</summary>
        public TimeSpan? ExpiresIn { get; }

        /// <summary>Its end, by this machine's clock.</summary>
        public DateTimeOffset? ExpiresAt { get; }

        /// <summary>For how long from now on one that a session handed out needs nothing; zero near its end, and for one
        /// of a raw grant.</summary>
        public TimeSpan FreshFor
        {
            get
            {
                var since = (Stopwatch.GetTimestamp() - madeAt) / (double)Stopwatch.Frequency;
                var left = freshFor - TimeSpan.FromSeconds(since);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }

        /// <summary>Never the token: a log would keep it.</summary>
        public override string ToString()
        {
            return $"Token until {ExpiresAt:u}";
        }

        internal static Token Of(TokenHandle held)
        {
            using (held)
            {
                var expiresAt = Time.OfOptional(Calls.TokenExpiresAt(held));
                return new Token(
                    Calls.TokenAccessToken(held),
                    Calls.TokenRefreshToken(held),
                    Calls.TokenTokenType(held),
                    Calls.TokenScope(held),
                    expiresAt == null ? (TimeSpan?)null : TimeSpan.FromSeconds(Calls.TokenExpiresIn(held)),
                    expiresAt,
                    TimeSpan.FromMilliseconds(Calls.TokenFreshFor(held)));
            }
        }
    }
}
