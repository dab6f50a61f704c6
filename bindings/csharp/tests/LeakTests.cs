using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace Omnifund.Tests
{
    public sealed class LeakTests
    {
        /// <summary>The smallest of them is 750 bytes, and the collector keeps 450 for later.</summary>
        private const long AllowedPerRound = 700;
        private const int Rounds = 2000;

        [Test]
        public void What_is_disposed_and_what_is_forgotten_leaves_nothing_behind()
        {
            using (var program = Programs.Start("Omnifund.Tests.exe", Runner.Leaks, new Dictionary<string, string>()))
            {
                var said = program.Ended().Trim();
                Check.That(long.Parse(said) < AllowedPerRound, $"{said} bytes stay behind of each round");
            }
        }

        /// <summary>By how many bytes the process grows with each round; in one of its own, where nobody else is at
        /// work.</summary>
        internal static long Growth()
        {
            // What is made once is there then, and what the collector keeps for later.
            for (var round = 0; round < 2 * Rounds; round++)
            {
                Round(round);
            }
            var before = Used();
            for (var round = 0; round < Rounds; round++)
            {
                Round(round);
            }
            return (Used() - before) / Rounds;
        }

        private static void Round(int round)
        {
            var isForgotten = round % 2 == 0;
            var config = new Config()
                .SetBaseUrl("https://127.0.0.1:1/")
                .SetCredentials("id", "secret")
                .LogTo(entry => { }, LogLevel.Debug);
            var client = new Client(config);
            var store = Store.OpenMemory();
            var session = Session.Open(client, store, "user");
            Check.Throws<SignInRequiredException>(() => session.GetToken());
            var request = new Request("POST", "/api") { Body = RequestBody.Of(new MemoryStream(new byte[10])) };
            Check.Throws<SignInRequiredException>(() => session.Request(request));
            session.GetStatus();
            if (!isForgotten)
            {
                session.Dispose();
                store.Dispose();
                client.Dispose();
                config.Dispose();
            }
            if (round % 50 == 0)
            {
                Collect();
            }
        }

        private static long Used()
        {
            Collect();
            using (var process = Process.GetCurrentProcess())
            {
                return process.WorkingSet64;
            }
        }

        private static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
    }
}
