using System;
using System.Runtime.InteropServices;

namespace Omnifund.Raw
{
    /// <summary>Something of the library's. A call that is under way with it keeps it from being ended.</summary>
    internal abstract class Handle : SafeHandle
    {
        protected Handle() : base(IntPtr.Zero, true)
        {
        }

        /// <summary>One that a function returned; what is only lent is somebody else's to end.</summary>
        protected Handle(IntPtr given, bool isLent) : base(IntPtr.Zero, !isLent)
        {
            SetHandle(given);
        }

        public override bool IsInvalid => handle == IntPtr.Zero;
    }

    /// <summary>Keeps a handle from being ended while what it lends is read.</summary>
    internal struct Held : IDisposable
    {
        private readonly SafeHandle handle;
        private readonly bool isHeld;

        internal Held(SafeHandle handle)
        {
            this.handle = handle;
            isHeld = false;
            handle.DangerousAddRef(ref isHeld);
        }

        public void Dispose()
        {
            if (isHeld)
            {
                handle.DangerousRelease();
            }
        }
    }
}
