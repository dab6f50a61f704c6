// Made by tools/interface from omnifund-api.json; edits here are lost.

using System;
using System.Collections.Generic;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>An answer of the token endpoint that nothing could be made of. It may hold the only pair that there
    /// is, so it is kept in the store, sealed, until the next success. What is not there is null.</summary>
    public sealed partial class KeptAnswer
    {
        /// <summary>When the answer was asked for.</summary>
        public DateTimeOffset AskedAt { get; }

        private readonly byte[] bytesAsRead;

        /// <summary>For tests of your own.</summary>
        public KeptAnswer(
            DateTimeOffset askedAt = default,
            byte[] bytes = null)
        {
            AskedAt = askedAt;
            bytesAsRead = bytes ?? new byte[0];
        }

        internal static KeptAnswer Of(KeptAnswerHandle held)
        {
            using (held)
            {
                return new KeptAnswer(
                    askedAt: CTime.Of(Calls.KeptAnswerAskedAt(held)),
                    bytes: Calls.KeptAnswerBytes(held));
            }
        }
    }
}
