using System;
using System.Runtime.InteropServices;

namespace Omnifund.Raw
{
    /// <summary>Where a function of a store's puts what it found, during its call alone.</summary>
    internal sealed class StoreSink
    {
        private const int LongestMessage = 300;

        private readonly Native.StoreSink sink;

        internal StoreSink(IntPtr place)
        {
            sink = (Native.StoreSink)Marshal.PtrToStructure(place, typeof(Native.StoreSink));
        }

        /// <summary>Makes a call. What it throws never leaves: it becomes an answer, and its words a message.</summary>
        internal int Answered(StoreAnswer otherwise, Action<StoreSink> call)
        {
            try
            {
                call(this);
                return (int)StoreAnswer.Done;
            }
            catch (StoreRefusalException refusal)
            {
                if (refusal.Answer == StoreAnswer.Busy)
                {
                    Lease(0, refusal.Remaining);
                }
                Message(refusal.Message);
                return (int)refusal.Answer;
            }
            catch (Exception problem)
            {
                Message(problem.GetType().Name + ": " + problem.Message);
                return (int)otherwise;
            }
        }

        internal void Key(string key)
        {
            using (var lent = Text.Of(key, nameof(key)))
            {
                Function<Native.StoreSinkKey>(sink.Key)(sink.Call, lent.DangerousGetHandle());
            }
        }

        internal void Lease(long fence, TimeSpan remaining)
        {
            Function<Native.StoreSinkLease>(sink.Lease)(sink.Call, fence, CTime.Milliseconds(remaining));
        }

        internal void Record(StoreRecord found)
        {
            using (var writeId = Text.Of(found.WriteId, nameof(found.WriteId)))
            using (var body = Bytes.Of(found.Body, nameof(found.Body)))
            {
                Function<Native.StoreSinkRecord>(sink.Record)(
                    sink.Call,
                    found.Version,
                    writeId.DangerousGetHandle(),
                    found.Age == null ? -1 : CTime.Milliseconds(found.Age.Value),
                    body.DangerousGetHandle(),
                    (UIntPtr)(ulong)body.Length);
            }
        }

        private static T Function<T>(IntPtr address)
        {
            return (T)(object)Marshal.GetDelegateForFunctionPointer(address, typeof(T));
        }

        private void Message(string words)
        {
            var line = words.Split('\r', '\n')[0].Replace('\0', ' ');
            line = line.Substring(0, Math.Min(line.Length, LongestMessage));
            // Half of a pair that was cut in two is none.
            line = line.Length > 0 && char.IsHighSurrogate(line[line.Length - 1]) ? line.Remove(line.Length - 1) : line;
            using (var text = Text.Of(line, nameof(words)))
            {
                Function<Native.StoreSinkMessage>(sink.Message)(sink.Call, text.DangerousGetHandle());
            }
        }
    }
}
