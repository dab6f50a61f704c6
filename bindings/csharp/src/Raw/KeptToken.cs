using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Omnifund.Raw
{
    /// <summary>The token that a session handed out last: while it needs nothing, and nothing has ended it before its
    /// time, there is no more to ask.</summary>
    internal sealed class KeptToken
    {
        /// <summary>How far apart two looks at the clocks may find them. A machine that slept, or a clock that was set,
        /// shows itself by more.</summary>
        private static readonly TimeSpan Drift = TimeSpan.FromSeconds(1);

        /// <summary>What a kept token must have left, so that this drift does no harm.</summary>
        private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

        /// <summary>Where the library counts what can end a token before its time.</summary>
        private readonly IntPtr changes = Calls.Changes();

        private volatile Kept kept;
        private volatile bool isEnded;

        internal long Changes => Marshal.ReadInt64(changes);

        /// <summary>Null where the library must be asked.</summary>
        internal Token IfFresh()
        {
            var seen = kept;
            if (seen == null || Changes != seen.Changes)
            {
                return null;
            }
            var drift = DateTime.UtcNow - seen.WallClock - Since(seen.Clock);
            return drift.Duration() <= Drift && seen.Token.FreshFor > Margin ? seen.Token : null;
        }

        internal Token Asked(Func<TokenHandle> ask)
        {
            // All before it is asked for: what happens meanwhile must not be missed.
            var now = new Kept { Changes = Changes, WallClock = DateTime.UtcNow, Clock = Stopwatch.GetTimestamp() };
            now.Token = Token.Of(ask());
            kept = now;
            if (isEnded)
            {
                kept = null;
            }
            return now.Token;
        }

        internal void Forget()
        {
            isEnded = true;
            kept = null;
        }

        private static TimeSpan Since(long clock)
        {
            return TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - clock) / (double)Stopwatch.Frequency);
        }

        private sealed class Kept
        {
            internal Token Token;
            internal long Changes;
            internal DateTime WallClock;
            internal long Clock;
        }
    }
}
