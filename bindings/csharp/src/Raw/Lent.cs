using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Omnifund.Raw
{
    /// <summary>Bytes that C is lent for a call. They may be a secret: they stay where they are, so that no copy is
    /// left behind, and are wiped at the end.</summary>
    internal abstract class Lent : SafeHandle
    {
        private readonly byte[] bytes;
        private GCHandle pin;

        protected Lent(int length) : base(IntPtr.Zero, true)
        {
            // There is a place also for none.
            bytes = new byte[length + 1];
            pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
            SetHandle(pin.AddrOfPinnedObject());
        }

        /// <summary>What is missing.</summary>
        protected Lent() : base(IntPtr.Zero, true)
        {
        }

        public override bool IsInvalid => handle == IntPtr.Zero;

        protected byte[] Place => bytes;

        protected override bool ReleaseHandle()
        {
            Array.Clear(bytes, 0, bytes.Length);
            pin.Free();
            return true;
        }
    }

    /// <summary>A text in UTF-8, with a NUL at its end.</summary>
    internal sealed class Text : Lent
    {
        private static readonly UTF8Encoding Strict = new UTF8Encoding(false, true);

        private Text()
        {
        }

        private Text(string text, int length) : base(length)
        {
            Strict.GetBytes(text, 0, text.Length, Place, 0);
        }

        internal static Text Of(string text, string name)
        {
            if (text == null)
            {
                throw new ArgumentNullException(name);
            }
            if (text.IndexOf('\0') >= 0)
            {
                throw new ArgumentException("there is a NUL in it, where C would end it", name);
            }
            try
            {
                return new Text(text, Strict.GetByteCount(text));
            }
            catch (EncoderFallbackException)
            {
                // That one's own words have a part of the text.
                throw new ArgumentException("it is no text: half of a surrogate pair stands alone", name);
            }
        }

        internal static Text OfOptional(string text, string name)
        {
            return text == null ? new Text() : Of(text, name);
        }

        /// <summary>A text of C's; null for NULL.</summary>
        internal static string Read(IntPtr text)
        {
            if (text == IntPtr.Zero)
            {
                return null;
            }
            var length = 0;
            while (Marshal.ReadByte(text, length) != 0)
            {
                length++;
            }
            var bytes = Bytes.Read(text, length);
            var read = Encoding.UTF8.GetString(bytes);
            Array.Clear(bytes, 0, bytes.Length);
            return read;
        }
    }

    /// <summary>Bytes, NULs among them.</summary>
    internal sealed class Bytes : Lent
    {
        private static readonly byte[] None = new byte[0];

        private Bytes(byte[] bytes) : base(bytes.Length)
        {
            Buffer.BlockCopy(bytes, 0, Place, 0, bytes.Length);
            Length = bytes.Length;
        }

        internal long Length { get; }

        internal static Bytes Of(byte[] bytes, string name)
        {
            if (bytes == null)
            {
                throw new ArgumentNullException(name);
            }
            return new Bytes(bytes);
        }

        /// <summary>Bytes of C's.</summary>
        internal static byte[] Read(IntPtr bytes, long length)
        {
            if (bytes == IntPtr.Zero || length <= 0)
            {
                return None;
            }
            var read = new byte[length];
            Marshal.Copy(bytes, read, 0, read.Length);
            return read;
        }
    }
}
