using System;
using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>What the server answered to a request of a session. No status is an error.</summary>
    public sealed class Response : Answer
    {
        internal Response(ResponseHandle held, string idempotencyKey)
        {
            using (held)
            {
                Status = Calls.ResponseStatus(held);
                Headers = Listed(Calls.ResponseHeaderCount(held), index => new KeyValuePair<string, string>(
                    Calls.ResponseHeaderName(held, index),
                    Calls.ResponseHeaderValue(held, index)));
                Cookies = Listed(Calls.ResponseCookieCount(held), index => new Cookie(
                    Calls.ResponseCookieName(held, index),
                    Calls.ResponseCookieValue(held, index),
                    Calls.ResponseCookieHeader(held, index)));
                Location = Calls.ResponseLocation(held);
                Body = Calls.ResponseBody(held);
                Outcome = Calls.ResponseOutcome(held);
                RetryAfter = TimeSpan.FromSeconds(Calls.ResponseRetryAfter(held));
                Next = Calls.ResponseNext(held);
            }
            IdempotencyKey = idempotencyKey;
        }

        /// <summary>Done by a status of 200 to 299, refused by 400 to 499, else unknown.</summary>
        public Outcome Outcome { get; }

        /// <summary>How long the server asks to wait; zero where it does not.</summary>
        public TimeSpan RetryAfter { get; }

        /// <summary>Of a collection, the path of its next page; null at the last one.</summary>
        public string Next { get; }

        /// <summary>The one that was sent, whoever made it; null where none was.</summary>
        public string IdempotencyKey { get; }
    }
}
