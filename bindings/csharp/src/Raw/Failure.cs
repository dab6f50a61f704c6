namespace Omnifund.Raw
{
    /// <summary>What a function says that can fail.</summary>
    internal static class Failure
    {
        private const int Ok = 0;

        internal static void Check(int code, ErrorHandle error)
        {
            using (error)
            {
                if (code != Ok)
                {
                    throw OmnifundException.Of(error);
                }
            }
        }
    }
}
