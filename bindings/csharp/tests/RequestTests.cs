using System;
using System.IO;
using System.Linq;
using System.Text;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    public sealed class RequestTests : ServerTest
    {
        [Test]
        public void A_request_is_made_with_a_valid_token_and_any_status_is_an_answer()
        {
            using (var session = SignedIn())
            {
                var request = new Request("POST", "/login")
                {
                    Query = { { "id[]", "1" }, { "id[]", "2" } },
                    Headers = { { "X-Till", "7" } },
                    Body = RequestBody.Json("{\"amount\": 100}"),
                    IdempotencyKey = "receipt 7",
                };
                var answer = session.Request(request);
                Check.Same(200, answer.Status);
                Check.Same(Outcome.Done, answer.Outcome);
                Check.Same("receipt 7", answer.IdempotencyKey);
                Check.Same(null, answer.Next);
                Check.Same(null, answer.RetryAfter);
                Server.Misbehave("[{\"at\": \"login\", \"status\": 422, \"retry_after\": \"7\", \"location\": \"/there\", "
                    + "\"body\": \"no\"}]");
                answer = session.Request("POST", "/login");
                Check.Same(422, answer.Status);
                Check.Same(Outcome.Refused, answer.Outcome);
                Check.Same("no", answer.Text);
                Check.Same(TimeSpan.FromSeconds(7), answer.RetryAfter.Value);
                Check.Same("/there", answer.Location);
                Check.Same("/there", answer.Header("Location"));
                Check.Same("Response 422", answer.ToString());
            }
        }

        [Test]
        public void A_refused_token_is_replaced_once()
        {
            using (var session = SignedIn())
            {
                session.GetToken();
                Server.Expire();
                Check.Same(200, session.Request("POST", "/login").Status);
                Check.SameList(new[] { 401, 200 }, LoginStatuses());
            }
        }

        [Test]
        public void A_request_leads_nowhere_else()
        {
            using (var session = SignedIn())
            {
                foreach (var path in new[] { "//elsewhere/api", "https://elsewhere/api", "api" })
                {
                    var refused = Check.Throws<BugException>(() => session.Request("GET", path));
                    Check.Same(Code.InvalidArgument, refused.Code);
                }
                var mine = new Request("GET", "/login") { Headers = { { "Authorization", "Bearer mine" } } };
                Check.Throws<BugException>(() => session.Request(mine));
            }
        }

        [Test]
        public void What_became_of_a_charge_is_told()
        {
            using (var session = SignedIn())
            {
                session.GetToken();
                Server.Misbehave("[{\"at\": \"login\", \"drop_reply\": true}]");
                var charge = new Request("POST", "/login") { Body = RequestBody.Of(new byte[] { 1 }), Retry = true };
                Check.Same(Outcome.Unknown, Check.Throws<OmnifundException>(() => session.Request(charge)).Outcome);
                Check.Same(1, Server.Misbehaved());
                charge.Body = RequestBody.File(Path.Combine(Scratch, "none"));
                Check.Same(Outcome.NotSent, Check.Throws<OmnifundException>(() => session.Request(charge)).Outcome);
                Check.Same(1, Server.Misbehaved());
            }
        }

        [Test]
        public void Bodies_come_from_files_and_streams()
        {
            using (var session = SignedIn())
            {
                var file = Path.Combine(Scratch, "body");
                File.WriteAllText(file, "from a file");
                var bodies = new[]
                {
                    RequestBody.File(file, "text/plain"),
                    RequestBody.Of(new MemoryStream(new byte[200000])),
                    RequestBody.Of(new MemoryStream(new byte[200000]), length: 200000),
                };
                foreach (var body in bodies)
                {
                    Check.Same(200, session.Request(new Request("POST", "/login") { Body = body }).Status);
                }
            }
        }

        [Test]
        public void Answers_go_to_files_and_streams()
        {
            using (var session = SignedIn())
            using (var stream = new MemoryStream())
            {
                var long_ = new string('x', 300000);
                Server.Misbehave("[{\"at\": \"login\", \"status\": 200, \"body\": \"" + long_ + "\"}]");
                var file = Path.Combine(Scratch, "answer");
                var toFile = new Request("POST", "/login")
                {
                    OutputFile = file,
                    TimeLimit = TimeSpan.FromMinutes(1),
                    LargestAnswer = 400000,
                };
                Check.Same(0, session.Request(toFile).Body.Length);
                Check.Same(long_, File.ReadAllText(file));
                session.Request(new Request("POST", "/login") { Output = stream });
                Check.Same(long_, Encoding.UTF8.GetString(stream.ToArray()));
                toFile.LargestAnswer = 100;
                Check.Same(Code.AnswerTooLarge, Check.Throws<OmnifundException>(() => session.Request(toFile)).Code);
            }
        }

        [Test]
        public void What_a_stream_throws_comes_out_as_it_is()
        {
            using (var session = SignedIn())
            {
                var broken = new Request("POST", "/login") { Body = RequestBody.Of(new Broken()) };
                Check.Same("read", Check.Throws<InvalidOperationException>(() => session.Request(broken)).Message);
                var full = new Request("POST", "/login") { Output = new Broken() };
                Check.Same("write", Check.Throws<InvalidOperationException>(() => session.Request(full)).Message);
                Check.Same(200, session.Request("POST", "/login").Status);
            }
        }

        [Test]
        public void A_collection_is_gone_through_page_by_page()
        {
            using (var session = SignedIn())
            {
                var two = new Request("GET", "/api/customers")
                {
                    Query = { { "itemsPerPage", "2" } },
                    Headers = { { "X-Till", "7" } },
                };
                var pages = session.Pages(two).ToList();
                Check.That(pages.Count > 1, "several pages");
                Check.That(pages.All(page => page.Outcome == Outcome.Done), "each of them");
                Check.Same(null, pages.Last().Next);
                Check.Same(pages.Count, pages.Select(page => page.Text).Distinct().Count());
                Server.Misbehave("[{\"at\": \"api\", \"status\": 500, \"skip\": 1}]");
                Check.SameList(new[] { 200, 500 }, session.Pages(two).Select(page => page.Status));
                Server.Behave();
                Check.That(session.Pages("/api/customers").Any(), "by its path");
            }
        }

        private Session SignedIn()
        {
            using (var config = Server.Config().SetIdempotencyHeader("Idempotency-Key"))
            using (var client = new Client(config))
            using (var store = Store.OpenMemory())
            {
                var session = Session.Open(client, store, TestServer.Username);
                session.SignIn(TestServer.Password);
                return session;
            }
        }

        private sealed class Broken : MemoryStream
        {
            public override int Read(byte[] buffer, int offset, int count)
            {
                throw new InvalidOperationException("read");
            }

            public override void Write(byte[] buffer, int offset, int count)
            {
                throw new InvalidOperationException("write");
            }
        }
    }
}
