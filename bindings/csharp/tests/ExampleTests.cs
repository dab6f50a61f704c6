using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    /// <summary>The till of examples/csharp, as processes of its own.</summary>
    public sealed class ExampleTests : ServerTest
    {
        private const int WaitsForAnother = 11;

        private int renewed;

        [Test]
        public void The_till_signs_in_logs_in_and_goes_through_the_customers()
        {
            var variables = Variables(Server);
            using (var till = Till("1 Smith", variables))
            {
                var said = till.Ended();
                Check.Holds("signed in by password", said);
                Check.Holds("token login 200", said);
                Check.Holds("page 1 of the customers", said);
            }
            // From here on nobody is asked for it.
            variables.Remove("OMNIFUND_PASSWORD");
            Server.Expire();
            using (var till = Till("2", variables))
            {
                var said = till.Ended();
                Check.Same(2, Regex.Matches(said, "token login 200").Count, said);
            }
            Check.Same(1, Refreshes());
        }

        [Test]
        public void A_till_whose_session_was_revoked_says_that_a_human_must_sign_in()
        {
            var variables = SignedIn(Server);
            Server.Revoke();
            using (var till = Till("1", variables))
            {
                till.Ended(1);
                Check.Holds("A human must sign in", till.Errors);
            }
        }

        [Test]
        public void Tills_share_a_session_over_the_end_of_its_token()
        {
            using (var server = Started("--access-lifetime 4"))
            {
                var variables = SignedIn(server);
                var threads = Enumerable.Range(0, 3)
                    .Select(_ => new Thread(() => Renewed(variables)) { IsBackground = true })
                    .ToList();
                threads.ForEach(thread => thread.Start());
                threads.ForEach(thread => thread.Join());
                Check.Same(threads.Count, renewed, "each was handed another token");
                var presented = server.Exchanges()
                    .Where(one => (string)one["grant"] == "refresh_token")
                    .Select(one => (string)one["presented"])
                    .ToList();
                Check.That(presented.Count > 0, "tokens ended");
                Check.Same(presented.Count, presented.Distinct().Count(), "each was presented once");
            }
        }

        [Test]
        public void A_till_that_is_killed_takes_nobody_s_session_with_it()
        {
            var variables = SignedIn(Server);
            for (var round = 0; round < 3; round++)
            {
                var before = Server.Logins().Count;
                using (Till("1000", variables))
                {
                    Check.Becomes(() => Server.Logins().Count > before, "it logs in");
                }
            }
            Server.Expire();
            using (var next = Till("1", variables))
            {
                Check.Holds("token login 200", next.Ended());
            }
        }

        /// <summary>What a till is told behind the first one, which has signed in.</summary>
        private IDictionary<string, string> SignedIn(TestServer server)
        {
            var variables = Variables(server);
            using (var first = Till("1", variables))
            {
                first.Ended();
            }
            variables.Remove("OMNIFUND_PASSWORD");
            return variables;
        }

        private void Renewed(IDictionary<string, string> variables)
        {
            int status;
            do
            {
                using (var till = Till("until-renewed", variables))
                {
                    status = till.Status();
                }
            }
            // On a machine that is too busy for such short lives it says so, and may be started again.
            while (status == WaitsForAnother);
            if (status == 0)
            {
                Interlocked.Increment(ref renewed);
            }
        }

        private static Programs Till(string arguments, IDictionary<string, string> variables)
        {
            return Programs.Start("Till.exe", arguments, variables);
        }

        private IDictionary<string, string> Variables(TestServer server)
        {
            var variables = server.Environ();
            variables["OMNIFUND_USERNAME"] = TestServer.Username;
            variables["OMNIFUND_PASSWORD"] = TestServer.Password;
            variables[Settings.Store] = Path.Combine(Scratch, "store");
            return variables;
        }
    }
}
