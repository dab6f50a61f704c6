using System;
using System.IO;
using System.Linq;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    /// <summary>What tests share: a server and a folder for each that asks for one, gone after the test.</summary>
    public abstract class ServerTest : IDisposable
    {
        private TestServer server;
        private string scratch;

        protected TestServer Server => server ?? (server = Started());

        /// <summary>One with options of its own is its test's to dispose.</summary>
        protected static TestServer Started(string options = "")
        {
            return Wine.Tried(() => new TestServer(options));
        }

        protected string Scratch
        {
            get
            {
                if (scratch == null)
                {
                    scratch = Path.Combine(Path.GetTempPath(), "omnifund-" + Guid.NewGuid().ToString("N"));
                    Directory.CreateDirectory(scratch);
                }
                return scratch;
            }
        }

        protected Client Client()
        {
            using (var config = Server.Config())
            {
                return new Client(config);
            }
        }

        /// <summary>Of the example's user; nobody is signed in.</summary>
        protected Session SignedOut()
        {
            using (var client = Client())
            using (var store = Store.OpenMemory())
            {
                return Session.Open(client, store, TestServer.Username);
            }
        }

        protected Store FileStore()
        {
            return Store.OpenFile(Path.Combine(Scratch, "store"));
        }

        /// <summary>A file of settings that only its owner may read, with a store on disk.</summary>
        protected string SettingsFile()
        {
            var lines = Server.Environ().Select(one => $"{one.Key}={one.Value}").ToList();
            lines.Add($"{Settings.Store}={Path.Combine(Scratch, "store")}");
            // A store's own key file has the permissions that a secret needs, on each system.
            var path = Path.Combine(Scratch, "till.conf");
            using (FileStore())
            {
                File.Copy(Path.Combine(Scratch, "store.key"), path);
            }
            File.WriteAllLines(path, lines);
            return path;
        }

        /// <summary>The statuses of what reached token login.</summary>
        protected int[] LoginStatuses()
        {
            return Server.Logins().Select(one => (int)(double)one["status"]).ToArray();
        }

        protected int Refreshes()
        {
            return Server.Exchanges().Count(one => (string)one["grant"] == "refresh_token");
        }

        public void Dispose()
        {
            server?.Dispose();
            if (scratch != null)
            {
                Directory.Delete(scratch, true);
            }
        }
    }
}
