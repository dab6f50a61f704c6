using System;
using System.Diagnostics;
using System.Net.Http;
using System.Threading.Tasks;
using Omnifund.Http;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    /// <summary>The blocks of README.md, to the letter; ReadmeTests runs them.</summary>
    internal static class ReadmeSnippets
    {
        internal static void TenLines(string username)
        {
            using (var session = Session.OpenConfigured(username))   // configured by the environment; or by a file
            {
                try
                {
                    Console.WriteLine("Authorization: Bearer " + session.GetToken().AccessToken);
                }
                catch (SignInRequiredException)
                {
                    Console.WriteLine("Your password, please: it goes to session.SignIn, once.");
                }
                catch (OmnifundException problem)
                {
                    Console.Error.WriteLine(problem.Message);
                }
            }
        }

        internal static Session SignsIn(
            string baseUrl,
            string clientId,
            string clientSecret,
            string caFile,
            string directory,
            string username,
            string password)
        {
            var config = new Config().SetBaseUrl(baseUrl).SetCredentials(clientId, clientSecret).SetCaFile(caFile);
            var session = Session.Open(new Client(config), Store.OpenFile(directory), username);
            session.SignIn(password);   // once: from here on tokens are renewed, whoever asks
            return session;
        }

        internal static Authorization Asks(Client client, string redirectUri)
        {
            var asked = client.Authorization(redirectUri);   // send the browser to asked.Url, keep asked.State with its session
            return asked;
        }

        internal static void IsAnswered(Client client, Session session, string redirectUri, string state, string requestUrl)
        {
            var answered = client.Authorization(redirectUri, state);
            session.SignInWithCode(answered, requestUrl);   // SignInRequiredException where the user did not allow it
        }

        internal static void ShowsCustomers(Session session)
        {
            var smiths = new Request("GET", "/api/customers") { Query = { { "lastName", "Smith" } } };
            foreach (var page in session.Pages(smiths))   // or session.Request(smiths): one answer, whatever its status
            {
                Console.WriteLine(page.Text);
            }
        }

        internal static void Charges(Session session)
        {
            var charge = new Request("POST", "/api/charges") { Body = RequestBody.Json("{\"amount\": 100}") };
            try
            {
                Console.WriteLine(session.Request(charge).Outcome);   // Done, Refused or Unknown, by its status
            }
            catch (OmnifundException problem) when (problem.Outcome == Outcome.Unknown)
            {
                Console.WriteLine("It may have been made: look before you send it again.");
            }
        }

        internal static async Task UsesAClientOfHttp(Session session)
        {
            var http = new HttpClient(new TokenHandler(session, new HttpClientHandler { AllowAutoRedirect = false }));
            var response = await http.GetAsync(session.BaseUrl + "/api/customers");
            Console.WriteLine(response.GetOutcome());   // of what it throws: HttpOutcome.Of(exception)
        }

        internal static void Tests()
        {
            using (var server = new TestServer())
            using (var session = server.SignedIn())
            {
                server.Expire();   // now, without sleeping
                Debug.Assert(session.TokenLogin().Status == 200);
            }
        }
    }
}
