// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>What the server answered to a token login. Cookies, Location and body can each let somebody in as
    /// that user. What is not there is null.</summary>
    public sealed partial class Login
    {
        /// <summary>The HTTP status, 200 to 399.</summary>
        public int Status { get; }

        /// <summary>Where the answer sends the browser, as the server wrote it: it may be relative. Null where it
        /// sends nowhere.</summary>
        public string Location { get; }

        /// <summary>The body, 1 MiB at most.</summary>
        public byte[] Body { get; }

        /// <summary>Names in lower case, and values, in the server's order.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

        /// <summary>Those that the answer sets.</summary>
        public IReadOnlyList<Cookie> Cookies { get; }

        /// <summary>For tests of your own.</summary>
        public Login(
            int status = 0,
            string location = null,
            byte[] body = null,
            IReadOnlyList<KeyValuePair<string, string>> headers = null,
            IReadOnlyList<Cookie> cookies = null)
        {
            Status = status;
            Location = location;
            Body = body ?? new byte[0];
            Headers = headers ?? new KeyValuePair<string, string>[0];
            Cookies = cookies ?? new Cookie[0];
        }

        internal static Login Of(LoginHandle held)
        {
            using (held)
            {
                return new Login(
                    status: Calls.LoginStatus(held),
                    location: Calls.LoginLocation(held),
                    body: Calls.LoginBody(held),
                    headers: Listed.Of(Calls.LoginHeaderCount(held), index => new KeyValuePair<string, string>(Calls.LoginHeaderName(held, index), Calls.LoginHeaderValue(held, index))),
                    cookies: Listed.Of(Calls.LoginCookieCount(held), index => new Cookie(Calls.LoginCookieName(held, index), Calls.LoginCookieValue(held, index), Calls.LoginCookieHeader(held, index))));
            }
        }
    }
}
