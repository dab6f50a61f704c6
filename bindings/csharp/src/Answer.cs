using System;
using System.Collections.Generic;
using System.Text;

namespace Omnifund
{
    /// <summary>A cookie that an answer sets. It can let somebody in as its user.</summary>
    public sealed class Cookie
    {
        internal Cookie(string name, string value, string header)
        {
            Name = name;
            Value = value;
            Header = header;
        }

        public string Name { get; }

        public string Value { get; }

        /// <summary>The whole value of its Set-Cookie header.</summary>
        public string Header { get; }

        /// <summary>Never the value: a log would keep it.</summary>
        public override string ToString()
        {
            return "Cookie " + Name;
        }
    }

    /// <summary>What a server answered. It never changes.</summary>
    public abstract class Answer
    {
        internal Answer()
        {
        }

        public int Status { get; internal set; }

        /// <summary>Names in lower case, and values, in the server's order.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Headers { get; internal set; }

        /// <summary>Those that the answer sets.</summary>
        public IReadOnlyList<Cookie> Cookies { get; internal set; }

        /// <summary>Where it sends the browser, as the server wrote it: it may be relative. Null where it does not.</summary>
        public string Location { get; internal set; }

        /// <summary>As it came; empty where it went elsewhere.</summary>
        public byte[] Body { get; internal set; }

        /// <summary>The body as text, which is UTF-8.</summary>
        public string Text => Encoding.UTF8.GetString(Body);

        /// <summary>The value of the first header of a name, whatever its case; null where there is none.</summary>
        public string Header(string name)
        {
            foreach (var header in Headers)
            {
                if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return header.Value;
                }
            }
            return null;
        }

        /// <summary>Never what it says: a log would keep that.</summary>
        public override string ToString()
        {
            return $"{GetType().Name} {Status}";
        }

        internal static IReadOnlyList<T> Listed<T>(long count, Func<long, T> one)
        {
            var list = new T[count];
            for (var index = 0; index < list.Length; index++)
            {
                list[index] = one(index);
            }
            return Array.AsReadOnly(list);
        }
    }
}
