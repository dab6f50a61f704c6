// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>What the server answered to a request: whatever it said, an answer is no error. What is not there
    /// is null.</summary>
    public sealed partial class Response
    {
        /// <summary>What became of the request: Outcome.Done by a status of 200 to 299, Outcome.Refused by one of
        /// 400 to 499 but for 408, Outcome.Unknown by all others, since a gateway can say them after it has passed
        /// the request on.</summary>
        public Outcome Outcome { get; }

        /// <summary>How long the server asks to wait before another request (Retry-After, RFC 9110 section 10.2.3);
        /// null where it does not.</summary>
        public TimeSpan? RetryAfter { get; }

        /// <summary>Of a collection, what to ask for to have its next page, for Request: hydra:next of the
        /// hydra:view in the body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a
        /// callback that link alone. Null where there is none, as at the last page and where the answer points to
        /// another origin.</summary>
        public string Next { get; }

        /// <summary>The HTTP status, whatever it is.</summary>
        public int Status { get; }

        /// <summary>Where the answer sends the browser, as the server wrote it: it may be relative. Null where it
        /// sends nowhere.</summary>
        public string Location { get; }

        /// <summary>The body; empty where it went to a file or a callback.</summary>
        public byte[] Body { get; }

        /// <summary>Names in lower case, and values, in the server's order.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

        /// <summary>Those that the answer sets.</summary>
        public IReadOnlyList<Cookie> Cookies { get; }

        /// <summary>The key that was set, or that Session.Request made. Null where there is none.</summary>
        public string IdempotencyKey { get; }

        /// <summary>For tests of your own.</summary>
        public Response(
            Outcome outcome = default,
            TimeSpan? retryAfter = null,
            string next = null,
            int status = 0,
            string location = null,
            byte[] body = null,
            IReadOnlyList<KeyValuePair<string, string>> headers = null,
            IReadOnlyList<Cookie> cookies = null,
            string idempotencyKey = null)
        {
            Outcome = outcome;
            RetryAfter = retryAfter;
            Next = next;
            Status = status;
            Location = location;
            Body = body ?? new byte[0];
            Headers = headers ?? new KeyValuePair<string, string>[0];
            Cookies = cookies ?? new Cookie[0];
            IdempotencyKey = idempotencyKey;
        }

        internal static Response Of(ResponseHandle held, string idempotencyKey)
        {
            using (held)
            {
                return new Response(
                    outcome: Calls.ResponseOutcome(held),
                    retryAfter: CTime.SecondsOrNone(Calls.ResponseRetryAfter(held)),
                    next: Calls.ResponseNext(held),
                    status: Calls.ResponseStatus(held),
                    location: Calls.ResponseLocation(held),
                    body: Calls.ResponseBody(held),
                    headers: Listed.Of(Calls.ResponseHeaderCount(held), index => new KeyValuePair<string, string>(Calls.ResponseHeaderName(held, index), Calls.ResponseHeaderValue(held, index))),
                    cookies: Listed.Of(Calls.ResponseCookieCount(held), index => new Cookie(Calls.ResponseCookieName(held, index), Calls.ResponseCookieValue(held, index), Calls.ResponseCookieHeader(held, index))),
                    idempotencyKey: idempotencyKey);
            }
        }
    }
}
