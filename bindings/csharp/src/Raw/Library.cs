using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Omnifund.Raw
{
    /// <summary>Finds the library, has the runtime load it, and checks that it is one that this package can
    /// call.</summary>
    internal static class Library
    {
        /// <summary>omnifund.dll or libomnifund.so: each system adds its own.</summary>
        internal const string Name = "omnifund";

        private const string Variable = "OMNIFUND_LIBRARY";
        private const uint WithItsNeighbours = 8;

        private static readonly object Gate = new object();
        private static volatile bool isLoaded;

        private static bool IsWindows => Environment.OSVersion.Platform == PlatformID.Win32NT;

        private static bool IsMono => Type.GetType("Mono.Runtime") != null;

        /// <summary>.NET Core's and .NET's own way to say where a library is, which .NET Framework lacks.</summary>
        private static Type Resolving => Type.GetType("System.Runtime.InteropServices.NativeLibrary");

        /// <summary>What knows the processor, which .NET Framework before 4.7.1 lacks. It lies in one assembly or the
        /// other.</summary>
        private static Type Information
        {
            get
            {
                const string name = "System.Runtime.InteropServices.RuntimeInformation";
                return Type.GetType(name + ", " + name) ?? Type.GetType(name);
            }
        }

        /// <summary>Whoever makes something out of nothing begins here. The call is a function of its own, which is
        /// compiled when the library is there.</summary>
        internal static T Loaded<T>(Func<T> call)
        {
            Load();
            return call();
        }

        private static void Load()
        {
            if (isLoaded)
            {
                return;
            }
            lock (Gate)
            {
                if (!isLoaded)
                {
                    var file = Find();
                    if (file != null)
                    {
                        TakeFrom(file);
                    }
                    Check(file);
                    Exchanges.EndWithTheProcess();
                    isLoaded = true;
                }
            }
        }

        /// <summary>Null leaves it to the runtime, which knows the application's packages and the system's
        /// folders.</summary>
        private static string Find()
        {
            var named = Environment.GetEnvironmentVariable(Variable);
            if (!string.IsNullOrEmpty(named))
            {
                return Path.GetFullPath(named);
            }
            var own = typeof(Library).Assembly.Location;
            var folder = string.IsNullOrEmpty(own) ? AppDomain.CurrentDomain.BaseDirectory : Path.GetDirectoryName(own);
            var file = IsWindows ? Name + ".dll" : "lib" + Name + ".so";
            var bundled = Path.Combine(folder, "runtimes", Platform(), "native", file);
            var beside = Path.Combine(folder, file);
            return File.Exists(bundled) ? bundled : File.Exists(beside) ? beside : null;
        }

        /// <summary>As NuGet calls this system, its libc and the processor.</summary>
        private static string Platform()
        {
            var processor = IntPtr.Size == 8 ? "x64" : "x86";
            if (IsWindows)
            {
                return "win-" + processor;
            }
            const string maps = "/proc/self/maps";
            var libc = File.Exists(maps) && File.ReadAllText(maps).Contains("/ld-musl-") ? "musl-" : "";
            var told = Information?.GetProperty("ProcessArchitecture")?.GetValue(null, null);
            return "linux-" + libc + (told?.ToString().ToLowerInvariant() ?? processor);
        }

        private static void TakeFrom(string file)
        {
            if (!File.Exists(file))
            {
                throw NotLoaded(file, "there is no such file");
            }
            if (Resolving != null)
            {
                Resolve(file);
            }
            else if (IsWindows)
            {
                // Whoever asks for it by its name later gets the one that is there already.
                if (LoadLibraryEx(file, IntPtr.Zero, WithItsNeighbours) == IntPtr.Zero)
                {
                    throw NotLoaded(file, "Windows error " + Marshal.GetLastWin32Error());
                }
            }
            else if (IsMono)
            {
                mono_dllmap_insert(IntPtr.Zero, Name, null, file, null);
            }
        }

        /// <summary>What netstandard2.0 does not declare is asked for by name.</summary>
        private static void Resolve(string file)
        {
            var load = Resolving.GetMethod("Load", new[] { typeof(string) });
            var set = Resolving.GetMethod("SetDllImportResolver");
            Func<string, Assembly, DllImportSearchPath?, IntPtr> resolve = (name, assembly, paths) =>
                name == Name ? (IntPtr)load.Invoke(null, new object[] { file }) : IntPtr.Zero;
            var resolver = Delegate.CreateDelegate(set.GetParameters()[1].ParameterType, resolve.Target, resolve.Method);
            try
            {
                set.Invoke(null, new object[] { typeof(Library).Assembly, resolver });
            }
            catch (TargetInvocationException already) when (already.InnerException is InvalidOperationException)
            {
                // An attempt before this one set it, and failed later.
            }
        }

        private static void Check(string file)
        {
            int abi;
            try
            {
                abi = Native.omnifund_abi_version();
            }
            catch (Exception problem) when (IsAboutLoading(problem))
            {
                throw NotLoaded(file, (problem.InnerException ?? problem).Message);
            }
            if (abi != Native.Abi)
            {
                throw NotLoaded(file, $"it has ABI {abi}, and this package needs ABI {Native.Abi}: take both of one version");
            }
        }

        private static bool IsAboutLoading(Exception problem)
        {
            return problem is TypeLoadException || problem is BadImageFormatException
                || problem is TargetInvocationException;
        }

        private static OmnifundException NotLoaded(string file, string why)
        {
            var bits = IntPtr.Size * 8;
            var which = file ?? (IsWindows ? "omnifund.dll" : "libomnifund.so") + ", which lies neither beside "
                + "Omnifund.Net.dll nor in runtimes/ there,";
            return new ConfigurationException(
                $"cannot load {which} into this process of {bits} bits: {why}. Install the package with its folder "
                + $"runtimes, or name the library in the environment variable {Variable}");
        }

        [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
        private static extern IntPtr LoadLibraryEx(string file, IntPtr reserved, uint flags);

        [DllImport("__Internal")]
        private static extern void mono_dllmap_insert(
            IntPtr assembly,
            string name,
            string function,
            string file,
            string asFunction);
    }
}
