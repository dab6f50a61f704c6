using System;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>Settings. Each setter gives the config back, so that one can stand behind the other; what it does not
    /// take it says at once. What was made of a config does not change with it.</summary>
    public sealed partial class Config : IDisposable
    {
        /// <summary>With nothing set but the defaults.</summary>
        public Config() : this(Calls.ConfigNew())
        {
        }

        private Config(ConfigHandle held)
        {
            Held = held;
        }

        internal ConfigHandle Held { get; }

        /// <summary>From a file of NAME=value lines, or from the environment variables of the same names:
        /// <see cref="Settings"/> has them. A file that others may read is refused. On Linux the environment is that
        /// which the process was started with: .NET keeps what it sets itself from libraries.</summary>
        public static Config Load(string path = null)
        {
            return new Config(Calls.ConfigLoad(path));
        }

        /// <summary>Writes log lines to the standard error.</summary>
        public Config LogToStderr(LogLevel level = LogLevel.Info)
        {
            Calls.ConfigLogToStderr(Held, level);
            return this;
        }

        /// <summary>Appends log lines to a file, which is opened for each of them, so that it can be rotated.</summary>
        public Config LogToFile(string path, LogLevel level = LogLevel.Info)
        {
            Calls.ConfigLogToFile(Held, path, level);
            return this;
        }

        /// <summary>Writes log lines to syslog; on Windows, to the Event Log.</summary>
        public Config LogToSyslog(LogLevel level = LogLevel.Info)
        {
            Calls.ConfigLogToSyslog(Held, level);
            return this;
        }

        /// <summary>Gives log entries to a function, on the thread that they are about, as they happen. What it throws
        /// is dropped: a log never makes a call fail. It must not call this library.</summary>
        public Config LogTo(Action<LogEntry> log, LogLevel level = LogLevel.Info)
        {
            LogReceiver.Set(Held, log ?? throw new ArgumentNullException(nameof(log)), level);
            return this;
        }

        public void Dispose()
        {
            Held.Dispose();
        }
    }
}
