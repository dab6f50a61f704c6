using System;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>A key that seals the records of a store.</summary>
    public sealed class Key : IDisposable
    {
        /// <summary>Of 32 random bytes, from where the program keeps its secrets.</summary>
        public Key(byte[] bytes)
        {
            Held = Calls.KeyFromBytes(bytes);
        }

        internal KeyHandle Held { get; }

        public void Dispose()
        {
            Held.Dispose();
        }
    }
}
