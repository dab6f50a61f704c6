using System;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>The end of the program: an exchange that another thread has under way is waited for, so that no pair is
    /// lost with the thread.</summary>
    public static class Exchanges
    {
        /// <summary>A call's budget, unless it was set longer, and some time to save.</summary>
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        /// <summary>Waits until no other thread's exchange is under way and all new tokens are saved, for so long at
        /// most (half a minute unless told), and tells how many are left; from here on no exchange is started in this
        /// process. It is done by itself when the process exits in peace, for which .NET Framework gives it two
        /// seconds: there a program that ends while its threads are at work calls it itself, and everywhere one that
        /// ends by <see cref="Environment.FailFast(string)"/>. Blocks.</summary>
        public static long End(TimeSpan? patience = null)
        {
            return Calls.EndExchanges(CTime.Milliseconds(patience ?? Patience));
        }

        internal static void EndWithTheProcess()
        {
            AppDomain.CurrentDomain.ProcessExit += (sender, arguments) =>
                Native.omnifund_end_exchanges(CTime.Milliseconds(Patience));
        }
    }
}
