using System;
using System.Collections.Generic;
using System.IO;

namespace Omnifund
{
    /// <summary>A request of OmniFund's API, for <see cref="Session.Request(Omnifund.Request)"/>. What is not set is as
    /// the library has it.</summary>
    public sealed class Request
    {
        /// <summary>The path stands behind the base URL, and leads nowhere else.</summary>
        public Request(string method, string path)
        {
            Method = method;
            Path = path;
        }

        public string Method { get; }

        public string Path { get; }

        /// <summary>Parameters of the query, in their order; several may have one name.</summary>
        public Pairs Query { get; } = new Pairs();

        /// <summary>Beside those that the library sets.</summary>
        public Pairs Headers { get; } = new Pairs();

        /// <summary>Null is none.</summary>
        public RequestBody Body { get; set; }

        /// <summary>Where the body of a success goes, and not into memory: a file, which gets its name when it is
        /// whole.</summary>
        public string OutputFile { get; set; }

        /// <summary>Where the body of a success goes as it comes, and not into memory.</summary>
        public Stream Output { get; set; }

        /// <summary>How long the call may take, all tries included; the call budget unless set.</summary>
        public TimeSpan? TimeLimit { get; set; }

        /// <summary>How many bytes an answer may have; 16 MiB unless set, and any where it goes elsewhere.</summary>
        public long? LargestAnswer { get; set; }

        /// <summary>Whether to try again within that time what was not sent, and a GET, HEAD or OPTIONS after a 429, a
        /// 503 or a lost answer.</summary>
        public bool Retry { get; set; }

        /// <summary>By which the server knows a request that it has seen before.</summary>
        public string IdempotencyKey { get; set; }

        /// <summary>This request of another path, which has all of its query.</summary>
        internal Request For(string path)
        {
            var other = new Request(Method, path)
            {
                Body = Body,
                OutputFile = OutputFile,
                Output = Output,
                TimeLimit = TimeLimit,
                LargestAnswer = LargestAnswer,
                Retry = Retry,
                IdempotencyKey = IdempotencyKey,
            };
            foreach (var header in Headers)
            {
                other.Headers.Add(header.Key, header.Value);
            }
            return other;
        }
    }

    /// <summary>Names and values, in their order.</summary>
    public sealed class Pairs : List<KeyValuePair<string, string>>
    {
        /// <summary>So that an initializer reads as it should: { "lastName", "Smith" }.</summary>
        public void Add(string name, string value)
        {
            Add(new KeyValuePair<string, string>(name, value));
        }
    }
}
