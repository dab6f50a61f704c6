using System;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>One question to a user's browser: may this OAuth client act as you? (RFC 6749 section 4.1)</summary>
    public sealed class Authorization : IDisposable
    {
        internal Authorization(AuthorizationHandle held)
        {
            Held = held;
            Url = Calls.AuthorizationUrl(held);
            State = Calls.AuthorizationState(held);
        }

        /// <summary>OmniFund's page, for the browser to be sent to.</summary>
        public string Url { get; }

        /// <summary>What the answer must have, too: keep it in the browser's own session. It is a secret of that
        /// browser's.</summary>
        public string State { get; }

        internal AuthorizationHandle Held { get; }

        public void Dispose()
        {
            Held.Dispose();
        }
    }
}
