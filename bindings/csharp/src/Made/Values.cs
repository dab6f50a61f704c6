// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>How a session stood when it was asked. What is not there is null.</summary>
    public sealed class Status
    {
        /// <summary>Whether there is a pair that the server has not refused.</summary>
        public bool SignedIn { get; }

        /// <summary>Whether the session was signed out here, and nobody has signed in since.</summary>
        public bool SignedOut { get; }

        /// <summary>Whether the server refused the refresh token, and nobody has signed in since: the session is
        /// lost, and once its access token ends a human must sign in, unless a password was saved.</summary>
        public bool Refused { get; }

        /// <summary>How many seconds the access token counts as good.</summary>
        public TimeSpan SecondsLeft { get; }

        /// <summary>How many times the pair has changed.</summary>
        public long Generation { get; }

        /// <summary>When the pair last changed.</summary>
        public DateTimeOffset? LastRotation { get; }

        /// <summary>When the refresh token presumably ends, 14 days after the last rotation. The server never says
        /// it.</summary>
        public DateTimeOffset? RefreshTokenEnds { get; }

        /// <summary>Since when tries fail.</summary>
        public DateTimeOffset? FailingSince { get; }

        /// <summary>How many tries failed in a row.</summary>
        public long FailuresInARow { get; }

        /// <summary>Whether the store would not take the newest pair, and this process holds it and tries again
        /// with each call.</summary>
        public bool Unsaved { get; }

        /// <summary>When an answer was asked for that could not be understood and is kept
        /// (Session.KeptAnswer).</summary>
        public DateTimeOffset? KeptAnswer { get; }

        /// <summary>How often a refresh token was presented again after an unknown outcome.</summary>
        public long Replays { get; }

        /// <summary>How many requests were made to the token endpoint.</summary>
        public long Exchanges { get; }

        /// <summary>How many exchanges brought no new pair.</summary>
        public long Failures { get; }

        /// <summary>How many calls waited for another process or thread.</summary>
        public long Waits { get; }

        /// <summary>How many refresh tokens the server refused: each was a session's end, unless a password was
        /// saved.</summary>
        public long Lost { get; }

        /// <summary>How many pairs the store would not take at first. Whether there is one now tells
        /// Status.Unsaved.</summary>
        public long UnsavedPairs { get; }

        /// <summary>For tests of your own.</summary>
        public Status(
            bool signedIn = false,
            bool signedOut = false,
            bool refused = false,
            TimeSpan secondsLeft = default,
            long generation = 0,
            DateTimeOffset? lastRotation = default,
            DateTimeOffset? refreshTokenEnds = default,
            DateTimeOffset? failingSince = default,
            long failuresInARow = 0,
            bool unsaved = false,
            DateTimeOffset? keptAnswer = default,
            long replays = 0,
            long exchanges = 0,
            long failures = 0,
            long waits = 0,
            long lost = 0,
            long unsavedPairs = 0)
        {
            SignedIn = signedIn;
            SignedOut = signedOut;
            Refused = refused;
            SecondsLeft = secondsLeft;
            Generation = generation;
            LastRotation = lastRotation;
            RefreshTokenEnds = refreshTokenEnds;
            FailingSince = failingSince;
            FailuresInARow = failuresInARow;
            Unsaved = unsaved;
            KeptAnswer = keptAnswer;
            Replays = replays;
            Exchanges = exchanges;
            Failures = failures;
            Waits = waits;
            Lost = lost;
            UnsavedPairs = unsavedPairs;
        }

        internal static Status Of(StatusHandle held)
        {
            return new Status(
                signedIn: Calls.StatusSignedIn(held),
                signedOut: Calls.StatusSignedOut(held),
                refused: Calls.StatusRefused(held),
                secondsLeft: TimeSpan.FromSeconds(Calls.StatusSecondsLeft(held)),
                generation: Calls.StatusGeneration(held),
                lastRotation: Time.OfOptional(Calls.StatusLastRotation(held)),
                refreshTokenEnds: Time.OfOptional(Calls.StatusRefreshTokenEnds(held)),
                failingSince: Time.OfOptional(Calls.StatusFailingSince(held)),
                failuresInARow: Calls.StatusFailuresInARow(held),
                unsaved: Calls.StatusUnsaved(held),
                keptAnswer: Time.OfOptional(Calls.StatusKeptAnswer(held)),
                replays: Calls.StatusReplays(held),
                exchanges: Calls.StatusExchanges(held),
                failures: Calls.StatusFailures(held),
                waits: Calls.StatusWaits(held),
                lost: Calls.StatusLost(held),
                unsavedPairs: Calls.StatusUnsavedPairs(held));
        }
    }

    /// <summary>A session of a store. What is not there is null.</summary>
    public sealed class SessionEntry
    {
        /// <summary>Why its record can't be read, and what to do; the words name the record.</summary>
        public string Problem { get; }

        /// <summary>Whose session it is.</summary>
        public string Username { get; }

        /// <summary>At which OmniFund it is.</summary>
        public string BaseUrl { get; }

        /// <summary>The client id under which its OAuth client was first used.</summary>
        public string ClientId { get; }

        /// <summary>Whether there is a pair that the server has not refused.</summary>
        public bool SignedIn { get; }

        /// <summary>When its pair last changed.</summary>
        public DateTimeOffset? LastRotation { get; }

        /// <summary>For tests of your own.</summary>
        public SessionEntry(
            string problem = null,
            string username = "",
            string baseUrl = "",
            string clientId = "",
            bool signedIn = false,
            DateTimeOffset? lastRotation = default)
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
            return new SessionEntry(
                problem: Calls.SessionListProblem(held, index),
                username: Calls.SessionListUsername(held, index),
                baseUrl: Calls.SessionListBaseUrl(held, index),
                clientId: Calls.SessionListClientId(held, index),
                signedIn: Calls.SessionListSignedIn(held, index),
                lastRotation: Time.OfOptional(Calls.SessionListLastRotation(held, index)));
        }
    }

    /// <summary>An OAuth client that a store keeps; never its secret. What is not there is null.</summary>
    public sealed class OAuthClient
    {
        /// <summary>The descriptive name of an OAuth client.</summary>
        public string Name { get; }

        /// <summary>The client id of an OAuth client.</summary>
        public string ClientId { get; }

        /// <summary>Since when this client id and secret are kept.</summary>
        public DateTimeOffset Since { get; }

        /// <summary>For tests of your own.</summary>
        public OAuthClient(
            string name = "",
            string clientId = "",
            DateTimeOffset since = default)
        {
            Name = name;
            ClientId = clientId;
            Since = since;
        }

        internal static OAuthClient Of(ClientListHandle held, long index)
        {
            return new OAuthClient(
                name: Calls.ClientListName(held, index),
                clientId: Calls.ClientListClientId(held, index),
                since: Time.Of(Calls.ClientListSince(held, index)));
        }
    }
}
