namespace Omnifund
{
    public sealed partial class KeptAnswer
    {
        /// <summary>For a human's eyes, and for no log: the tokens may be in it.</summary>
        public byte[] Expose()
        {
            return (byte[])bytesAsRead.Clone();
        }
    }
}
