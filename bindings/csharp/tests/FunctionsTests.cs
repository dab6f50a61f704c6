using System;
using System.Collections.Generic;
using System.Linq;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    public sealed class FunctionsTests : ServerTest
    {
        [Test]
        public void A_store_may_be_the_application_s_own()
        {
            var memory = new Memory();
            using (var key = new Key(new byte[32]))
            using (var store = Store.OpenFunctions(memory, key, Options()))
            using (var session = Server.SignedIn(store))
            {
                GC.Collect();
                session.Refresh();
                Check.Same(200, session.TokenLogin().Status);
                Check.Same(TestServer.Username, store.GetSessions().Single().Username);
                session.Forget();
                Check.Same(0, store.GetSessions().Count());
            }
            Check.Same(0, memory.Connections, "each was ended");
        }

        [Test]
        public void What_the_application_throws_is_an_error_of_the_store()
        {
            var memory = new Memory();
            using (var key = new Key(new byte[32]))
            using (var store = Store.OpenFunctions(memory, key, Options()))
            using (var session = Server.SignedIn(store))
            {
                memory.Problem = () => new InvalidOperationException("the table\nis gone");
                var thrown = Check.Throws<OmnifundException>(() => session.SignOut());
                Check.Holds("InvalidOperationException: the table", thrown.Message);
                memory.Problem = () => new StoreRefusalException(StoreAnswer.Unreachable, "no such host");
                Check.Same(Code.StoreUnreachable, Check.Throws<OmnifundException>(() => session.SignOut()).Code);
            }
        }

        [Test]
        public void A_store_that_is_detached_calls_nothing_any_more()
        {
            var memory = new Memory();
            using (var key = new Key(new byte[32]))
            using (var store = Store.OpenFunctions(memory, key, Options()))
            using (var session = Server.SignedIn(store))
            {
                store.Detach();
                Check.Same(0, memory.Connections, "each was ended");
                Check.Same(Code.StoreUnreachable, Check.Throws<OmnifundException>(() => session.SignOut()).Code);
            }
        }

        [Test]
        public void Functions_that_are_none_are_refused()
        {
            Check.Throws<ArgumentNullException>(() => Store.OpenFunctions(null));
        }

        private StoreOptions Options()
        {
            return new StoreOptions().SetJournal(System.IO.Path.Combine(Scratch, "journal"));
        }

        /// <summary>A database of one process.</summary>
        private sealed class Memory : IStoreFunctions
        {
            private readonly object gate = new object();
            private readonly SortedDictionary<string, Row> rows = new SortedDictionary<string, Row>(StringComparer.Ordinal);
            private readonly Dictionary<string, Hold> holds = new Dictionary<string, Hold>();

            internal int Connections { get; private set; }

            internal Func<Exception> Problem { get; set; }

            public object Connect(TimeSpan deadline)
            {
                lock (gate)
                {
                    Connections++;
                    return new object();
                }
            }

            public void Disconnect(object connection)
            {
                lock (gate)
                {
                    Connections--;
                }
            }

            public string Identify(object connection, TimeSpan deadline)
            {
                return "0123456789abcdef0123456789abcdef";
            }

            public StoreRecord Load(object connection, TimeSpan deadline, string key)
            {
                lock (gate)
                {
                    Fail();
                    return rows.TryGetValue(key, out var row)
                        ? new StoreRecord(row.Version, row.WriteId, DateTime.UtcNow - row.Since, row.Body)
                        : null;
                }
            }

            public StoreLease Lease(object connection, TimeSpan deadline, string key, string owner, TimeSpan lasting)
            {
                lock (gate)
                {
                    Fail();
                    if (!holds.TryGetValue(key, out var hold))
                    {
                        holds[key] = hold = new Hold();
                    }
                    if (hold.Owner != owner && hold.Until > DateTime.UtcNow)
                    {
                        throw new StoreRefusalException(StoreAnswer.Busy, remaining: hold.Until - DateTime.UtcNow);
                    }
                    hold.Owner = owner;
                    hold.Fence++;
                    hold.Until = DateTime.UtcNow + lasting;
                    return new StoreLease(hold.Fence, lasting);
                }
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
                lock (gate)
                {
                    Fail();
                    if (!holds.TryGetValue(key, out var hold) || hold.Owner != owner || hold.Fence != fence
                        || hold.Until < DateTime.UtcNow)
                    {
                        throw new StoreRefusalException(StoreAnswer.Lost);
                    }
                    var version = rows.TryGetValue(key, out var row) ? row.Version : 0;
                    if (version != expected)
                    {
                        throw new StoreRefusalException(StoreAnswer.Conflict);
                    }
                    if (body == null)
                    {
                        rows.Remove(key);
                    }
                    else
                    {
                        rows[key] = new Row { Version = version + 1, WriteId = writeId, Body = body, Since = DateTime.UtcNow };
                    }
                }
            }

            public void Release(object connection, TimeSpan deadline, string key, string owner, long fence)
            {
                lock (gate)
                {
                    if (holds.TryGetValue(key, out var hold) && hold.Owner == owner && hold.Fence == fence)
                    {
                        hold.Until = DateTime.MinValue;
                    }
                }
            }

            public IEnumerable<string> List(object connection, TimeSpan deadline, string after, string upTo, long limit)
            {
                lock (gate)
                {
                    return rows.Keys
                        .Where(key => string.CompareOrdinal(key, after) > 0 && string.CompareOrdinal(key, upTo) < 0)
                        .Take((int)limit)
                        .ToList();
                }
            }

            private void Fail()
            {
                if (Problem != null)
                {
                    throw Problem();
                }
            }

            private sealed class Row
            {
                internal long Version;
                internal string WriteId;
                internal DateTime Since;
                internal byte[] Body;
            }

            private sealed class Hold
            {
                internal string Owner;
                internal long Fence;
                internal DateTime Until;
            }
        }
    }
}
