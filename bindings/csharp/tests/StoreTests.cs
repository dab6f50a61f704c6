using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    public sealed class StoreTests : ServerTest
    {
        [Test]
        public void A_session_outlives_its_process_in_a_store_on_disk()
        {
            string token;
            using (var store = FileStore())
            using (var session = Server.SignedIn(store))
            {
                token = session.GetToken().AccessToken;
            }
            using (var client = Client())
            using (var store = FileStore())
            using (var again = Session.Open(client, store, TestServer.Username))
            {
                Check.Same(token, again.GetToken().AccessToken);
            }
        }

        [Test]
        public void A_key_of_the_application_seals_and_another_does_not_open()
        {
            using (var key = new Key(Enumerable.Range(0, 32).Select(one => (byte)one).ToArray()))
            using (var other = new Key(Enumerable.Repeat((byte)7, 32).ToArray()))
            using (var client = Client())
            {
                var path = Path.Combine(Scratch, "store");
                using (var store = Store.OpenFile(path, key))
                {
                    Server.SignedIn(store).Dispose();
                }
                using (var store = Store.Open(path, key, new StoreOptions().MustExist()))
                using (var session = Session.Open(client, store, TestServer.Username))
                {
                    Check.That(session.GetStatus().SignedIn, "it opens again");
                }
                Check.Throws<StoreException>(() =>
                {
                    using (var store = Store.OpenFile(path, other))
                    using (var session = Session.Open(client, store, TestServer.Username))
                    {
                        session.GetStatus();
                    }
                });
                using (var store = Store.OpenFile(path, other, new StoreOptions().AddOlderKey(key)))
                {
                    Check.That(store.RotateKey() > 0, "records are sealed anew");
                }
            }
            Check.Throws<BugException>(() => new Key(new byte[5]));
            Check.Throws<ArgumentNullException>(() => new Key(null));
        }

        [Test]
        public void The_sealing_key_is_changed_in_two_steps()
        {
            using (var store = FileStore())
            using (var session = Server.SignedIn(store))
            {
                store.PrepareKey();
                Check.That(store.RotateKey() > 0, "records are sealed anew");
                Check.That(session.GetStatus().SignedIn, "and open");
            }
        }

        [Test]
        public void OAuth_clients_are_kept_and_their_secrets_given_to_nobody()
        {
            using (var store = FileStore())
            using (var config = Server.Config())
            {
                store.SaveClient("Till 7", TestServer.ClientId, TestServer.ClientSecret);
                Check.Same(Code.ClientNameTaken, Check.Throws<OmnifundException>(
                    () => store.SaveClient("Till 7", "another", "secret")).Code);
                store.RenameClient("Till 7", "Kitchen");
                var client = store.GetClients().Single();
                Check.Same("Kitchen", client.Name);
                Check.Same(TestServer.ClientId, client.ClientId);
                Check.That(client.Since > DateTimeOffset.UtcNow.AddDays(-1), "since when");
                using (var session = Session.OpenNamed(config, store, "Kitchen", TestServer.Username))
                {
                    session.SignIn(TestServer.Password, SavePassword.Sealed);
                }
                Check.Same(1L, store.ReplaceClient("Kitchen", "another", "secret"));
                store.RemoveClient("Kitchen");
                Check.Same(0, store.GetClients().Count);
                Check.Throws<OmnifundException>(() => store.RemoveClient("Kitchen"));
            }
        }

        [Test]
        public void Sessions_are_gone_through_page_by_page()
        {
            using (var store = Store.OpenMemory())
            using (var client = Client())
            {
                Server.SignedIn(store).Dispose();
                var pair = client.PasswordGrant(TestServer.Username, TestServer.Password);
                var names = new List<string> { TestServer.Username };
                for (var number = 0; number < 120; number++)
                {
                    using (var session = Session.Open(client, store, "cashier " + number))
                    {
                        session.Adopt(pair.RefreshToken, pair.AccessToken, pair.ExpiresAt);
                        names.Add(session.Username);
                    }
                }
                var found = store.GetSessions(client).ToList();
                Check.SameList(names.OrderBy(one => one), found.Select(one => one.Username).OrderBy(one => one));
                Check.That(found.All(one => one.SignedIn && one.Problem == null), "signed in");
                Check.Same(TestServer.ClientId, found[0].ClientId);
                Check.Holds("omnifund_session_signed_in", store.GetMetrics());
                using (var config = Server.Config())
                {
                    Check.Holds("cashier 7", store.GetMetrics(config));
                }
            }
        }

        [Test]
        public void Sessions_are_kept_alive_and_each_is_told_of()
        {
            using (var store = Store.OpenMemory())
            using (var client = Client())
            using (var session = Server.SignedIn(store))
            {
                var told = new List<string>();
                var second = TimeSpan.FromSeconds(1);
                store.KeepAlive(client, (name, problem) => told.Add(name + problem?.Code), TimeSpan.Zero, second);
                Check.SameList(new[] { TestServer.Username }, told);
                Check.Same(1, Refreshes());
                Server.Revoke();
                told.Clear();
                store.KeepAlive(client, (name, problem) => told.Add(problem.GetType().Name), TimeSpan.Zero, second);
                Check.SameList(new[] { "SignInRequiredException" }, told);
                store.KeepAlive(client);
            }
        }

        [Test]
        public void What_is_thrown_while_sessions_are_kept_alive_is_thrown_after_the_run()
        {
            using (var store = Store.OpenMemory())
            using (var client = Client())
            using (var session = Server.SignedIn(store))
            {
                var mine = Check.Throws<InvalidOperationException>(() => store.KeepAlive(
                    client,
                    (name, problem) => throw new InvalidOperationException("mine"),
                    TimeSpan.Zero,
                    TimeSpan.FromSeconds(1)));
                Check.Same("mine", mine.Message);
                Check.Same(1, Refreshes());
            }
        }

        [Test]
        public void Options_are_told_to_the_store()
        {
            var path = Path.Combine(Scratch, "store");
            var missing = Check.Throws<StoreException>(() => Store.OpenFile(path, null, new StoreOptions().MustExist()));
            Check.Same(Code.StoreMissing, missing.Code);
            var audit = Path.Combine(Scratch, "audit");
            var key = Path.Combine(Scratch, "a key");
            var options = new StoreOptions()
                .SetGroup()
                .AllowNetwork()
                .TakeOver()
                .SetKeyFile(key)
                .SetMachine("till 7")
                .SetAudit("file:" + audit);
            using (var store = Store.OpenFile(path, null, options))
            {
                Server.SignedIn(store).Dispose();
            }
            Check.That(File.Exists(key), "the key lies where it was told");
            Check.Holds("sign-in", File.ReadAllText(audit));
            Check.Throws<OmnifundException>(() => Store.Open("nodatabase://x", null, new StoreOptions().SetJournal(Scratch)));
        }

        [Test]
        public void What_is_opened_may_outlive_what_it_was_opened_by()
        {
            using (var session = Server.SignedIn(FileStore()))
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Check.Same(200, session.TokenLogin().Status);
            }
        }
    }
}
