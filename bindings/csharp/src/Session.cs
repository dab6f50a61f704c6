using System;
using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any time, and any
    /// number of processes the same store.
    ///
    /// Ask <see cref="GetToken()"/> before each request, and keep no token yourself. Calls block for the call budget at
    /// most (<see cref="Config.SetCallBudget"/>); those whose names end in Async block no thread that waits.</summary>
    public sealed partial class Session : ITokenProvider, IDisposable
    {
        private readonly SessionHandle held;
        private readonly KeptToken kept = new KeptToken();

        private Session(SessionHandle held, string username)
        {
            this.held = held;
            Username = username;
            BaseUrl = Calls.SessionBaseUrl(held);
        }

        public string Username { get; }

        /// <summary>Where OmniFund is: only its origin may be sent the access token.</summary>
        public string BaseUrl { get; }

        /// <summary>Nobody needs to be signed in. Client and store may be disposed afterwards.</summary>
        public static Session Open(Client client, Store store, string username)
        {
            return new Session(Calls.SessionOpen(client.Held, store.Held, username), username);
        }

        /// <summary>Under an OAuth client that the store keeps under a name, with the other settings of the
        /// config.</summary>
        public static Session OpenNamed(Config config, Store store, string clientName, string username)
        {
            return new Session(Calls.SessionOpenNamed(config.Held, store.Held, clientName, username), username);
        }

        /// <summary>In the store, and under the OAuth client, that a configuration names: a file, or the environment
        /// variables (<see cref="Config.Load"/>).</summary>
        public static Session OpenConfigured(string username, string path = null)
        {
            return new Session(Calls.SessionOpenConfigured(path, username), username);
        }

        /// <summary>Signs the user in by password. A failed one leaves the session as it was. A password that is saved
        /// signs in anew by itself where the server's reply to a refresh was lost. Blocks.</summary>
        public void SignIn(string password, SavePassword save = SavePassword.No)
        {
            Calls.SessionSignInSaving(held, password, save);
        }

        /// <summary>Signs the user in with the code that the browser came back with: the whole URL, or path and query
        /// as a web server sees it. A failed one leaves the session as it was. OmniFund does not say who logged in
        /// there: that it is this session's user, the program has to know. Blocks.</summary>
        public void SignInWithCode(Authorization authorization, string redirectUrl)
        {
            Calls.SessionSignInWithCode(held, authorization.Held, redirectUrl);
        }

        /// <summary>A valid access token, whatever it takes. One that needs nothing is handed out at once, without a
        /// call of the library; one near its end is refreshed by one caller while all others get it as it is. Fails
        /// only where no live token is left. Blocks.</summary>
        public Token GetToken()
        {
            return kept.IfFresh() ?? kept.Asked(() => Calls.SessionToken(held));
        }

        /// <summary>Does so within a time. Blocks for that at most.</summary>
        public Token GetToken(TimeSpan within)
        {
            return kept.IfFresh() ?? kept.Asked(() => Calls.SessionTokenWithin(held, CTime.Milliseconds(within)));
        }

        /// <summary>A valid access token that counts as good for so long at least, for a batch that must not break off;
        /// it is refreshed where it must be. It is a <see cref="BugException"/> where OmniFund's tokens never last so
        /// long. Blocks.</summary>
        public Token GetTokenLasting(TimeSpan time)
        {
            return Token.Of(Calls.SessionTokenLasting(held, CTime.Seconds(time)));
        }

        /// <summary>A live token, or null: asks neither the server nor the store. Never blocks.</summary>
        public Token Peek()
        {
            var given = Calls.SessionPeek(held);
            return given == null ? null : Token.Of(given);
        }

        /// <summary>Refreshes whether it must or not; many callers make one exchange. Blocks.</summary>
        public void Refresh()
        {
            Calls.SessionRefresh(held);
        }

        /// <summary>Hands back an access token with which you saw a 401 that was about it: the next
        /// <see cref="GetToken()"/> refreshes, unless there is a newer one already. A 403 is no rejection. Blocks on
        /// the store only.</summary>
        public void Reject(string accessToken)
        {
            Calls.SessionReject(held, accessToken);
        }

        /// <summary>Token login with a valid access token; once more with a new one where the server refuses it.
        /// Blocks.</summary>
        public Login TokenLogin()
        {
            return Login.Of(Calls.SessionTokenLogin(held));
        }

        /// <summary>Makes a request of OmniFund's API with a valid access token. At a 401 that is about the token it is
        /// rejected, and the request made once more with another. Whatever the server answers else is a
        /// <see cref="Response"/>, and no exception.
        ///
        /// The <see cref="OmnifundException.Outcome"/> of an exception tells of this request: whether it can have been
        /// carried out. A charge whose outcome is unknown is never sent again. What a stream of the request's throws
        /// comes out as it is. Blocks.</summary>
        public Response Request(Request request)
        {
            using (var made = new RequestMade(request))
            {
                return made.By(held);
            }
        }

        /// <summary>Makes a request with nothing but a method and a path. Blocks.</summary>
        public Response Request(string method, string path)
        {
            return Request(new Request(method, path));
        }

        /// <summary>Gets a collection page by page, to its last one; a page that is no success is the last. Blocks at
        /// each.</summary>
        public IEnumerable<Response> Pages(Request first)
        {
            var request = first;
            while (true)
            {
                var page = Request(request);
                yield return page;
                if (page.Next == null || page.Outcome != Outcome.Done)
                {
                    yield break;
                }
                request = request.For(page.Next);
            }
        }

        /// <summary>Gets the collection at a path page by page. Blocks at each.</summary>
        public IEnumerable<Response> Pages(string path)
        {
            return Pages(new Request("GET", path));
        }

        /// <summary>How the session stands, from the store: no network.</summary>
        public Status GetStatus()
        {
            return Status.Of(Calls.SessionStatus(held));
        }

        /// <summary>The answer of OmniFund that could not be understood, or null, from the store: no network.
        /// <see cref="Status.KeptAnswer"/> tells whether there is one.</summary>
        public KeptAnswer GetKeptAnswer()
        {
            var answer = Calls.SessionKeptAnswer(held);
            return answer == null ? null : KeptAnswer.Of(answer);
        }

        /// <summary>Looks at the kept answer once more, and goes on with the tokens in it: no network. A session does
        /// so by itself before each refresh. It is a <see cref="RefusedException"/> where there is nothing to recover,
        /// and where the answer can't be understood still.</summary>
        public void Recover()
        {
            Calls.SessionRecover(held);
        }

        /// <summary>Signs out here: the store forgets the tokens and a saved password. They stay good at the server
        /// until they end, since OmniFund has no call to revoke them.</summary>
        public void SignOut()
        {
            Calls.SessionSignOut(held);
        }

        /// <summary>Signs out here and takes the session out of the store, with all that is kept of it, for a user who
        /// has left; also one whose record is damaged.</summary>
        public void Forget()
        {
            Calls.SessionForget(held);
        }

        /// <summary>Takes over a pair that was got elsewhere; nobody else may refresh with it from here on. Without the
        /// access token's end that is not used. Where somebody is signed in already, only with replace.</summary>
        public void Adopt(
            string refreshToken,
            string accessToken = null,
            DateTimeOffset? expiresAt = null,
            bool replace = false)
        {
            Calls.SessionAdopt(held, accessToken, refreshToken, CTime.UnixTime(expiresAt), replace);
        }

        /// <summary>Gives the newest pair away, and signs out here in the same step.</summary>
        public Token Export()
        {
            return Token.Of(Calls.SessionExport(held));
        }

        /// <summary>Gives it up; a call that another thread is making ends in peace. Its record in the store
        /// stays.</summary>
        public void Dispose()
        {
            held.Dispose();
            kept.Forget();
        }

        public override string ToString()
        {
            return "Session of " + Username;
        }
    }
}
