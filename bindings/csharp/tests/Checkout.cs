using System;
using System.IO;

namespace Omnifund.Tests
{
    /// <summary>The files of the checkout.</summary>
    internal static class Checkout
    {
        /// <summary>By its path from the root, which ./test tells.</summary>
        internal static string Path(string below)
        {
            var root = Environment.GetEnvironmentVariable("OMNIFUND_CHECKOUT");
            return System.IO.Path.Combine(root, below.Replace('/', System.IO.Path.DirectorySeparatorChar));
        }

        internal static string Read(string below)
        {
            return File.ReadAllText(Path(below)).Replace("\r\n", "\n");
        }
    }
}
