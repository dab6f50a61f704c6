using System;
using System.Linq;
using System.Text;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    public sealed class ClientTests : ServerTest
    {
        [Test]
        public void The_three_calls_work_by_themselves()
        {
            using (var client = Client())
            {
                var pair = client.PasswordGrant(TestServer.Username, TestServer.Password);
                Check.Same(TimeSpan.FromHours(1), pair.ExpiresIn.Value);
                Check.Same(TimeSpan.Zero, pair.FreshFor);
                var next = client.RefreshGrant(pair.RefreshToken);
                var refused = Check.Throws<SignInRequiredException>(() => client.RefreshGrant(pair.RefreshToken));
                Check.Same(Code.RefreshTokenRefused, refused.Code);
                Check.Same(Outcome.Refused, refused.Outcome);
                Check.Same("invalid_grant", refused.OAuthError);
                Check.That(refused.OAuthErrorDescription != null, "the server's words");
                var login = client.TokenLogin(next.AccessToken);
                Check.Same(200, login.Status);
                Check.That(login.Headers.Count > 0, "headers");
                Check.Same(login.Headers[0].Value, login.Header(login.Headers[0].Key.ToUpperInvariant()));
                Check.Same(null, login.Header("x-none"));
                foreach (var cookie in login.Cookies)
                {
                    Check.Holds(cookie.Name + "=" + cookie.Value, cookie.Header);
                    Check.HoldsNot(cookie.Value, cookie.ToString());
                }
                Check.Same(login.Body.Length, Encoding.UTF8.GetByteCount(login.Text));
                Check.Same("Login 200", login.ToString());
                Check.That(login.Location == null || login.Location.Length > 0, "a location or none");
            }
        }

        [Test]
        public void Each_advice_is_an_exception_of_its_own()
        {
            using (var client = Client())
            {
                Server.Misbehave("[{\"status\": 503, \"retry_after\": \"7\"}]");
                var later = Check.Throws<TryLaterException>(
                    () => client.PasswordGrant(TestServer.Username, TestServer.Password));
                Check.Same(TimeSpan.FromSeconds(7), later.RetryAfter);
                Check.Same(503, later.HttpStatus);
                Check.Same(Advice.Wait, later.Advice);
                Server.Behave();
                var bug = Check.Throws<BugException>(() => client.RefreshGrant(new string('x', 70000)));
                Check.Same(Code.InvalidArgument, bug.Code);
                Server.Control("PUT", "/clients/" + TestServer.ClientId + "/secret", "{\"secret\": \"another\"}");
                var wrong = Check.Throws<ConfigurationException>(
                    () => client.PasswordGrant(TestServer.Username, TestServer.Password));
                Check.Same(Code.InvalidClient, wrong.Code);
                Check.Same(Advice.FixConfiguration, wrong.Advice);
            }
        }

        [Test]
        public void A_stand_in_throws_what_a_session_throws()
        {
            var kinds = new OmnifundException[]
            {
                new TryLaterException("why"), new SignInRequiredException("why"), new ConfigurationException("why"),
                new StoreException("why"), new RefusedException("why"), new BugException("why"),
            };
            var advice = Enum.GetValues(typeof(Advice)).Cast<Advice>().Where(one => one != Advice.None);
            Check.SameList(advice, kinds.Select(one => one.Advice));
            Check.That(kinds.All(one => one.Message == "why"), "the message");
        }

        [Test]
        public void A_user_allows_it_in_the_browser()
        {
            const string back = "http://127.0.0.1:8400/callback";
            using (var client = Client())
            using (var session = SignedOut())
            {
                string state;
                using (var asked = client.Authorization(back))
                {
                    Check.Holds(Server.BaseUrl, asked.Url);
                    state = asked.State;
                    session.SignInWithCode(asked, Server.Allow(asked.Url));
                }
                Check.Same(200, session.TokenLogin().Status);
                using (var again = client.Authorization(back, state))
                {
                    Check.Same(state, again.State);
                    Check.That(client.AuthorizationCodeGrant(again, Server.Allow(again.Url)).RefreshToken != null, "a pair");
                    var foreign = Check.Throws<SignInRequiredException>(
                        () => client.AuthorizationCodeGrant(again, back + "?code=1&state=another"));
                    Check.Same(Code.ForeignRedirect, foreign.Code);
                    var denied = Check.Throws<SignInRequiredException>(() => session.SignInWithCode(
                        again,
                        $"/callback?error=access_denied&state={Uri.EscapeDataString(state)}"));
                    Check.Same(Code.AuthorizationDenied, denied.Code);
                }
            }
        }

        [Test]
        public void Exceptions_cross_to_another_application_domain_whole()
        {
            using (var client = Client())
            {
                Server.Misbehave("[{\"status\": 503, \"retry_after\": \"7\"}]");
                var thrown = Check.Throws<TryLaterException>(
                    () => client.PasswordGrant(TestServer.Username, TestServer.Password));
                var info = new System.Runtime.Serialization.SerializationInfo(
                    typeof(TryLaterException),
                    new System.Runtime.Serialization.FormatterConverter());
                thrown.GetObjectData(info, default);
                var arrived = (TryLaterException)Activator.CreateInstance(
                    typeof(TryLaterException),
                    System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance,
                    null,
                    new object[] { info, default(System.Runtime.Serialization.StreamingContext) },
                    null);
                Check.Same(thrown.Message, arrived.Message);
                Check.Same(thrown.Code, arrived.Code);
                Check.Same(thrown.Advice, arrived.Advice);
                Check.Same(thrown.Outcome, arrived.Outcome);
                Check.Same(thrown.HttpStatus, arrived.HttpStatus);
                Check.Same(thrown.RetryAfter, arrived.RetryAfter);
            }
        }
    }
}
