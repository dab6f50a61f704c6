using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>Where sessions and OAuth clients are kept, sealed. Any number of threads and processes may use it.
    /// Whoever opens a store can act as any user in it.</summary>
    public sealed class Store : IDisposable
    {
        /// <summary>The Content-Type to serve <see cref="GetMetrics"/> with.</summary>
        public const string MetricsContentType = "text/plain; version=0.0.4; charset=utf-8";

        private static readonly TimeSpan ThreeDays = TimeSpan.FromDays(3);
        private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

        private Store(StoreHandle held)
        {
            Held = held;
        }

        internal StoreHandle Held { get; }

        /// <summary>In a directory, made where there is none; its parent must be there. Without a key of yours the
        /// records are sealed with the one in the file "&lt;path&gt;.key", which is made with it.</summary>
        public static Store OpenFile(string path, Key key = null, StoreOptions options = null)
        {
            return new Store(Calls.StoreOpenFileWith(path, key?.Held, options?.Held));
        }

        /// <summary>At a place as <see cref="Settings.Store"/> has it: a directory, or the url of a database that
        /// several hosts share.</summary>
        public static Store Open(string place, Key key = null, StoreOptions options = null)
        {
            return new Store(Calls.StoreOpen(place, key?.Held, options?.Held));
        }

        /// <summary>In a database of the application's own. The functions are called on the threads that use the store,
        /// until it and all that was opened in it have ended, or <see cref="Detach"/>.</summary>
        public static Store OpenFunctions(IStoreFunctions functions, Key key = null, StoreOptions options = null)
        {
            var table = StoreTable.Of(functions ?? throw new ArgumentNullException(nameof(functions)));
            return new Store(Calls.StoreOpenFunctions(table, key?.Held, options?.Held));
        }

        /// <summary>In this process's memory, gone with it: for tests, and for programs that sign in at every
        /// start.</summary>
        public static Store OpenMemory()
        {
            return new Store(Calls.StoreOpenMemory());
        }

        /// <summary>The store that a loaded configuration names.</summary>
        public static Store OpenConfigured(Config config)
        {
            return new Store(Calls.StoreOpenConfigured(config.Held));
        }

        /// <summary>Ends the use of the functions that the store is over: none is called any more. What is opened in it
        /// goes on with <see cref="Code.StoreUnreachable"/>. It does nothing to a store of another kind.</summary>
        public void Detach()
        {
            Calls.StoreDetach(Held);
        }

        /// <summary>The first step to change the sealing key: puts a new one into the key file.</summary>
        public void PrepareKey()
        {
            Calls.StorePrepareKey(Held);
        }

        /// <summary>The second step: the prepared key seals from here on, in all processes. Gives how many records were
        /// sealed anew.</summary>
        public long RotateKey()
        {
            return Calls.StoreRotateKey(Held);
        }

        /// <summary>Keeps an OAuth client under a descriptive name. Nothing gives its secret back.</summary>
        public void SaveClient(string name, string clientId, string clientSecret)
        {
            Calls.StoreSaveClient(Held, name, clientId, clientSecret);
        }

        /// <summary>Gives an OAuth client another name. Its sessions stay its sessions.</summary>
        public void RenameClient(string name, string newName)
        {
            Calls.StoreRenameClient(Held, name, newName);
        }

        /// <summary>Puts a new client id and secret in the place of lost ones. Gives how many signed-in sessions that
        /// concerns: each needs a sign-in when its access token has ended.</summary>
        public long ReplaceClient(string name, string clientId, string clientSecret)
        {
            return Calls.StoreReplaceClient(Held, name, clientId, clientSecret);
        }

        /// <summary>Forgets an OAuth client. Its sessions stay, and can be used with its credentials only.</summary>
        public void RemoveClient(string name)
        {
            Calls.StoreRemoveClient(Held, name);
        }

        /// <summary>The OAuth clients, in the order in which they were first saved.</summary>
        public IReadOnlyList<OAuthClient> GetClients()
        {
            using (var list = Calls.StoreClients(Held))
            {
                return Listed.Of(Calls.ClientListCount(list), index => OAuthClient.Of(list, index));
            }
        }

        /// <summary>Goes through the sessions: those of one OAuth client, or all. One that begins or ends meanwhile may
        /// come or not.</summary>
        public IEnumerable<SessionEntry> GetSessions(Client client = null)
        {
            using (var list = Calls.StoreSessions(Held, client?.Held))
            {
                while (true)
                {
                    Calls.SessionListNext(list);
                    var page = Listed.Of(Calls.SessionListCount(list), index => SessionEntry.Of(list, index));
                    if (page.Count == 0)
                    {
                        yield break;
                    }
                    foreach (var one in page)
                    {
                        yield return one;
                    }
                }
            }
        }

        /// <summary>How the store and all of its sessions stand, for Prometheus: for a program that serves it, to whom
        /// it trusts with user names. What can't be read is a number in it, and no exception.</summary>
        public string GetMetrics(Config config = null)
        {
            using (var metrics = Calls.StoreMetrics(Held, config?.Held))
            {
                return Calls.MetricsText(metrics);
            }
        }

        /// <summary>Refreshes every session of the client whose pair is older than three days, or than told: run it
        /// once a day, since a refresh token that nobody uses dies after 14 days. Each has its turn at a random moment
        /// of the first half of ten minutes, or as told, so that a fleet does not knock together. Blocks for so
        /// long.</summary>
        /// <param name="told">Told of each: its user name, and null or why it could not be refreshed. What it throws is
        /// thrown here, after the run.</param>
        public void KeepAlive(
            Client client,
            Action<string, OmnifundException> told = null,
            TimeSpan? age = null,
            TimeSpan? within = null)
        {
            ExceptionDispatchInfo thrown = null;
            Native.KeptAliveCallback receiver = (userdata, username, error) =>
            {
                try
                {
                    using (var lent = new ErrorHandle(error, true))
                    {
                        told?.Invoke(Text.Read(username), lent.IsInvalid ? null : OmnifundException.Of(lent));
                    }
                }
                catch (Exception problem)
                {
                    thrown = thrown ?? ExceptionDispatchInfo.Capture(problem);
                }
            };
            Calls.SessionKeepAlive(
                client.Held,
                Held,
                CTime.Seconds(age ?? ThreeDays),
                CTime.Milliseconds(within ?? TenMinutes),
                receiver,
                IntPtr.Zero);
            GC.KeepAlive(receiver);
            thrown?.Throw();
        }

        public void Dispose()
        {
            Held.Dispose();
        }
    }
}
