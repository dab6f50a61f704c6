using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Omnifund.Tests
{
    /// <summary>What a test says must be so.</summary>
    public static class Check
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

        public static void That(bool holds, string otherwise)
        {
            if (!holds)
            {
                throw new CheckFailedException(otherwise);
            }
        }

        public static void Same<T>(T wanted, T found, string about = "")
        {
            That(EqualityComparer<T>.Default.Equals(wanted, found), $"not {Shown(wanted)} but {Shown(found)} {about}");
        }

        public static void SameList<T>(IEnumerable<T> wanted, IEnumerable<T> found)
        {
            var all = string.Join(", ", found);
            That(string.Join(", ", wanted) == all, $"not {string.Join(", ", wanted)} but {all}");
        }

        public static void Holds(string part, string whole)
        {
            That(whole != null && whole.Contains(part), $"there is no \"{part}\" in \"{whole}\"");
        }

        public static void HoldsNot(string part, string whole)
        {
            That(!whole.Contains(part), $"there is \"{part}\" in \"{whole}\"");
        }

        public static T Throws<T>(Action call) where T : Exception
        {
            try
            {
                call();
            }
            catch (T wanted)
            {
                return wanted;
            }
            throw new CheckFailedException("no " + typeof(T).Name + " was thrown");
        }

        /// <summary>Waits for a task without a context of anybody's.</summary>
        public static T Awaited<T>(Func<Task<T>> call)
        {
            return Task.Run(call).GetAwaiter().GetResult();
        }

        public static void Awaited(Func<Task> call)
        {
            Task.Run(call).GetAwaiter().GetResult();
        }

        public static void Becomes(Func<bool> holds, string otherwise)
        {
            var end = DateTime.UtcNow + Patience;
            while (!holds())
            {
                That(DateTime.UtcNow < end, otherwise);
                Thread.Sleep(10);
            }
        }

        private static string Shown(object value)
        {
            return value == null ? "null" : $"\"{value}\"";
        }
    }

    public sealed class CheckFailedException : Exception
    {
        public CheckFailedException(string message) : base(message)
        {
        }
    }
}
