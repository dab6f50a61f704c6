using System;
using System.Collections.Generic;

namespace Omnifund
{
    /// <summary>A dumb keeper of sealed records, such as a table of the application's database: sealing, waiting and
    /// the journal are the library's. Deadlines are how long a call may take. What is not done is a
    /// <see cref="StoreRefusalException"/>; anything else that is thrown is unknown to have been done from
    /// <see cref="Swap"/>, and a failure from all others.
    ///
    /// One connection is used by one thread at a time, which need not be the one that made it. A method calls nothing
    /// of this package.</summary>
    public interface IStoreFunctions
    {
        /// <summary>Makes a connection.</summary>
        object Connect(TimeSpan deadline);

        /// <summary>Ends one.</summary>
        void Disconnect(object connection);

        /// <summary>The store's id: 32 hexadecimal digits, chosen at random when it was made.</summary>
        string Identify(object connection, TimeSpan deadline);

        /// <summary>What was swapped last, and nothing older; null where there is none.</summary>
        StoreRecord Load(object connection, TimeSpan deadline, string key);

        /// <summary>Tries to take a lease, and does not wait for it; another's is
        /// <see cref="StoreAnswer.Busy"/>.</summary>
        StoreLease Lease(object connection, TimeSpan deadline, string key, string owner, TimeSpan lasting);

        /// <summary>Puts the body in the place of the expected version, or takes the record away where it is null:
        /// under a live lease alone (<see cref="StoreAnswer.Lost"/>), and where the version is that one
        /// (<see cref="StoreAnswer.Conflict"/>).</summary>
        void Swap(
            object connection,
            TimeSpan deadline,
            string key,
            string owner,
            long fence,
            long expected,
            string writeId,
            byte[] body);

        /// <summary>Ends a lease early, where it still is that one.</summary>
        void Release(object connection, TimeSpan deadline, string key, string owner, long fence);

        /// <summary>Keys behind the first and before the second, in the order of their bytes.</summary>
        IEnumerable<string> List(object connection, TimeSpan deadline, string after, string upTo, long limit);
    }

    /// <summary>What a store keeps under a key.</summary>
    public sealed class StoreRecord
    {
        public StoreRecord(long version, string writeId, TimeSpan? age, byte[] body)
        {
            Version = version;
            WriteId = writeId;
            Age = age;
            Body = body;
        }

        public long Version { get; }

        /// <summary>Of the change that made it.</summary>
        public string WriteId { get; }

        /// <summary>For how long it has stood there by the store's own clock; null where it can't tell.</summary>
        public TimeSpan? Age { get; }

        public byte[] Body { get; }
    }

    /// <summary>The right to change a record.</summary>
    public sealed class StoreLease
    {
        public StoreLease(long fence, TimeSpan remaining)
        {
            Fence = fence;
            Remaining = remaining;
        }

        public long Fence { get; }

        public TimeSpan Remaining { get; }
    }

    /// <summary>What a store answers in place of doing it.</summary>
    public sealed class StoreRefusalException : Exception
    {
        /// <summary>With <see cref="StoreAnswer.Busy"/> goes how long the other's lease lasts.</summary>
        public StoreRefusalException(StoreAnswer answer, string message = "", TimeSpan remaining = default)
            : base(message)
        {
            Answer = answer;
            Remaining = remaining;
        }

        public StoreAnswer Answer { get; }

        public TimeSpan Remaining { get; }
    }
}
