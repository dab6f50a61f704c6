using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Omnifund.Tests
{
    public sealed class LibraryTests : ServerTest
    {
        /// <summary>Whatever a program does first: the library is found by it.</summary>
        private static readonly Dictionary<string, Action<string>> Beginnings = new Dictionary<string, Action<string>>
        {
            ["store-file"] = scratch => Store.OpenFile(Path.Combine(scratch, "store")),
            ["store-place"] = scratch => Store.Open(Path.Combine(scratch, "store")),
            ["store-memory"] = scratch => Store.OpenMemory(),
            ["store-functions"] = scratch => Check.Throws<OmnifundException>(
                () => Store.OpenFunctions(new Nobody(), null, new StoreOptions().SetJournal(scratch).MustExist())),
            ["store-options"] = scratch => new StoreOptions(),
            ["config"] = scratch => new Config(),
            ["config-file"] = scratch => Check.Throws<OmnifundException>(() => Config.Load(Path.Combine(scratch, "none"))),
            ["session"] = scratch => Check.Throws<OmnifundException>(
                () => Session.OpenConfigured("user", Path.Combine(scratch, "none"))),
            ["key"] = scratch => new Key(new byte[32]),
            ["version"] = scratch => Check.That(LibraryVersion.Current.Length > 0, "a version"),
            ["exchanges"] = scratch => Check.Same(0L, Exchanges.End(TimeSpan.FromSeconds(1))),
        };

        [Test]
        public void Whatever_a_program_does_first_finds_the_library()
        {
            // Under Wine a process takes seconds to start, and one finds the library as the other.
            var isWindows = Environment.OSVersion.Platform == PlatformID.Win32NT;
            foreach (var name in Beginnings.Keys.Take(isWindows ? 1 : Beginnings.Count))
            {
                var arguments = $"{Runner.Begins} {name} \"{Scratch}\"";
                using (var program = Programs.Start("Omnifund.Tests.exe", arguments, new Dictionary<string, string>()))
                {
                    program.Ended();
                }
            }
        }

        internal static void Begin(string name, string scratch)
        {
            Beginnings[name](scratch);
        }

        private sealed class Nobody : IStoreFunctions
        {
            public object Connect(TimeSpan deadline)
            {
                throw new StoreRefusalException(StoreAnswer.Unreachable);
            }

            public void Disconnect(object connection)
            {
            }

            public string Identify(object connection, TimeSpan deadline)
            {
                throw new NotSupportedException();
            }

            public StoreRecord Load(object connection, TimeSpan deadline, string key)
            {
                throw new NotSupportedException();
            }

            public StoreLease Lease(object connection, TimeSpan deadline, string key, string owner, TimeSpan lasting)
            {
                throw new NotSupportedException();
            }

            public void Swap(
                object connection,
                TimeSpan deadline,
                string key,
                string owner,
                long fence,
                long expected,
                string writeId,
                byte[] body)
            {
                throw new NotSupportedException();
            }

            public void Release(object connection, TimeSpan deadline, string key, string owner, long fence)
            {
                throw new NotSupportedException();
            }

            public IEnumerable<string> List(object connection, TimeSpan deadline, string after, string upTo, long limit)
            {
                throw new NotSupportedException();
            }
        }
    }
}
