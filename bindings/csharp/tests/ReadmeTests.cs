using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    /// <summary>The README keeps its word: its blocks are run.</summary>
    public sealed class ReadmeTests : ServerTest
    {
        private static readonly object Printing = new object();

        [Test]
        public void All_of_its_blocks_are_known_here()
        {
            var snippets = Trimmed(Checkout.Read("bindings/csharp/tests/ReadmeSnippets.cs"));
            var blocks = Blocks("csharp");
            Check.Same(8, blocks.Count);
            foreach (var block in blocks)
            {
                Check.Holds(Trimmed(block), snippets);
            }
            // tools/release/csharp types it.
            Check.SameList(new[] { "nuget install Omnifund.Net -Source /path/to/dist\n" }, Blocks("sh"));
        }

        [Test]
        public void Its_lines_for_whoever_signs_in_and_calls_the_API_are_right()
        {
            const string back = "http://127.0.0.1:8400/callback";
            using (var client = Client())
            using (var session = ReadmeSnippets.SignsIn(
                Server.BaseUrl,
                TestServer.ClientId,
                TestServer.ClientSecret,
                Server.CaFile,
                Path.Combine(Scratch, "store"),
                TestServer.Username,
                TestServer.Password))
            {
                using (var asked = ReadmeSnippets.Asks(client, back))
                {
                    ReadmeSnippets.IsAnswered(client, session, back, asked.State, Server.Allow(asked.Url));
                }
                Check.Holds("hydra:member", Said(() => ReadmeSnippets.ShowsCustomers(session)));
                Check.Holds("Refused", Said(() => ReadmeSnippets.Charges(session)));
                Server.Misbehave("[{\"at\": \"api\", \"drop_reply\": true}]");
                Check.Holds("It may have been made", Said(() => ReadmeSnippets.Charges(session)));
            }
        }

        [Test]
        public void Its_lines_for_an_HttpClient_are_right()
        {
            using (var server = Started("--plain-http"))
            using (var session = server.SignedIn())
            {
                Check.Same("Done", Said(() => Check.Awaited(() => ReadmeSnippets.UsesAClientOfHttp(session))).Trim());
            }
        }

        [Test]
        public void Its_lines_for_tests_are_right()
        {
            Wine.Tried(() =>
            {
                ReadmeSnippets.Tests();
                return true;
            });
        }

        [Test]
        public void Its_ten_lines_ask_for_the_password_and_print_a_token_once_somebody_signed_in()
        {
            var variables = Server.Environ();
            variables[Settings.Store] = Path.Combine(Scratch, "store");
            Check.Holds("Your password, please", TenLines(variables));
            using (var client = Client())
            using (var store = FileStore())
            using (var session = Session.Open(client, store, TestServer.Username))
            {
                session.SignIn(TestServer.Password);
            }
            Check.Holds("Authorization: Bearer ", TenLines(variables));
        }

        [Test]
        public void Its_table_has_every_class_of_exceptions()
        {
            var classes = typeof(OmnifundException).Assembly.GetTypes()
                .Where(one => one.IsSubclassOf(typeof(OmnifundException)))
                .Select(one => one.Name);
            var listed = Regex.Matches(Readme, @"^\| `(\w+Exception)` \|", RegexOptions.Multiline).Cast<Match>()
                .Select(one => one.Groups[1].Value);
            Check.SameList(classes.OrderBy(one => one), listed.OrderBy(one => one));
        }

        private static string TenLines(IDictionary<string, string> variables)
        {
            using (var program = Programs.Start("Omnifund.Tests.exe", Runner.TenLines + " " + TestServer.Username, variables))
            {
                return program.Ended();
            }
        }

        private static string Readme => Checkout.Read("bindings/csharp/README.md");

        private static List<string> Blocks(string language)
        {
            return Regex.Matches(Readme, $"```{language}\n(.*?)```", RegexOptions.Singleline).Cast<Match>()
                .Select(one => one.Groups[1].Value)
                .ToList();
        }

        private static string Trimmed(string code)
        {
            return string.Join("\n", code.Split('\n').Select(line => line.Trim()));
        }

        private static string Said(Action call)
        {
            lock (Printing)
            {
                var before = Console.Out;
                var said = new StringWriter();
                Console.SetOut(said);
                try
                {
                    call();
                }
                finally
                {
                    Console.SetOut(before);
                }
                return said.ToString();
            }
        }
    }
}
