using System;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>A line of the log, with what a machine reads beside the words. No secret stands in it.</summary>
    public sealed class LogEntry
    {
        internal LogEntry(LogEntryHandle held)
        {
            Level = Calls.LogEntryLevel(held);
            Event = Calls.LogEntryEvent(held);
            Message = Calls.LogEntryMessage(held);
            User = Calls.LogEntryUser(held);
            ClientId = Calls.LogEntryClientId(held);
            Time = Raw.Time.Of(Calls.LogEntryTime(held));
            Duration = TimeSpan.FromMilliseconds(Calls.LogEntryMilliseconds(held));
            Code = Calls.LogEntryCode(held);
        }

        public LogLevel Level { get; }

        /// <summary>What happened, in a word that stays the same, such as "refresh".</summary>
        public string Event { get; }

        public string Message { get; }

        /// <summary>Whose session it is about; null where it is about none.</summary>
        public string User { get; }

        /// <summary>Null where it is about no OAuth client.</summary>
        public string ClientId { get; }

        public DateTimeOffset Time { get; }

        /// <summary>Zero where there is none to tell.</summary>
        public TimeSpan Duration { get; }

        /// <summary>Of the error that it is about; 0 where it is about none.</summary>
        public Code Code { get; }

        public override string ToString()
        {
            return Message;
        }
    }
}
