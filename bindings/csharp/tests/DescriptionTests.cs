using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Omnifund.Raw;

namespace Omnifund.Tests
{
    /// <summary>What the C header has, C# programs can do.</summary>
    public sealed class DescriptionTests
    {
        /// <summary>What others do with more.</summary>
        private static readonly string[] Covered =
        {
            "AbiVersion", "ConfigLogToCallback", "ConfigLogToCallbackWith", "ConfigLogEntriesToCallback", "ConfigLogToQueue",
            "LogQueueNew", "LogQueueTake", "LoginHeader", "ResponseHeader", "StoreOpenFile", "SessionSignIn", "CodeName",
            "CodeText", "LoginBodyLength", "ResponseBodyLength", "KeptAnswerLength",
        };

        [Test]
        public void Every_function_of_the_header_is_declared_and_in_the_library()
        {
            var wanted = Objects("functions").Select(one => (string)one["c_name"]).ToList();
            Check.That(wanted.Count > 100, "many");
            var declared = typeof(Native).GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
                .Where(one => one.IsDefined(typeof(DllImportAttribute), false))
                .ToList();
            Check.SameList(wanted.OrderBy(one => one), declared.Select(one => one.Name).OrderBy(one => one));
            // Once the library has been found.
            Check.That(LibraryVersion.Current.Length > 0, "a version");
            foreach (var one in declared)
            {
                Marshal.Prelink(one);
            }
        }

        [Test]
        public void Every_function_of_the_header_is_offered()
        {
            var source = new List<string>();
            foreach (var file in Directory.GetFiles(Checkout.Path("bindings/csharp/src"), "*.cs", SearchOption.AllDirectories))
            {
                var name = Path.GetFileName(file);
                if (name != "Calls.cs" && name != "Native.cs")
                {
                    source.Add(File.ReadAllText(file));
                }
            }
            var all = string.Join("\n", source);
            var calls = typeof(Calls).GetMethods(BindingFlags.NonPublic | BindingFlags.Static).Select(one => one.Name);
            var offered = calls.Where(name => !name.StartsWith("<", StringComparison.Ordinal)).Distinct().ToList();
            Check.That(offered.Count > 100, "many");
            var unused = offered.Where(name => !Regex.IsMatch(all, $@"\bCalls\.{name}\("));
            Check.SameList(Covered.OrderBy(one => one), unused.OrderBy(one => one));
        }

        [Test]
        public void Every_constant_of_the_header_is_there_with_its_number()
        {
            foreach (var of in Objects("enums"))
            {
                var name = string.Concat(((string)of["name"]).Split('_').Select(Capital));
                var found = typeof(Code).Assembly.GetType("Omnifund." + name);
                var wanted = ((List<object>)of["values"]).Cast<IDictionary<string, object>>()
                    .Select(one => (int)(double)one["number"]);
                Check.SameList(wanted.OrderBy(one => one), Enum.GetValues(found).Cast<int>().OrderBy(one => one));
            }
            Check.Same(900, (int)Code.Panic);
        }

        [Test]
        public void Every_setting_has_its_name()
        {
            var wanted = Objects("settings").Select(one => (string)one["name"]).OrderBy(one => one);
            var found = typeof(Settings).GetFields().Select(one => (string)one.GetRawConstantValue());
            Check.SameList(wanted, found.OrderBy(one => one));
        }

        [Test]
        public void What_a_made_comment_names_is_there()
        {
            var types = typeof(Session).Assembly.GetExportedTypes().GroupBy(one => one.Name)
                .ToDictionary(one => one.Key, one => one.First());
            var named = 0;
            foreach (var file in Directory.GetFiles(Checkout.Path("bindings/csharp/src/Made"), "*.cs"))
            {
                // The raw calls speak of each other.
                if (Path.GetFileName(file) == "Calls.cs")
                {
                    continue;
                }
                var comments = string.Join("\n", File.ReadAllLines(file).Where(line => line.Contains("///")));
                foreach (Match name in Regex.Matches(comments, @"\b([A-Z]\w+)\.([A-Z]\w+)"))
                {
                    var isThere = types.TryGetValue(name.Groups[1].Value, out var type)
                        && type.GetMember(name.Groups[2].Value).Length > 0;
                    Check.That(isThere, $"{Path.GetFileName(file)} names {name.Value}");
                    named++;
                }
            }
            Check.That(named > 20, $"{named} is few");
        }

        /// <summary>CoreCLR finds in mscorlib what .NET Framework has there, and not what Mono has.</summary>
        [Test]
        public void Every_method_can_be_compiled_by_this_runtime()
        {
            const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
                | BindingFlags.DeclaredOnly;
            var compiled = 0;
            foreach (var type in typeof(Session).Assembly.GetTypes().Where(one => !one.ContainsGenericParameters))
            {
                var methods = type.GetMethods(all).Cast<MethodBase>().Concat(type.GetConstructors(all));
                foreach (var method in methods.Where(one => !one.IsAbstract && !one.ContainsGenericParameters))
                {
                    if (!method.IsDefined(typeof(DllImportAttribute), false) && method.GetMethodBody() != null)
                    {
                        RuntimeHelpers.PrepareMethod(method.MethodHandle);
                        compiled++;
                    }
                }
            }
            Check.That(compiled > 500, $"{compiled} is few");
        }

        [Test]
        public void No_call_is_inlined_where_the_library_may_not_be_there_yet()
        {
            foreach (var call in typeof(Calls).GetMethods(BindingFlags.NonPublic | BindingFlags.Static))
            {
                var isInlined = (call.MethodImplementationFlags & MethodImplAttributes.NoInlining) == 0;
                Check.That(!isInlined || call.Name.StartsWith("<", StringComparison.Ordinal), call.Name);
            }
        }

        [Test]
        public void The_package_has_the_version_of_the_library()
        {
            var version = typeof(Session).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
            Check.Same(LibraryVersion.Current, version.InformationalVersion);
        }

        private static string Capital(string word)
        {
            return char.ToUpperInvariant(word[0]) + word.Substring(1);
        }

        private static IEnumerable<IDictionary<string, object>> Objects(string member)
        {
            var text = File.ReadAllText(Checkout.Path("include/omnifund-api.json"));
            var description = (IDictionary<string, object>)Json.Read(text);
            return ((List<object>)description[member]).Cast<IDictionary<string, object>>();
        }
    }
}
