using System;
using System.Runtime.InteropServices;

namespace Omnifund.Raw
{
    /// <summary>The library's end of all functions that take log entries. Two delegates serve all of them and are never
    /// collected; a function lives until the library says that it has no more need of it.</summary>
    internal static class LogReceiver
    {
        private static readonly Native.LogEntryCallback Receiver = Receive;
        private static readonly Native.UserdataCallback Ender = End;

        internal static void Set(ConfigHandle config, Action<LogEntry> log, LogLevel level)
        {
            var kept = GCHandle.Alloc(log);
            try
            {
                // The library ends it, also where it refuses it.
                Calls.ConfigLogEntriesToCallbackWith(config, Receiver, GCHandle.ToIntPtr(kept), Ender, level);
            }
            catch (ObjectDisposedException)
            {
                // It never came there.
                kept.Free();
                throw;
            }
        }

        private static void Receive(IntPtr userdata, IntPtr entry)
        {
            try
            {
                var log = (Action<LogEntry>)GCHandle.FromIntPtr(userdata).Target;
                log(LogEntry.Of(new LogEntryHandle(entry, true)));
            }
            catch (Exception)
            {
                // It must not cross into the library, and a log makes no call fail.
            }
        }

        private static void End(IntPtr userdata)
        {
            GCHandle.FromIntPtr(userdata).Free();
        }
    }
}
