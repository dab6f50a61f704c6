// A till: it never thinks of tokens. It asks for a valid one before each request, and the library refreshes when it
// must, in one of all the processes that share the store.
//
// Compile:  mcs -r:Omnifund.Net.dll Till.cs, or csc with the same, or a project with the package Omnifund.Net
// Run:      Till.exe [LOGINS] [LASTNAME]
//           with OMNIFUND_BASE_URL, OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET, OMNIFUND_USERNAME and OMNIFUND_STORE (a
//           directory, made where there is none) set; OMNIFUND_PASSWORD where nobody has signed in yet; OMNIFUND_CA_FILE
//           where the server has an authority of its own.
//
// It logs in LOGINS times, a second apart (once unless told), or with "until-renewed" until it was handed a second
// access token. Then it goes through the customers of a last name, where one is given.
using System;
using System.Diagnostics;
using System.Threading;
using Omnifund;

public static class Till
{
    public static int Main(string[] arguments)
    {
        try
        {
            using (var session = Open())
            {
                LogIn(session, arguments.Length > 0 ? arguments[0] : "1");
                if (arguments.Length > 1)
                {
                    ShowCustomers(session, arguments[1]);
                }
            }
            return 0;
        }
        catch (TryLaterException later)
        {
            Console.Error.WriteLine($"{later.Message} (again in {later.RetryAfter.TotalSeconds} s)");
            return 11;
        }
        catch (OmnifundException problem)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }

    private static Session Open()
    {
        using (var config = new Config())
        {
            config.SetBaseUrl(Required(Settings.BaseUrl))
                .SetCredentials(Required(Settings.ClientId), Required(Settings.ClientSecret));
            var authority = Environment.GetEnvironmentVariable(Settings.CaFile);
            if (authority != null)
            {
                config.SetCaFile(authority);
            }
            using (var client = new Client(config))
            using (var store = Store.OpenFile(Required(Settings.Store)))
            {
                return Session.Open(client, store, Required("OMNIFUND_USERNAME"));
            }
        }
    }

    private static void LogIn(Session session, string times)
    {
        var untilRenewed = times == "until-renewed";
        var logins = untilRenewed ? 1 : int.Parse(times);
        string first = null;
        while (true)
        {
            // A token is a secret: its first characters tell two of them apart, and let nobody in.
            var shown = ValidToken(session).AccessToken.Substring(0, 6);
            var login = session.TokenLogin();
            Say($"access token {shown}... (redacted), token login {login.Status}");
            first = first ?? shown;
            logins--;
            if (untilRenewed ? first != shown : logins <= 0)
            {
                return;
            }
            Thread.Sleep(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Only where the store has none, and can come to none, is the password used.</summary>
    private static Token ValidToken(Session session)
    {
        try
        {
            return session.GetToken();
        }
        catch (SignInRequiredException)
        {
            session.SignIn(Required("OMNIFUND_PASSWORD"));
            Say("signed in by password");
            return session.GetToken();
        }
    }

    private static void ShowCustomers(Session session, string lastName)
    {
        var customers = new Request("GET", "/api/customers") { Query = { { "lastName", lastName }, { "itemsPerPage", "1" } } };
        var pages = 0;
        foreach (var page in session.Pages(customers))
        {
            if (page.Outcome != Outcome.Done)
            {
                Say($"no customers: status {page.Status}");
                return;
            }
            pages++;
            Say($"page {pages} of the customers: {page.Text.Length} characters of JSON");
        }
    }

    private static void Say(string words)
    {
        Console.WriteLine($"    process {Process.GetCurrentProcess().Id}: {words}");
    }

    private static string Required(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        if (value == null)
        {
            Console.Error.WriteLine($"{name} is not set");
            Environment.Exit(1);
        }
        return value;
    }
}
