using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace Omnifund.Tests
{
    /// <summary>Programs beside this one, by the runtime that this one runs on.</summary>
    internal sealed class Programs : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

        private readonly Process process;
        private readonly Task<string> output;
        private readonly Task<string> errors;

        private Programs(Process process)
        {
            this.process = process;
            output = process.StandardOutput.ReadToEndAsync();
            errors = process.StandardError.ReadToEndAsync();
        }

        internal string Errors => errors.GetAwaiter().GetResult();

        internal static Programs Start(string program, string arguments, IDictionary<string, string> environment)
        {
            var folder = Path.GetDirectoryName(typeof(Programs).Assembly.Location);
            var host = Process.GetCurrentProcess().MainModule.FileName;
            var start = new ProcessStartInfo(host, $"\"{Path.Combine(folder, program)}\" {arguments}")
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var one in environment)
            {
                start.EnvironmentVariables[one.Key] = one.Value;
            }
            return new Programs(Wine.Tried(() => Process.Start(start)));
        }

        /// <summary>How it ended.</summary>
        internal int Status()
        {
            Check.That(process.WaitForExit((int)Patience.TotalMilliseconds), "it does not end");
            return process.ExitCode;
        }

        /// <summary>What it said, where it ended so.</summary>
        internal string Ended(int status = 0)
        {
            Check.Same(status, Status(), Errors);
            return output.GetAwaiter().GetResult();
        }

        public void Dispose()
        {
            if (!process.HasExited)
            {
                process.Kill();
                process.WaitForExit();
            }
            process.Dispose();
        }
    }

    /// <summary>Wine 8 now and then refuses to start a process while others start ("Internal error"); Windows does
    /// not.</summary>
    internal static class Wine
    {
        private const int InternalError = 1359;
        private const int Tries = 10;

        internal static T Tried<T>(Func<T> start)
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    return start();
                }
                catch (Exception problem) when (tries < Tries && IsInternal(problem))
                {
                    System.Threading.Thread.Sleep(100 * tries);
                }
            }
        }

        private static bool IsInternal(Exception problem)
        {
            var cause = problem as System.ComponentModel.Win32Exception
                ?? problem.InnerException as System.ComponentModel.Win32Exception;
            return cause != null && cause.NativeErrorCode == InternalError
                && Environment.OSVersion.Platform == PlatformID.Win32NT;
        }
    }
}
