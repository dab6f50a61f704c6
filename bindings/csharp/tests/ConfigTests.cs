using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    public sealed class ConfigTests : ServerTest
    {
        [Test]
        public void What_a_setter_does_not_take_it_says_at_once()
        {
            using (var config = new Config())
            {
                Check.Throws<ConfigurationException>(() => config.SetBaseUrl("no url"));
                Check.Throws<ConfigurationException>(() => config.SetEnvironment("the moon"));
                Check.Throws<ConfigurationException>(() => config.SetCallBudget(TimeSpan.FromSeconds(-1)));
                Check.Throws<ConfigurationException>(() => config.SetAudit("stderr"));
                Check.Throws<OmnifundException>(() => new Client(config));
            }
        }

        [Test]
        public void Every_setter_gives_the_config_back()
        {
            using (var config = new Config())
            {
                config.SetEnvironment("sandbox")
                    .SetBaseUrl("https://127.0.0.1:1/")
                    .SetCredentials(TestServer.ClientId, TestServer.ClientSecret)
                    .SetJsonBody()
                    .SetConnectTimeout(TimeSpan.FromSeconds(3))
                    .SetExchangeTimeout(TimeSpan.FromSeconds(5))
                    .SetCallBudget(TimeSpan.FromSeconds(7))
                    .SetIdempotencyHeader("Idempotency-Key")
                    .SetProxy("http://127.0.0.1:2")
                    .DisableProxy()
                    .AllowPlainHttp()
                    .SetReplay(Replay.Once)
                    .SetRefreshLifetime(TimeSpan.FromDays(7))
                    .SetAudit("file:" + Path.Combine(Scratch, "audit"))
                    .SetCaFile(Server.CaFile)
                    .TrustCaFileOnly();
                new Client(config).Dispose();
            }
        }

        [Test]
        public void A_text_that_is_none_is_refused_and_not_repeated()
        {
            using (var config = new Config())
            {
                foreach (var secret in new[] { "sec\0ret", "sec\ud800ret" })
                {
                    var refused = Check.Throws<ArgumentException>(() => config.SetCredentials("id", secret));
                    Check.Same("clientSecret", refused.ParamName);
                    Check.HoldsNot("sec", refused.Message.Replace("clientSecret", ""));
                }
                Check.Throws<ArgumentNullException>(() => config.SetCredentials(null, "secret"));
            }
        }

        [Test]
        public void What_is_not_ASCII_arrives_whole()
        {
            using (var session = SignedOut())
            {
                var refused = Check.Throws<OmnifundException>(() => session.SignIn("Grüße, Ευρώ, 😀"));
                Check.Same(Code.WrongPassword, refused.Code);
            }
            using (var client = Client())
            using (var store = Store.OpenMemory())
            using (var session = Session.Open(client, store, "Zoë 😀"))
            {
                Server.Control("PUT", "/faults", "[]");
                Check.Throws<SignInRequiredException>(() => session.SignIn("no"));
                Check.Holds("Zo\u00eb \U0001f600", Session.Open(client, store, "Zo\u00eb \U0001f600").ToString());
            }
        }

        [Test]
        public void A_log_comes_to_a_function_with_what_a_machine_reads()
        {
            var entries = new List<LogEntry>();
            using (var config = Server.Config().LogTo(entry => { lock (entries) { entries.Add(entry); } }, LogLevel.Debug))
            using (var client = new Client(config))
            using (var store = Store.OpenMemory())
            using (var session = Session.Open(client, store, TestServer.Username))
            {
                GC.Collect();
                session.SignIn(TestServer.Password);
                session.Refresh();
            }
            var told = entries.First(entry => entry.User == TestServer.Username);
            Check.Same(TestServer.ClientId, told.ClientId);
            Check.That(told.Event.Length > 0 && told.Message.Length > 0, "words");
            Check.That((DateTimeOffset.UtcNow - told.Time).Duration() < TimeSpan.FromHours(1), "a time");
            Check.That(entries.Any(entry => entry.Duration > TimeSpan.Zero), "how long an exchange took");
            Check.That(entries.All(entry => Enum.IsDefined(typeof(LogLevel), entry.Level)), "a level");
            Check.HoldsNot(TestServer.Password, string.Join("\n", entries));
        }

        [Test]
        public void What_a_log_function_throws_makes_no_call_fail()
        {
            using (var config = Server.Config().LogTo(entry => throw new InvalidOperationException("mine"), LogLevel.Debug))
            using (var client = new Client(config))
            {
                Check.That(client.PasswordGrant(TestServer.Username, TestServer.Password).RefreshToken != null, "a pair");
            }
            var disposed = new Config();
            disposed.Dispose();
            Check.Throws<ObjectDisposedException>(() => disposed.LogTo(entry => { }));
        }

        [Test]
        public void A_log_function_lives_as_long_as_what_logs_and_no_longer()
        {
            var kept = Logging(out var client);
            Collect();
            Check.That(kept.IsAlive, "the client logs to it");
            client.PasswordGrant(TestServer.Username, TestServer.Password);
            client.Dispose();
            client = null;
            // Mono's collector takes what a stack may still name for alive: where it lies is overwritten in time.
            Check.Becomes(
                () =>
                {
                    Collect();
                    return !kept.IsAlive || Type.GetType("Mono.Runtime") != null;
                },
                "nobody logs to it any more");
        }

        [Test]
        public void A_log_goes_to_a_file()
        {
            var file = Path.Combine(Scratch, "log");
            using (var config = Server.Config().LogToFile(file, LogLevel.Debug).LogToStderr(LogLevel.Error))
            using (var client = new Client(config))
            {
                client.PasswordGrant(TestServer.Username, TestServer.Password);
            }
            Check.That(Server.Config().LogToFile(file).LogToSyslog() != null, "it may be syslog");
            using (var config = Server.Config().LogToFile(file, LogLevel.Debug))
            using (var client = new Client(config))
            {
                client.PasswordGrant(TestServer.Username, TestServer.Password);
            }
            Check.Holds("omnifund", File.ReadAllText(file).ToLowerInvariant());
        }

        private WeakReference Logging(out Client client)
        {
            Action<LogEntry> log = new Counter().Count;
            using (var config = Server.Config().LogTo(log))
            {
                client = new Client(config);
            }
            return new WeakReference(log);
        }

        private static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }

        private sealed class Counter
        {
            private int count;

            internal void Count(LogEntry entry)
            {
                count++;
            }
        }
    }
}
