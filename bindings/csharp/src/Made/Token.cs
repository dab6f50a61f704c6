// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>What a grant brought, or a session. What is not there is null.</summary>
    public sealed partial class Token
    {
        /// <summary>The access token, for the header "Authorization: Bearer ...", with a capital B. Null for an
        /// exported pair without one.</summary>
        public string AccessToken { get; }

        /// <summary>The refresh token, good for one refresh. Null where the server gave none: after a refresh, the
        /// one that was sent stays good (RFC 6749 section 6).</summary>
        public string RefreshToken { get; }

        /// <summary>The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer"
        /// whatever stands here. Null where the server gave none.</summary>
        public string TokenType { get; }

        /// <summary>The scope, space-separated. Null where it was null or absent.</summary>
        public string Scope { get; }

        /// <summary>How long the access token lives from the moment the request left, 0 to 315360000 (ten years):
        /// less is read as 0, more as ten years, digits in a string as a number. Null also where the server gave
        /// nothing of the kind.</summary>
        public TimeSpan? ExpiresIn { get; }

        /// <summary>The end of the access token by this machine's clock: the moment the request left, and
        /// expires_in more. Null where the server gave no expires_in.</summary>
        public DateTimeOffset? ExpiresAt { get; }

        private readonly TimeSpan freshForAsRead;

        /// <summary>For tests of your own.</summary>
        public Token(
            string accessToken = null,
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
            freshForAsRead = freshFor;
        }

        internal static Token Of(TokenHandle held)
        {
            using (held)
            {
                return new Token(
                    accessToken: Calls.TokenAccessToken(held),
                    refreshToken: Calls.TokenRefreshToken(held),
                    tokenType: Calls.TokenTokenType(held),
                    scope: Calls.TokenScope(held),
                    expiresIn: CTime.SecondsOrNone(Calls.TokenExpiresIn(held)),
                    expiresAt: CTime.OfOptional(Calls.TokenExpiresAt(held)),
                    freshFor: TimeSpan.FromMilliseconds(Calls.TokenFreshFor(held)));
            }
        }
    }
}
