using System;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>How a store is kept. Each setter gives the options back, so that one can stand behind the other. Unless
    /// set: nobody but the owner may read it, no network file system, no other machine's store.</summary>
    public sealed partial class StoreOptions : IDisposable
    {
        internal StoreOptionsHandle Held { get; } = Calls.StoreOptionsNew();

        public void Dispose()
        {
            Held.Dispose();
        }
    }
}
