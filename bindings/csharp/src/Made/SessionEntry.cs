// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>A session of a store. What is not there is null.</summary>
    public sealed partial class SessionEntry
    {
        /// <summary>Why its record can't be read, and what to do; the words name the record. Null where it
        /// can.</summary>
        public string Problem { get; }

        /// <summary>Whose session it is; empty where its record can't be read.</summary>
        public string Username { get; }

        /// <summary>At which OmniFund it is.</summary>
        public string BaseUrl { get; }

        /// <summary>The client id under which its OAuth client was first used.</summary>
        public string ClientId { get; }

        /// <summary>Whether there is a pair that the server has not refused.</summary>
        public bool SignedIn { get; }

        /// <summary>When its pair last changed. Null where it never did.</summary>
        public DateTimeOffset? LastRotation { get; }

        /// <summary>For tests of your own.</summary>
        public SessionEntry(
            string problem = null,
            string username = "",
            string baseUrl = "",
            string clientId = "",
            bool signedIn = false,
            DateTimeOffset? lastRotation = null)
        {
            Problem = problem;
            Username = username;
            BaseUrl = baseUrl;
            ClientId = clientId;
            SignedIn = signedIn;
            LastRotation = lastRotation;
        }

        internal static SessionEntry Of(SessionListHandle held, long index)
        {
            using (new Held(held))
            {
                return new SessionEntry(
                    problem: Calls.SessionListProblem(held, index),
                    username: Calls.SessionListUsername(held, index),
                    baseUrl: Calls.SessionListBaseUrl(held, index),
                    clientId: Calls.SessionListClientId(held, index),
                    signedIn: Calls.SessionListSignedIn(held, index),
                    lastRotation: CTime.OfOptional(Calls.SessionListLastRotation(held, index)));
            }
        }
    }
}
