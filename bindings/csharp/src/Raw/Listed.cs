using System;
using System.Collections.Generic;

namespace Omnifund.Raw
{
    /// <summary>What is several, by an index.</summary>
    internal static class Listed
    {
        internal static IReadOnlyList<T> Of<T>(long count, Func<long, T> one)
        {
            var list = new T[count];
            for (var index = 0; index < list.Length; index++)
            {
                list[index] = one(index);
            }
            return Array.AsReadOnly(list);
        }
    }
}
