using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Omnifund.Http;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    public sealed class HttpTests : ServerTest
    {
        private const string Here = "https://omnifund.example/";
        private const string Refusal = "{\"error\": \"invalid_grant\"}";

        [Test]
        public void A_real_client_sends_a_valid_token_and_once_more_after_a_refusal()
        {
            // Over plain HTTP, since the runtime's own TLS is not what is tried here.
            using (var server = Started("--plain-http"))
            using (var session = server.SignedIn())
            using (var http = session.CreateHttpClient())
            {
                Check.Same(HttpStatusCode.OK, Posted(http, "/login", null).StatusCode);
                server.Expire();
                var content = new StringContent("{}", Encoding.UTF8, "application/json");
                var response = Posted(http, "/login", content);
                Check.Same(HttpStatusCode.OK, response.StatusCode);
                Check.Same(Outcome.Done, response.GetOutcome());
                Check.SameList(
                    new[] { 200, 401, 200 },
                    server.Logins().Select(one => (int)(double)one["status"]));
            }
        }

        [Test]
        public void It_tries_once_more_and_no_more()
        {
            var tokens = new Tokens();
            var inner = new Inner((request, body) => Answer(HttpStatusCode.Unauthorized, Refusal));
            var response = Sent(tokens, inner, Here, new StringContent("charge"));
            Check.Same(HttpStatusCode.Unauthorized, response.StatusCode);
            Check.Same(Outcome.Refused, response.GetOutcome());
            Check.Same(Refusal, Check.Awaited(() => response.Content.ReadAsStringAsync()));
            Check.SameList(new[] { "Bearer token 1: charge", "Bearer token 2: charge" }, inner.Seen);
            Check.SameList(new[] { "token 1" }, tokens.Rejected);
        }

        [Test]
        public void The_token_goes_to_its_origin_and_nowhere_else()
        {
            var urls = new Dictionary<string, bool>
            {
                ["https://omnifund.example:443/api?x=1"] = true,
                ["https://OMNIFUND.example./api"] = true,
                ["http://omnifund.example/"] = false,
                ["https://omnifund.example:8443/"] = false,
                ["https://omnifund.example.evil.example/"] = false,
                ["https://omnifund.example@evil.example/"] = false,
                ["https://api.omnifund.example/"] = false,
            };
            foreach (var one in urls)
            {
                var tokens = new Tokens();
                var inner = new Inner((request, body) => Answer(HttpStatusCode.Unauthorized, Refusal));
                Sent(tokens, inner, one.Key, null);
                Check.Same(one.Value ? "Bearer token 1: " : ": ", inner.Seen[0], one.Key);
                Check.Same(one.Value ? 1 : 0, tokens.Rejected.Count, one.Key);
            }
            Check.Throws<ArgumentException>(() => new TokenHandler(new Tokens(), "no url"));
            Check.Throws<ArgumentException>(() => new TokenHandler(new Tokens(), "ftp://omnifund.example"));
        }

        [Test]
        public void A_401_that_is_not_about_the_token_takes_it_from_nobody()
        {
            var answers = new[]
            {
                Tuple.Create("Bearer realm=\"Service\", error=\"invalid_token\"", "", true),
                Tuple.Create("Basic realm=\"x\", Bearer", "", true),
                Tuple.Create((string)null, Refusal, true),
                Tuple.Create("Basic realm=\"Bearer, of a cross\"", "", false),
                Tuple.Create("Bearer error=\"access_denied\"", "", false),
                Tuple.Create("Bearer", "{\"error\": \"access_denied\"}", false),
                Tuple.Create((string)null, "<html>a gateway</html>", false),
                Tuple.Create((string)null, "{\"nested\": {\"error\": \"invalid_grant\"}}", false),
                Tuple.Create((string)null, "{\"error\": {\"code\": 1}}", false),
            };
            foreach (var one in answers)
            {
                var tokens = new Tokens();
                var inner = new Inner((request, said) =>
                {
                    var answer = Answer(HttpStatusCode.Unauthorized, one.Item2);
                    if (one.Item1 != null)
                    {
                        answer.Headers.TryAddWithoutValidation("WWW-Authenticate", one.Item1);
                    }
                    return answer;
                });
                Sent(tokens, inner, Here, null);
                Check.Same(one.Item3 ? 1 : 0, tokens.Rejected.Count, one.Item1 + one.Item2);
            }
        }

        [Test]
        public void A_body_that_can_be_read_once_is_sent_once_and_the_token_handed_back()
        {
            var once = new Func<HttpContent>[]
            {
                () => new StreamContent(new MemoryStream(new byte[3])),
                () => new MultipartContent { new StringContent("a"), new StreamContent(new MemoryStream(new byte[3])) },
            };
            foreach (var content in once)
            {
                var tokens = new Tokens();
                var inner = new Inner((request, body) => Answer(HttpStatusCode.Unauthorized, Refusal));
                Check.Same(HttpStatusCode.Unauthorized, Sent(tokens, inner, Here, content()).StatusCode);
                Check.Same(1, inner.Seen.Count);
                Check.Same(1, tokens.Rejected.Count);
            }
            var again = new Inner((request, body) => Answer(HttpStatusCode.Unauthorized, Refusal));
            Sent(new Tokens(), again, Here, new MultipartContent { new StringContent("a"), new ByteArrayContent(new byte[3]) });
            Check.Same(2, again.Seen.Count);
        }

        [Test]
        public void Where_there_is_no_token_nothing_is_sent_and_the_reason_is_thrown()
        {
            var inner = new Inner((request, body) => Answer(HttpStatusCode.OK, ""));
            var tokens = new Tokens { Problem = new SignInRequiredException("why") };
            var thrown = Check.Throws<SignInRequiredException>(() => Sent(tokens, inner, Here, null));
            Check.Same("why", thrown.Message);
            Check.Same(Outcome.NotSent, thrown.Outcome);
            Check.Same(0, inner.Seen.Count);
            using (var session = SignedOut())
            using (var http = session.CreateHttpClient())
            {
                Check.Throws<SignInRequiredException>(() => Posted(http, "/login", null));
            }
        }

        [Test]
        public void Where_there_is_no_other_token_the_request_was_refused()
        {
            var tokens = new Tokens();
            var inner = new Inner((request, body) =>
            {
                tokens.Problem = new TryLaterException("later") { RetryAfter = TimeSpan.FromSeconds(7) };
                return Answer(HttpStatusCode.Unauthorized, Refusal);
            });
            var thrown = Check.Throws<TryLaterException>(() => Sent(tokens, inner, Here, null));
            Check.Same(Outcome.Refused, thrown.Outcome);
            Check.Same(TimeSpan.FromSeconds(7), thrown.RetryAfter);
        }

        [Test]
        public void What_became_of_a_request_is_told()
        {
            Check.Same(Outcome.Unknown, Answer(HttpStatusCode.BadGateway, "").GetOutcome());
            Check.Same(Outcome.Unknown, Answer(HttpStatusCode.Found, "").GetOutcome());
            Check.Same(Outcome.Refused, Answer(HttpStatusCode.PaymentRequired, "").GetOutcome());
            Check.Same(Outcome.Done, Answer(HttpStatusCode.Created, "").GetOutcome());
            using (var http = new HttpClient(new HttpClientHandler { UseProxy = false }))
            {
                var nobody = $"http://127.0.0.1:{FreePort()}/";
                var unreached = Check.Throws<HttpRequestException>(() => Posted(http, nobody, null));
                Check.Same(Outcome.NotSent, HttpOutcome.Of(unreached), unreached.ToString());
                using (var server = Started("--plain-http"))
                {
                    server.Misbehave("[{\"at\": \"login\", \"drop_reply\": true}]");
                    var lost = Check.Throws<HttpRequestException>(() => Posted(http, server.BaseUrl + "/login", null));
                    Check.Same(Outcome.Unknown, HttpOutcome.Of(lost), lost.ToString());
                }
            }
            Check.Same(Outcome.Unknown, HttpOutcome.Of(new TaskCanceledException()));
        }

        [Test]
        public void A_session_s_client_follows_no_redirect()
        {
            using (var server = Started("--plain-http"))
            using (var session = server.SignedIn())
            using (var http = session.CreateHttpClient())
            {
                server.Misbehave($"[{{\"at\": \"login\", \"status\": 302, \"location\": \"http://127.0.0.1:{FreePort()}/\"}}]");
                var response = Posted(http, "/login", null);
                Check.Same(HttpStatusCode.Found, response.StatusCode);
                Check.Same(Outcome.Unknown, response.GetOutcome());
            }
        }

        /// <summary>Nobody listens there.</summary>
        private static int FreePort()
        {
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            listener.Stop();
            return port;
        }

        private static HttpResponseMessage Answer(HttpStatusCode status, string body)
        {
            return new HttpResponseMessage(status) { Content = new StringContent(body) };
        }

        private static HttpResponseMessage Sent(Tokens tokens, HttpMessageHandler inner, string url, HttpContent content)
        {
            using (var http = new HttpClient(new TokenHandler(tokens, inner)))
            {
                return Posted(http, url, content);
            }
        }

        private static HttpResponseMessage Posted(HttpClient http, string url, HttpContent content)
        {
            return Check.Awaited(() => http.PostAsync(url, content));
        }

        private sealed class Tokens : ITokenProvider
        {
            private int handedOut;

            internal List<string> Rejected { get; } = new List<string>();

            internal OmnifundException Problem { get; set; }

            public string BaseUrl => "https://OmniFund.example/base";

            public Token GetToken()
            {
                return Problem == null ? new Token("token " + ++handedOut) : throw Problem;
            }

            public Task<Token> GetTokenAsync(CancellationToken cancellation = default)
            {
                return Task.FromResult(GetToken());
            }

            public Task RejectAsync(string accessToken, CancellationToken cancellation = default)
            {
                Rejected.Add(accessToken);
                return Task.FromResult(true);
            }
        }

        private sealed class Inner : HttpMessageHandler
        {
            private readonly Func<HttpRequestMessage, string, HttpResponseMessage> answer;

            internal Inner(Func<HttpRequestMessage, string, HttpResponseMessage> answer)
            {
                this.answer = answer;
            }

            internal List<string> Seen { get; } = new List<string>();

            protected override async Task<HttpResponseMessage> SendAsync(
                HttpRequestMessage request,
                CancellationToken cancellation)
            {
                var body = request.Content == null ? "" : await request.Content.ReadAsStringAsync();
                Seen.Add($"{request.Headers.Authorization}: {body}");
                return answer(request, body);
            }
        }
    }
}
