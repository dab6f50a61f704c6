using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>What the server answered to a token login. Cookies, location and body can each let somebody in as that
    /// user.</summary>
    public sealed class Login : Answer
    {
        internal Login(LoginHandle held)
        {
            using (held)
            {
                Status = Calls.LoginStatus(held);
                Headers = Listed(Calls.LoginHeaderCount(held), index => new KeyValuePair<string, string>(
                    Calls.LoginHeaderName(held, index),
                    Calls.LoginHeaderValue(held, index)));
                Cookies = Listed(Calls.LoginCookieCount(held), index => new Cookie(
                    Calls.LoginCookieName(held, index),
                    Calls.LoginCookieValue(held, index),
                    Calls.LoginCookieHeader(held, index)));
                Location = Calls.LoginLocation(held);
                Body = Calls.LoginBody(held);
            }
        }
    }
}
