using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Omnifund.Raw;
using Omnifund.Testing;

namespace Omnifund.Tests
{
    public sealed class PackageTests : ServerTest
    {
        [Test]
        public void A_program_runs_with_what_the_package_brings_and_nothing_else()
        {
            var there = Unpacked();
            var program = Path.Combine(Scratch, "program");
            Directory.CreateDirectory(program);
            var own = Path.GetDirectoryName(typeof(PackageTests).Assembly.Location);
            foreach (var file in new[] { "Till.exe", "Till.runtimeconfig.json" })
            {
                File.Copy(Path.Combine(own, file), Path.Combine(program, file));
            }
            File.Copy(
                Path.Combine(there, "lib", "netstandard2.0", "Omnifund.Net.dll"),
                Path.Combine(program, "Omnifund.Net.dll"));
            // As the package's .targets do where the runtime does not.
            Directory.Move(Path.Combine(there, "runtimes"), Path.Combine(program, "runtimes"));
            var variables = Server.Environ();
            variables["OMNIFUND_LIBRARY"] = "";
            variables["OMNIFUND_USERNAME"] = TestServer.Username;
            variables["OMNIFUND_PASSWORD"] = TestServer.Password;
            variables[Settings.Store] = Path.Combine(Scratch, "store");
            using (var till = Programs.Start(Path.Combine(program, "Till.exe"), "1", variables))
            {
                Check.Holds("token login 200", till.Ended());
            }
        }

        [Test]
        public void A_program_without_the_library_is_told_where_it_is_looked_for()
        {
            var variables = new Dictionary<string, string>
            {
                ["OMNIFUND_LIBRARY"] = Path.Combine(Scratch, "none"),
                [Settings.BaseUrl] = "https://127.0.0.1:1/",
                [Settings.ClientId] = "id",
                [Settings.ClientSecret] = "secret",
            };
            using (var till = Programs.Start("Till.exe", "1", variables))
            {
                till.Ended(1);
                Check.Holds("cannot load " + variables["OMNIFUND_LIBRARY"], till.Errors);
                Check.Holds("OMNIFUND_LIBRARY", till.Errors);
            }
            var noLibrary = Path.Combine(Scratch, "none");
            File.WriteAllText(noLibrary, "no library");
            using (var till = Programs.Start("Till.exe", "1", variables))
            {
                till.Ended(1);
                Check.Holds("cannot load " + noLibrary, till.Errors);
            }
        }

        [Test]
        public void The_package_says_what_it_is()
        {
            var there = Unpacked();
            var manifest = File.ReadAllText(Path.Combine(there, "Omnifund.Net.nuspec"));
            Check.Holds("<id>Omnifund.Net</id>", manifest);
            Check.Holds($"<version>{LibraryVersion.Current}</version>", manifest);
            foreach (var file in new[] { "README.md", "LICENSE-MIT", "LICENSE-APACHE", "[Content_Types].xml", "_rels/.rels" })
            {
                Check.That(File.Exists(Path.Combine(there, file)), file);
            }
            foreach (var framework in new[] { "net45", "netstandard2.0" })
            {
                var words = File.ReadAllText(Path.Combine(there, "lib", framework, "Omnifund.Net.xml"));
                Check.Holds("M:Omnifund.Session.GetToken", words);
            }
            var targets = File.ReadAllText(Path.Combine(there, "build", "net45", "Omnifund.Net.targets"));
            Check.Holds("<CopyToOutputDirectory>", targets);
        }

        private string Unpacked()
        {
            var there = Path.Combine(Scratch, "package");
            foreach (var entry in Zip.Read(Environment.GetEnvironmentVariable("OMNIFUND_NUPKG")))
            {
                var path = Path.Combine(there, entry.Key.Replace('/', Path.DirectorySeparatorChar));
                Directory.CreateDirectory(Path.GetDirectoryName(path));
                File.WriteAllBytes(path, entry.Value);
            }
            return there;
        }
    }

    /// <summary>Reads a zip file whose entries are stored or deflated: what has that lies in other places for each
    /// runtime.</summary>
    internal static class Zip
    {
        private const uint Entry = 0x04034b50;

        internal static IEnumerable<KeyValuePair<string, byte[]>> Read(string path)
        {
            using (var reader = new BinaryReader(File.OpenRead(path)))
            {
                while (reader.ReadUInt32() == Entry)
                {
                    reader.BaseStream.Seek(4, SeekOrigin.Current);
                    var isDeflated = reader.ReadUInt16() == 8;
                    reader.BaseStream.Seek(8, SeekOrigin.Current);
                    var packed = reader.ReadInt32();
                    reader.ReadInt32();
                    var nameLength = reader.ReadUInt16();
                    var extraLength = reader.ReadUInt16();
                    var name = new string(reader.ReadChars(nameLength));
                    reader.ReadBytes(extraLength);
                    var bytes = reader.ReadBytes(packed);
                    if (!name.EndsWith("/", StringComparison.Ordinal))
                    {
                        yield return new KeyValuePair<string, byte[]>(name, isDeflated ? Inflated(bytes) : bytes);
                    }
                }
            }
        }

        private static byte[] Inflated(byte[] bytes)
        {
            using (var packed = new System.IO.Compression.DeflateStream(
                new MemoryStream(bytes),
                System.IO.Compression.CompressionMode.Decompress))
            using (var whole = new MemoryStream())
            {
                packed.CopyTo(whole);
                return whole.ToArray();
            }
        }
    }
}
