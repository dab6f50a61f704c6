using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>The library behind this package.</summary>
    public static class LibraryVersion
    {
        /// <summary>Such as "0.1.0".</summary>
        public static string Current => Calls.Version();
    }
}
