using System;

namespace Omnifund.Raw
{
    /// <summary>Moments and lengths of time, which are numbers in C.</summary>
    internal static class CTime
    {
        private static readonly DateTimeOffset Epoch = new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);

        internal static long Milliseconds(TimeSpan time)
        {
            return (long)Math.Ceiling(time.TotalMilliseconds);
        }

        internal static long Seconds(TimeSpan time)
        {
            return (long)Math.Ceiling(time.TotalSeconds);
        }

        internal static DateTimeOffset Of(long unixTime)
        {
            return Epoch.AddSeconds(unixTime);
        }

        /// <summary>0 is none.</summary>
        internal static DateTimeOffset? OfOptional(long unixTime)
        {
            return unixTime == 0 ? (DateTimeOffset?)null : Of(unixTime);
        }

        /// <summary>0 is none.</summary>
        internal static TimeSpan? SecondsOrNone(long seconds)
        {
            return seconds == 0 ? (TimeSpan?)null : TimeSpan.FromSeconds(seconds);
        }

        internal static long UnixTime(DateTimeOffset? moment)
        {
            return moment == null ? 0 : (long)Math.Floor((moment.Value - Epoch).TotalSeconds);
        }
    }
}
