using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Threading;

namespace Omnifund.Tests
{
    /// <summary>A method that is a test. Its name is a sentence about behaviour.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class TestAttribute : Attribute
    {
    }

    /// <summary>Runs all tests, several at a time, or those whose names have one of the arguments in them. No runner of
    /// others' runs on Mono, CoreCLR and Wine as they come here.</summary>
    public static class Runner
    {
        internal const string TenLines = "--ten-lines";
        internal const string Leaks = "--leaks";
        internal const string Exits = "--exits";
        internal const string Begins = "--begins";

        /// <summary>What tests run in place of tests, in a process of their own.</summary>
        private static readonly Dictionary<string, Action<string[]>> Others = new Dictionary<string, Action<string[]>>
        {
            [TenLines] = rest => ReadmeSnippets.TenLines(rest[0]),
            [Leaks] = rest => Console.WriteLine(LeakTests.Growth()),
            [Exits] = rest => EndingTests.Exit(rest[0], rest[1]),
            [Begins] = rest => LibraryTests.Begin(rest[0], rest[1]),
        };

        private const int AtOnce = 4;
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

        public static int Main(string[] arguments)
        {
            if (arguments.Length > 0 && Others.TryGetValue(arguments[0], out var other))
            {
                other(arguments.Skip(1).ToArray());
                return 0;
            }
            var waiting = All().Where(test => IsWanted(test, arguments)).ToList();
            if (waiting.Count == 0)
            {
                Console.WriteLine("there is no such test");
                return 1;
            }
            var failed = new List<string>();
            var passed = 0;
            var threads = Enumerable.Range(0, AtOnce).Select(number => new Thread(() =>
            {
                while (true)
                {
                    MethodInfo test;
                    lock (waiting)
                    {
                        if (waiting.Count == 0)
                        {
                            return;
                        }
                        test = waiting[0];
                        waiting.RemoveAt(0);
                    }
                    var took = Stopwatch.StartNew();
                    var problem = ProblemOf(test);
                    lock (failed)
                    {
                        if (problem == null)
                        {
                            passed++;
                        }
                        else
                        {
                            failed.Add($"{Name(test)} ({took.Elapsed.TotalSeconds:0.0} s): {problem}");
                        }
                    }
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            failed.ForEach(Console.WriteLine);
            Console.WriteLine($"{passed} passed, {failed.Count} failed");
            return failed.Count == 0 ? 0 : 1;
        }

        private static IEnumerable<MethodInfo> All()
        {
            return typeof(Runner).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods())
                .Where(method => method.IsDefined(typeof(TestAttribute), false));
        }

        private static bool IsWanted(MethodInfo test, string[] arguments)
        {
            return arguments.Length == 0 || arguments.Any(one => Name(test).Contains(one));
        }

        private static string Name(MethodInfo test)
        {
            return test.DeclaringType.Name + "." + test.Name;
        }

        /// <summary>Null where there is none.</summary>
        private static object ProblemOf(MethodInfo test)
        {
            using (new Timer(_ => GiveUp(test), null, Patience, Timeout.InfiniteTimeSpan))
            {
                object instance = null;
                try
                {
                    instance = Activator.CreateInstance(test.DeclaringType);
                    test.Invoke(instance, null);
                    return null;
                }
                catch (TargetInvocationException thrown)
                {
                    return thrown.InnerException;
                }
                finally
                {
                    (instance as IDisposable)?.Dispose();
                }
            }
        }

        private static void GiveUp(MethodInfo test)
        {
            Console.WriteLine($"{Name(test)} does not end");
            Environment.Exit(1);
        }
    }
}
