using System;
using System.Diagnostics;

namespace Omnifund
{
    public sealed partial class Token
    {
        private readonly long readAt = Stopwatch.GetTimestamp();

        /// <summary>For how long from now on one that a session handed out needs nothing; zero near its end, and for
        /// one of a raw grant.</summary>
        public TimeSpan FreshFor
        {
            get
            {
                var since = (Stopwatch.GetTimestamp() - readAt) / (double)Stopwatch.Frequency;
                var left = freshForAsRead - TimeSpan.FromSeconds(since);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }

        /// <summary>Never the token: a log would keep it.</summary>
        public override string ToString()
        {
            return $"Token until {ExpiresAt:u}";
        }
    }
}
