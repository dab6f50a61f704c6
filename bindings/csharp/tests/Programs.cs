using System;

namespace Omnifund.Tests
{
    /// <summary>What tests run as processes of their own: this program with other arguments.</summary>
    internal static class Programs
    {
        internal const string Marker = "--program";

        internal static int Run(string[] arguments)
        {
            Console.WriteLine("there is no program " + arguments[0]);
            return 2;
        }
    }
}
