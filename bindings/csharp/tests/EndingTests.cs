using System.Collections.Generic;
using System.IO;
using System.Threading;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    public sealed class EndingTests : ServerTest
    {
        [Test]
        public void A_process_that_exits_saves_what_its_threads_have_under_way()
        {
            var file = SettingsFile();
            var go = Path.Combine(Scratch, "go");
            using (var session = Session.OpenConfigured(TestServer.Username, file))
            {
                session.SignIn(TestServer.Password);
                Server.Misbehave("[{\"grant\": \"refresh_token\", \"delay_ms\": 2000}]");
                var arguments = $"{Runner.Exits} \"{file}\" \"{go}\"";
                using (var program = Programs.Start("Omnifund.Tests.exe", arguments, new Dictionary<string, string>()))
                {
                    Check.Becomes(() => Server.Misbehaved() > 0, "the refresh arrives");
                    File.WriteAllText(go, "");
                    program.Ended();
                }
                Server.Behave();
                // With a refresh token that was spent and whose successor is lost this would end the session.
                session.Refresh();
                Check.Same(2, Refreshes());
            }
        }

        /// <summary>Returns while a thread is in mid-exchange.</summary>
        internal static void Exit(string file, string go)
        {
            var session = Session.OpenConfigured(TestServer.Username, file);
            new Thread(() => session.Refresh()) { IsBackground = true }.Start();
            Check.Becomes(() => File.Exists(go), "it may go");
        }
    }
}
