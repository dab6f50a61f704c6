using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Omnifund
{
    public sealed partial class Login
    {
        /// <summary>The body as text, which is UTF-8.</summary>
        public string Text => Encoding.UTF8.GetString(Body);

        /// <summary>The value of the first header of a name, whatever its case; null where there is none.</summary>
        public string Header(string name)
        {
            return Answers.First(Headers, name);
        }

        /// <summary>Never what it says: a log would keep that.</summary>
        public override string ToString()
        {
            return $"Login {Status}";
        }
    }

    public sealed partial class Response
    {
        /// <summary>The body as text, which is UTF-8.</summary>
        public string Text => Encoding.UTF8.GetString(Body);

        /// <summary>The value of the first header of a name, whatever its case; null where there is none.</summary>
        public string Header(string name)
        {
            return Answers.First(Headers, name);
        }

        /// <summary>Never what it says: a log would keep that.</summary>
        public override string ToString()
        {
            return $"Response {Status}";
        }
    }

    internal static class Answers
    {
        internal static string First(IEnumerable<KeyValuePair<string, string>> headers, string name)
        {
            return headers
                .Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
                .Select(header => header.Value)
                .FirstOrDefault();
        }
    }
}
