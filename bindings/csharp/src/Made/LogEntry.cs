// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>A line of the log: words for people, and what a machine can read. Names in it are cleaned: what
    /// could begin a line of its own, or do something to a terminal, is a blank. What is not there is
    /// null.</summary>
    public sealed partial class LogEntry
    {
        /// <summary>How much it matters.</summary>
        public LogLevel Level { get; }

        /// <summary>What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login",
        /// "request", "opened", "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or
        /// "audit"; later versions may have more.</summary>
        public string Event { get; }

        /// <summary>The words for people.</summary>
        public string Message { get; }

        /// <summary>OmniFund's user. Null where the line is about none.</summary>
        public string User { get; }

        /// <summary>The OAuth client, by its client id. Null where the line is about none.</summary>
        public string ClientId { get; }

        /// <summary>When. A line of a session comes later than that: when its locks are given up.</summary>
        public DateTimeOffset Time { get; }

        /// <summary>How long an exchange, a token login or a request took, from 1; zero of other lines.</summary>
        public TimeSpan Duration { get; }

        /// <summary>The code of the error that the line tells of; null where it tells of none.</summary>
        public Code? Code { get; }

        /// <summary>For tests of your own.</summary>
        public LogEntry(
            LogLevel level = default,
            string @event = "",
            string message = "",
            string user = null,
            string clientId = null,
            DateTimeOffset time = default,
            TimeSpan duration = default,
            Code? code = null)
        {
            Level = level;
            Event = @event;
            Message = message;
            User = user;
            ClientId = clientId;
            Time = time;
            Duration = duration;
            Code = code;
        }

        internal static LogEntry Of(LogEntryHandle held)
        {
            using (held)
            {
                return new LogEntry(
                    level: Calls.LogEntryLevel(held),
                    @event: Calls.LogEntryEvent(held),
                    message: Calls.LogEntryMessage(held),
                    user: Calls.LogEntryUser(held),
                    clientId: Calls.LogEntryClientId(held),
                    time: CTime.Of(Calls.LogEntryTime(held)),
                    duration: TimeSpan.FromMilliseconds(Calls.LogEntryMilliseconds(held)),
                    code: Calls.LogEntryCode(held) == 0 ? (Code?)null : Calls.LogEntryCode(held));
            }
        }
    }
}
