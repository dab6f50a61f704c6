using System;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>An answer of OmniFund that could not be understood. It may hold the only tokens that there are.</summary>
    public sealed class KeptAnswer
    {
        private readonly byte[] bytes;

        internal KeptAnswer(KeptAnswerHandle held)
        {
            using (held)
            {
                AskedAt = Time.Of(Calls.KeptAnswerAskedAt(held));
                bytes = Calls.KeptAnswerBytes(held);
            }
        }

        public DateTimeOffset AskedAt { get; }

        /// <summary>For a human's eyes, and for no log: the tokens may be in it.</summary>
        public byte[] Expose()
        {
            return (byte[])bytes.Clone();
        }
    }
}
