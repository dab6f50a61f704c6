using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    public sealed class SessionTests : ServerTest
    {
        [Test]
        public void A_session_hands_out_a_token_that_the_server_takes()
        {
            using (var session = Server.SignedIn())
            {
                var token = session.GetToken();
                Check.That(token.AccessToken.Length > 10, "an access token");
                Check.Same(null, token.RefreshToken);
                Check.Same("bearer", token.TokenType);
                Check.That(token.ExpiresAt > DateTimeOffset.UtcNow, "it ends later");
                Check.That(token.FreshFor > TimeSpan.FromMinutes(1), "it needs nothing");
                Check.Same(200, session.TokenLogin().Status);
                Check.HoldsNot(token.AccessToken, token.ToString());
            }
        }

        [Test]
        public void Who_is_not_signed_in_is_told_so_and_may_sign_in()
        {
            using (var session = SignedOut())
            {
                var told = Check.Throws<SignInRequiredException>(() => session.GetToken());
                Check.Same(Code.SignInRequired, told.Code);
                Check.Same(Outcome.NotSent, told.Outcome);
                Check.Same(null, session.Peek());
                var wrong = Check.Throws<SignInRequiredException>(() => session.SignIn("not the password"));
                Check.Same(Code.WrongPassword, wrong.Code);
                Check.Same("invalid_grant", wrong.OAuthError);
                Check.That(wrong.HttpStatus >= 400, "the server refused it");
                Check.HoldsNot("not the password", wrong.ToString());
                session.SignIn(TestServer.Password);
                Check.Same(200, session.TokenLogin().Status);
            }
        }

        [Test]
        public void A_live_token_is_handed_out_again_until_something_ends_it()
        {
            using (var session = Server.SignedIn())
            {
                var token = session.GetToken();
                Check.That(ReferenceEquals(token, session.GetToken()), "the same one");
                Check.Same(token.AccessToken, session.Peek().AccessToken);
                session.Reject(token.AccessToken);
                var other = session.GetToken();
                Check.That(other.AccessToken != token.AccessToken, "a rejected token is not handed out");
                session.Refresh();
                Check.That(session.GetToken().AccessToken != other.AccessToken, "nor one that was replaced");
                session.SignOut();
                Check.Throws<SignInRequiredException>(() => session.GetToken());
            }
        }

        [Test]
        public void A_token_that_ended_is_replaced_when_the_server_refuses_it()
        {
            using (var session = Server.SignedIn())
            {
                var before = session.GetToken().AccessToken;
                Server.Expire();
                Check.Same(200, session.TokenLogin().Status);
                Check.That(session.GetToken().AccessToken != before, "another token");
                Check.SameList(new[] { 401, 200 }, LoginStatuses());
            }
        }

        [Test]
        public void A_token_may_have_to_last()
        {
            using (var session = Server.SignedIn())
            {
                var token = session.GetToken().AccessToken;
                Check.Same(token, session.GetTokenLasting(TimeSpan.FromMinutes(1)).AccessToken);
                Check.Same(token, session.GetToken(TimeSpan.FromSeconds(20)).AccessToken);
                Check.Throws<BugException>(() => session.GetTokenLasting(TimeSpan.FromDays(10000)));
            }
        }

        [Test]
        public void A_status_tells_how_a_session_stands()
        {
            using (var session = Server.SignedIn())
            {
                var status = session.GetStatus();
                Check.That(status.SignedIn && !status.SignedOut && !status.Refused, "signed in");
                Check.That(status.LastRotation <= DateTimeOffset.UtcNow.AddMinutes(1), "a pair came");
                Check.Same(null, status.FailingSince);
                Check.Same(null, status.KeptAnswer);
                session.SignOut();
                Check.That(session.GetStatus().SignedOut, "signed out");
            }
        }

        [Test]
        public void A_pair_is_exported_and_adopted()
        {
            using (var session = Server.SignedIn())
            using (var other = SignedOut())
            {
                var pair = session.Export();
                Check.Throws<SignInRequiredException>(() => session.GetToken());
                other.Adopt(pair.RefreshToken, pair.AccessToken, pair.ExpiresAt);
                Check.Same(pair.AccessToken, other.GetToken().AccessToken);
                Check.Throws<RefusedException>(() => other.Adopt(pair.RefreshToken));
                other.Adopt(pair.RefreshToken, replace: true);
                Check.That(other.GetToken().AccessToken != pair.AccessToken, "without the access token it refreshes");
            }
        }

        [Test]
        public void Sessions_are_opened_by_a_file_of_settings_and_by_the_name_of_their_client()
        {
            var file = SettingsFile();
            using (var session = Session.OpenConfigured(TestServer.Username, file))
            {
                Check.Same(TestServer.Username, session.Username);
                Check.Same(Server.BaseUrl.TrimEnd('/'), session.BaseUrl.TrimEnd('/'));
                session.SignIn(TestServer.Password);
            }
            using (var config = Config.Load(file))
            using (var store = Store.OpenConfigured(config))
            using (var client = Omnifund.Client.OpenConfigured(config, store))
            using (var same = Session.Open(client, store, TestServer.Username))
            {
                Check.Same(200, same.TokenLogin().Status);
                store.SaveClient("Till 7", TestServer.ClientId, TestServer.ClientSecret);
                using (var named = Session.OpenNamed(config, store, "Till 7", TestServer.Username))
                using (var saved = Omnifund.Client.FromStore(config, store, "Till 7"))
                using (var again = Session.Open(saved, store, TestServer.Username))
                {
                    Check.Same(named.GetToken().AccessToken, again.GetToken().AccessToken);
                }
            }
        }

        [Test]
        public void An_answer_that_can_not_be_understood_is_kept_and_recovered()
        {
            using (var session = Server.SignedIn())
            {
                Check.Same(null, session.GetKeptAnswer());
                Check.Same(Code.NothingKept, Check.Throws<RefusedException>(() => session.Recover()).Code);
                Server.Misbehave("[{\"grant\": \"refresh_token\", \"status\": 200, \"times\": 1, "
                    + "\"body\": \"what? {\\\"access\\\"\"}]");
                Check.Throws<OmnifundException>(() => session.Refresh());
                var kept = session.GetKeptAnswer();
                Check.Holds("what?", System.Text.Encoding.UTF8.GetString(kept.Expose()));
                Check.Same(kept.AskedAt, session.GetStatus().KeptAnswer.Value);
                Check.Same(Code.StillUnreadable, Check.Throws<RefusedException>(() => session.Recover()).Code);
            }
        }

        [Test]
        public void A_user_who_left_is_forgotten()
        {
            using (var store = Store.OpenMemory())
            using (var session = Server.SignedIn(store))
            {
                Check.Same(1, store.GetSessions().Count());
                session.Forget();
                Check.Same(0, store.GetSessions().Count());
                Check.Same(Code.SessionNotFound, Check.Throws<RefusedException>(() => session.SignOut()).Code);
            }
        }

        [Test]
        public void What_is_disposed_is_used_no_more()
        {
            var session = Server.SignedIn();
            session.GetToken();
            session.Dispose();
            session.Dispose();
            Check.Throws<ObjectDisposedException>(() => session.GetToken());
            Check.Throws<ObjectDisposedException>(() => session.Peek());
        }

        [Test]
        public void A_session_that_is_disposed_lets_calls_end_in_peace()
        {
            var session = Server.SignedIn();
            Server.Misbehave("[{\"grant\": \"refresh_token\", \"delay_ms\": 1000}]");
            var refreshing = Task.Run(() => session.Refresh());
            Check.Becomes(() => Server.Misbehaved() > 0, "the refresh arrives");
            session.Dispose();
            refreshing.GetAwaiter().GetResult();
        }

        [Test]
        public void Whoever_waits_together_asks_once()
        {
            using (var session = Server.SignedIn())
            {
                session.Reject(session.GetToken().AccessToken);
                Server.Misbehave("[{\"grant\": \"refresh_token\", \"delay_ms\": 300}]");
                var tokens = Check.Awaited(() => Task.WhenAll(
                    Enumerable.Range(0, 50).Select(_ => session.GetTokenAsync())));
                Check.Same(1, tokens.Select(one => one.AccessToken).Distinct().Count());
                Check.Same(1, Refreshes());
            }
        }

        [Test]
        public void Waiting_can_be_cancelled_and_the_exchange_goes_on()
        {
            using (var session = Server.SignedIn())
            using (var cancellation = new CancellationTokenSource())
            {
                var before = session.GetToken().AccessToken;
                session.Reject(before);
                Server.Misbehave("[{\"grant\": \"refresh_token\", \"delay_ms\": 1000}]");
                var waiting = session.GetTokenAsync(cancellation.Token);
                Check.Becomes(() => Server.Misbehaved() > 0, "the refresh arrives");
                cancellation.Cancel();
                Check.Throws<OperationCanceledException>(() => waiting.GetAwaiter().GetResult());
                Check.That(session.GetToken().AccessToken != before, "the pair was not lost");
                Check.Same(1, Refreshes());
                Check.Throws<OperationCanceledException>(() => session.GetTokenAsync(cancellation.Token));
            }
        }

        [Test]
        public void Everything_that_waits_can_be_awaited()
        {
            using (var session = SignedOut())
            {
                Check.Awaited(async () =>
                {
                    await session.SignInAsync(TestServer.Password);
                    var token = await session.GetTokenAsync();
                    Check.Same(token.AccessToken, (await session.GetTokenLastingAsync(TimeSpan.FromSeconds(1))).AccessToken);
                    await session.RejectAsync(token.AccessToken);
                    await session.RefreshAsync();
                    Check.Same(200, (await session.TokenLoginAsync()).Status);
                    Check.Same(200, (await session.RequestAsync(new Request("POST", "/login"))).Status);
                    Check.That((await session.GetStatusAsync()).SignedIn, "signed in");
                    await session.SignOutAsync();
                });
                Check.Throws<SignInRequiredException>(() => Check.Awaited(() => session.GetTokenAsync()));
            }
        }

        [Test]
        public void Many_threads_share_a_session()
        {
            using (var store = FileStore())
            using (var session = Server.SignedIn(store))
            {
                session.Reject(session.GetToken().AccessToken);
                var tokens = new string[16];
                var threads = Enumerable.Range(0, tokens.Length)
                    .Select(number => new Thread(() => tokens[number] = session.GetToken().AccessToken))
                    .ToList();
                threads.ForEach(thread => thread.Start());
                threads.ForEach(thread => thread.Join());
                Check.Same(1, tokens.Distinct().Count());
                Check.Same(1, Refreshes());
            }
        }
    }
}
