using System;
using System.Runtime.InteropServices;

namespace Omnifund.Raw
{
    /// <summary>A store of somebody else's as the library's table of functions. One set of delegates serves all of them
    /// and is never collected; a handle tells them apart, which the library ends.</summary>
    internal static class StoreTable
    {
        private const uint Version = 1;

        private static readonly Native.StoreFunctions Shared = new Native.StoreFunctions
        {
            Size = (UIntPtr)(uint)Marshal.SizeOf(typeof(Native.StoreFunctions)),
            Version = Version,
            Connect = Address<Native.StoreFunctionsConnect>(Connect),
            Disconnect = Address<Native.StoreFunctionsDisconnect>(Disconnect),
            Identify = Address<Native.StoreFunctionsIdentify>(Identify),
            Load = Address<Native.StoreFunctionsLoad>(Load),
            Lease = Address<Native.StoreFunctionsLease>(Lease),
            Swap = Address<Native.StoreFunctionsSwap>(Swap),
            Release = Address<Native.StoreFunctionsRelease>(Release),
            List = Address<Native.StoreFunctionsList>(List),
            Destroy = Address<Native.StoreFunctionsDestroy>(Drop),
        };

        /// <summary>For one store: the library ends it, also where it opens none.</summary>
        internal static Native.StoreFunctions Of(IStoreFunctions functions)
        {
            var table = Shared;
            table.Userdata = GCHandle.ToIntPtr(GCHandle.Alloc(functions));
            return table;
        }

        /// <summary>Kept alive for as long as the process lives.</summary>
        private static IntPtr Address<T>(T function)
        {
            GCHandle.Alloc(function);
            return Marshal.GetFunctionPointerForDelegate((Delegate)(object)function);
        }

        private static IStoreFunctions Functions(IntPtr userdata)
        {
            return (IStoreFunctions)GCHandle.FromIntPtr(userdata).Target;
        }

        private static object Connection(IntPtr connection)
        {
            return GCHandle.FromIntPtr(connection).Target;
        }

        private static TimeSpan Milliseconds(long milliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        private static int Connect(IntPtr userdata, long deadline, out IntPtr connection, IntPtr sink)
        {
            var made = IntPtr.Zero;
            var answer = new StoreSink(sink).Answered(StoreAnswer.Failed, it =>
                made = GCHandle.ToIntPtr(GCHandle.Alloc(Functions(userdata).Connect(Milliseconds(deadline)))));
            connection = made;
            return answer;
        }

        private static void Disconnect(IntPtr userdata, IntPtr connection)
        {
            try
            {
                var ended = GCHandle.FromIntPtr(connection);
                var target = ended.Target;
                ended.Free();
                Functions(userdata).Disconnect(target);
            }
            catch (Exception)
            {
                // It must not cross into the library, and there is nobody to tell.
            }
        }

        private static int Identify(IntPtr userdata, IntPtr connection, long deadline, IntPtr sink)
        {
            return new StoreSink(sink).Answered(StoreAnswer.Failed, it =>
                it.Key(Functions(userdata).Identify(Connection(connection), Milliseconds(deadline))));
        }

        private static int Load(IntPtr userdata, IntPtr connection, long deadline, IntPtr key, IntPtr sink)
        {
            return new StoreSink(sink).Answered(StoreAnswer.Failed, it =>
            {
                var found = Functions(userdata).Load(Connection(connection), Milliseconds(deadline), Text.Read(key));
                if (found != null)
                {
                    it.Record(found);
                }
            });
        }

        private static int Lease(
            IntPtr userdata,
            IntPtr connection,
            long deadline,
            IntPtr key,
            IntPtr owner,
            long lasting,
            IntPtr sink)
        {
            return new StoreSink(sink).Answered(StoreAnswer.Failed, it =>
            {
                var taken = Functions(userdata).Lease(
                    Connection(connection),
                    Milliseconds(deadline),
                    Text.Read(key),
                    Text.Read(owner),
                    Milliseconds(lasting));
                it.Lease(taken.Fence, taken.Remaining);
            });
        }

        private static int Swap(
            IntPtr userdata,
            IntPtr connection,
            long deadline,
            IntPtr key,
            IntPtr owner,
            long fence,
            long expected,
            IntPtr writeId,
            IntPtr bytes,
            UIntPtr length,
            IntPtr sink)
        {
            return new StoreSink(sink).Answered(StoreAnswer.Unknown, it => Functions(userdata).Swap(
                Connection(connection),
                Milliseconds(deadline),
                Text.Read(key),
                Text.Read(owner),
                fence,
                expected,
                Text.Read(writeId),
                bytes == IntPtr.Zero ? null : Bytes.Read(bytes, (long)length)));
        }

        private static int Release(
            IntPtr userdata,
            IntPtr connection,
            long deadline,
            IntPtr key,
            IntPtr owner,
            long fence,
            IntPtr sink)
        {
            return new StoreSink(sink).Answered(StoreAnswer.Failed, it => Functions(userdata).Release(
                Connection(connection),
                Milliseconds(deadline),
                Text.Read(key),
                Text.Read(owner),
                fence));
        }

        private static int List(
            IntPtr userdata,
            IntPtr connection,
            long deadline,
            IntPtr after,
            IntPtr upTo,
            long limit,
            IntPtr sink)
        {
            return new StoreSink(sink).Answered(StoreAnswer.Failed, it =>
            {
                var keys = Functions(userdata).List(
                    Connection(connection),
                    Milliseconds(deadline),
                    Text.Read(after),
                    Text.Read(upTo),
                    limit);
                foreach (var key in keys)
                {
                    it.Key(key);
                }
            });
        }

        private static void Drop(IntPtr userdata)
        {
            GCHandle.FromIntPtr(userdata).Free();
        }
    }
}
