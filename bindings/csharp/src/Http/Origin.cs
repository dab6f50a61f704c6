using System;

namespace Omnifund.Http
{
    /// <summary>Who may see a token: scheme, host and port.</summary>
    internal sealed class Origin
    {
        private readonly string origin;

        internal Origin(string url)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || Of(parsed) == null)
            {
                throw new ArgumentException($"\"{url}\" is no URL with a scheme and a host", nameof(url));
            }
            origin = Of(parsed);
        }

        internal bool Covers(Uri url)
        {
            return url != null && url.IsAbsoluteUri && Of(url) == origin;
        }

        private static string Of(Uri url)
        {
            var host = url.Host.ToLowerInvariant().TrimEnd('.');
            var isHttp = url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps;
            return host.Length == 0 || !isHttp ? null : $"{url.Scheme}://{host}:{url.Port}";
        }
    }
}
