using System.Reflection;
using System.Runtime.CompilerServices;

[assembly: AssemblyTitle("Omnifund.Net")]
[assembly: AssemblyDescription("A valid OmniFund OAuth2 access token, every time")]
[assembly: AssemblyProduct("libomnifund")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
[assembly: AssemblyInformationalVersion("0.1.0")]
[assembly: InternalsVisibleTo("Omnifund.Tests")]
