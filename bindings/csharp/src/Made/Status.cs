// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>How a session stood when it was asked. What is not there is null.</summary>
    public sealed partial class Status
    {
        /// <summary>Whether there is a pair that the server has not refused.</summary>
        public bool SignedIn { get; }

        /// <summary>Whether the session was signed out here, and nobody has signed in since.</summary>
        public bool SignedOut { get; }

        /// <summary>Whether the server refused the refresh token, and nobody has signed in since: the session is
        /// lost, and once its access token ends a human must sign in, unless a password was saved.</summary>
        public bool Refused { get; }

        /// <summary>How long the access token counts as good; zero where there is none.</summary>
        public TimeSpan TimeLeft { get; }

        /// <summary>How many times the pair has changed.</summary>
        public long Generation { get; }

        /// <summary>When the pair last changed; null where it never did.</summary>
        public DateTimeOffset? LastRotation { get; }

        /// <summary>When the refresh token presumably ends, 14 days after the last rotation; null where there is
        /// none. The server never says it.</summary>
        public DateTimeOffset? RefreshTokenEnds { get; }

        /// <summary>Since when tries fail; null where they don't.</summary>
        public DateTimeOffset? FailingSince { get; }

        /// <summary>How many tries failed in a row.</summary>
        public long FailuresInARow { get; }

        /// <summary>Whether the store would not take the newest pair, and this process holds it and tries again
        /// with each call.</summary>
        public bool Unsaved { get; }

        /// <summary>When an answer was asked for that could not be understood and is kept (Session.GetKeptAnswer);
        /// null where there is none.</summary>
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
            TimeSpan timeLeft = default,
            long generation = 0,
            DateTimeOffset? lastRotation = null,
            DateTimeOffset? refreshTokenEnds = null,
            DateTimeOffset? failingSince = null,
            long failuresInARow = 0,
            bool unsaved = false,
            DateTimeOffset? keptAnswer = null,
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
            TimeLeft = timeLeft;
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
            using (held)
            {
                return new Status(
                    signedIn: Calls.StatusSignedIn(held),
                    signedOut: Calls.StatusSignedOut(held),
                    refused: Calls.StatusRefused(held),
                    timeLeft: TimeSpan.FromSeconds(Calls.StatusSecondsLeft(held)),
                    generation: Calls.StatusGeneration(held),
                    lastRotation: CTime.OfOptional(Calls.StatusLastRotation(held)),
                    refreshTokenEnds: CTime.OfOptional(Calls.StatusRefreshTokenEnds(held)),
                    failingSince: CTime.OfOptional(Calls.StatusFailingSince(held)),
                    failuresInARow: Calls.StatusFailuresInARow(held),
                    unsaved: Calls.StatusUnsaved(held),
                    keptAnswer: CTime.OfOptional(Calls.StatusKeptAnswer(held)),
                    replays: Calls.StatusReplays(held),
                    exchanges: Calls.StatusExchanges(held),
                    failures: Calls.StatusFailures(held),
                    waits: Calls.StatusWaits(held),
                    lost: Calls.StatusLost(held),
                    unsavedPairs: Calls.StatusUnsavedPairs(held));
            }
        }
    }
}
