using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using Omnifund.Raw;

namespace Omnifund.Testing
{
    /// <summary>omnifund-local, which stands in for OmniFund on a developer's machine, as a child process on a free
    /// port of loopback. It ends with <see cref="Dispose"/>, and with this process.
    ///
    /// The program is the one that the environment variable OMNIFUND_LOCAL names, or the one in PATH.</summary>
    public sealed class TestServer : IDisposable
    {
        /// <summary>Of OmniFund's own documentation.</summary>
        public const string ClientId = "1_3bcbxd9e24g0gk4swg0kwgcwg4o8k8g4g888kwc44gcc0gwwk4";
        public const string ClientSecret = "4ok2x70rlfokc8g0wws8c8kwcokw80k44sg48goc0ok4w0so0k";
        public const string Username = "omnifund_user";
        public const string Password = "omnifund_password";

        private const string Variable = "OMNIFUND_LOCAL";
        private const string Options = "--listen 127.0.0.1:0 --control 127.0.0.1:0 --example --fast-passwords "
            + "--exit-with-parent";
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

        private readonly Process process;
        private readonly HttpClient control;
        private readonly StringBuilder log = new StringBuilder();

        /// <param name="options">More of its options, such as "--access-lifetime 5".</param>
        public TestServer(string options = "")
        {
            var program = Environment.GetEnvironmentVariable(Variable);
            program = string.IsNullOrEmpty(program) ? "omnifund-local" : program;
            process = Started(program, options);
            process.ErrorDataReceived += (sender, line) => Log(line.Data);
            process.BeginErrorReadLine();
            var told = Told(program);
            BaseUrl = told["OMNIFUND_BASE_URL"];
            CaFile = told.TryGetValue("OMNIFUND_CA_FILE", out var file) ? file : null;
            control = new HttpClient(new HttpClientHandler { UseProxy = false })
            {
                BaseAddress = new Uri(told["OMNIFUND_LOCAL_CONTROL"]),
            };
        }

        public string BaseUrl { get; }

        /// <summary>Whom to trust; null where it speaks without TLS.</summary>
        public string CaFile { get; }

        /// <summary>The settings of the example's OAuth client, and of nothing else.</summary>
        public Config Config()
        {
            var config = new Config()
                .SetBaseUrl(BaseUrl)
                .SetCredentials(ClientId, ClientSecret)
                .DisableProxy();
            return CaFile == null ? config : config.SetCaFile(CaFile);
        }

        /// <summary>The settings of the example's OAuth client by their names, as variables of a process or lines of a
        /// file; a store is yours to add.</summary>
        public IDictionary<string, string> Environ()
        {
            var variables = new Dictionary<string, string>
            {
                [Settings.BaseUrl] = BaseUrl,
                [Settings.ClientId] = ClientId,
                [Settings.ClientSecret] = ClientSecret,
                [Settings.Proxy] = "none",
            };
            if (CaFile != null)
            {
                variables[Settings.CaFile] = CaFile;
            }
            return variables;
        }

        /// <summary>A session of the example's user, signed in, in a store in memory unless told.</summary>
        public Session SignedIn(Store store = null)
        {
            using (var config = Config())
            using (var client = new Client(config))
            using (var memory = store == null ? Store.OpenMemory() : null)
            {
                var session = Session.Open(client, store ?? memory, Username);
                session.SignIn(Password);
                return session;
            }
        }

        /// <summary>What the server has logged so far: a line for each request, no secrets.</summary>
        public string Logged
        {
            get
            {
                lock (log)
                {
                    return log.ToString();
                }
            }
        }

        /// <summary>Ends tokens now, without sleeping: "access", "refresh" or "all".</summary>
        public void Expire(string tokens = "access")
        {
            Control("POST", "/expire", Tokens(tokens));
        }

        /// <summary>Makes tokens unknown to the server: "access", "refresh" or "all".</summary>
        public void Revoke(string tokens = "all")
        {
            Control("POST", "/revoke", Tokens(tokens));
        }

        /// <summary>Plays the user who allows it in the browser: takes the URL of OmniFund's page that the browser was
        /// sent to, and gives the URL that it comes back with. The code in it is good once, for 30 seconds.</summary>
        public string Allow(string authorizationUrl)
        {
            var asked = new Uri(authorizationUrl).Query.TrimStart('?').Split('&')
                .Select(one => one.Split(new[] { '=' }, 2))
                .ToDictionary(one => one[0], one => Uri.UnescapeDataString(one[1].Replace('+', ' ')));
            var back = asked["redirect_uri"];
            var made = Control("POST", "/codes", $"{{\"client\": {Json.Quoted(asked["client_id"])}, "
                + $"\"user\": {Json.Quoted(Username)}, \"redirect_uri\": {Json.Quoted(back)}}}");
            var code = Json.TextIn(made, "code");
            var mark = back.Contains("?") ? "&" : "?";
            return $"{back}{mark}code={Uri.EscapeDataString(code)}&state={Uri.EscapeDataString(asked["state"])}";
        }

        /// <summary>Replaces all faults by those of a JSON array: omnifund-local --help tells what a fault can
        /// be.</summary>
        public void Misbehave(string faults)
        {
            Control("PUT", "/faults", faults);
        }

        /// <summary>From here on it does what it should.</summary>
        public void Behave()
        {
            Control("DELETE", "/faults");
        }

        /// <summary>How often the faults were used.</summary>
        public int Misbehaved()
        {
            return (int)Rows("/faults").Sum(one => one.TryGetValue("used", out var used) ? (double)used : 0);
        }

        /// <summary>What reached the token endpoint, tokens as fingerprints, in the order of the commits.</summary>
        public IReadOnlyList<IDictionary<string, object>> Exchanges()
        {
            return Rows("/exchanges?after=0");
        }

        /// <summary>What reached token login.</summary>
        public IReadOnlyList<IDictionary<string, object>> Logins()
        {
            return Rows("/logins?after=0");
        }

        /// <summary>How the exchanges and logins name a token.</summary>
        public static string Fingerprint(string token)
        {
            using (var sha = SHA256.Create())
            {
                var digest = sha.ComputeHash(Encoding.UTF8.GetBytes(token));
                return string.Concat(digest.Take(8).Select(one => one.ToString("x2")));
            }
        }

        /// <summary>Asks the control endpoint, in JSON and back: omnifund-local --help tells what for.</summary>
        public string Control(string method, string path, string body = "")
        {
            using (var request = new HttpRequestMessage(new HttpMethod(method), path))
            {
                // What no page in a browser can send: the server takes changes from programs only.
                request.Headers.Add("Omnifund-Control", "1");
                if (method != "GET")
                {
                    request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                }
                // On a thread of the pool, so that no context of the caller's is waited for.
                using (var answer = Task.Run(() => control.SendAsync(request)).GetAwaiter().GetResult())
                {
                    var words = Task.Run(() => answer.Content.ReadAsStringAsync()).GetAwaiter().GetResult();
                    return answer.IsSuccessStatusCode
                        ? words
                        : throw new InvalidOperationException($"omnifund-local refuses {method} {path}: {words}");
                }
            }
        }

        public void Dispose()
        {
            control?.Dispose();
            // It ends when its standard input does.
            process.StandardInput.Close();
            if (!process.WaitForExit((int)Patience.TotalMilliseconds))
            {
                process.Kill();
                process.WaitForExit();
            }
            process.Dispose();
        }

        private static string Tokens(string which)
        {
            return $"{{\"tokens\": {Json.Quoted(which)}}}";
        }

        private static Process Started(string program, string options)
        {
            var start = new ProcessStartInfo(program, $"{Options} {options}")
            {
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            try
            {
                return Process.Start(start);
            }
            catch (System.ComponentModel.Win32Exception problem)
            {
                throw new FileNotFoundException(
                    $"cannot start {program}: {problem.Message}. The environment variable {Variable} says which one: it is "
                    + "built in libomnifund's checkout by `cargo build --package omnifund-local`",
                    problem);
            }
        }

        private IReadOnlyList<IDictionary<string, object>> Rows(string path)
        {
            return ((List<object>)Json.Read(Control("GET", path))).Cast<IDictionary<string, object>>().ToList();
        }

        private IDictionary<string, string> Told(string program)
        {
            var told = new Dictionary<string, string>();
            while (!told.ContainsKey("OMNIFUND_LOCAL_READY"))
            {
                var line = process.StandardOutput.ReadLine();
                if (line == null)
                {
                    Dispose();
                    throw new InvalidOperationException($"{program} did not start: {Logged}");
                }
                var parts = line.Split(new[] { '=' }, 2);
                told[parts[0]] = parts.Length == 2 ? parts[1] : "";
            }
            return told;
        }

        private void Log(string line)
        {
            lock (log)
            {
                log.AppendLine(line);
            }
        }
    }
}
