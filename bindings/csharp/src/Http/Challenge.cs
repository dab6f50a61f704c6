using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Omnifund.Raw;

namespace Omnifund.Http
{
    /// <summary>What a 401 means.</summary>
    internal static class Challenge
    {
        private static readonly Regex Quoted = new Regex("\"(?:[^\"\\\\]|\\\\.)*\"");
        private static readonly Regex Bearer = new Regex(@"(?:^|,)\s*bearer(?:\s|,|$)", RegexOptions.IgnoreCase);
        private static readonly Regex AccessDenied = new Regex(
            "\\berror\\s*=\\s*\"?access_denied\\b",
            RegexOptions.IgnoreCase);

        /// <summary>Whether it is a 401 about the access token, so that another one may help: it has a Bearer challenge
        /// (RFC 6750 section 3), or OAuth's error in its body. "access_denied" is about the user.</summary>
        internal static async Task<bool> RefusesToken(HttpResponseMessage response)
        {
            if (response.StatusCode != HttpStatusCode.Unauthorized)
            {
                return false;
            }
            var challenge = string.Join(", ", response.Headers.WwwAuthenticate.Select(one => one.ToString()));
            if (AccessDenied.IsMatch(challenge))
            {
                return false;
            }
            var error = await ErrorIn(response).ConfigureAwait(false);
            return error != null ? error != "access_denied" : Bearer.IsMatch(Quoted.Replace(challenge, ""));
        }

        /// <summary>OAuth's error (RFC 6749 section 5.2).</summary>
        private static async Task<string> ErrorIn(HttpResponseMessage response)
        {
            if (response.Content == null)
            {
                return null;
            }
            // Whoever gets the answer reads it again.
            await response.Content.LoadIntoBufferAsync().ConfigureAwait(false);
            var body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
            return Json.TextIn(body, "error");
        }
    }
}
