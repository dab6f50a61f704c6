using System;
using System.Net.Http;

namespace Omnifund.Http
{
    /// <summary>An HttpClient for a session.</summary>
    public static class SessionHttp
    {
        /// <summary>One that sends a valid access token with each request to OmniFund, and stands at its base URL. It
        /// follows no redirect, as no request of a session does: where one leads to is for the program to look at.
        /// Dispose the session after it.</summary>
        /// <param name="inner">What makes the connections, where that is to be another.</param>
        public static HttpClient CreateHttpClient(this Session session, HttpMessageHandler inner = null)
        {
            var handler = inner ?? new HttpClientHandler { AllowAutoRedirect = false };
            return new HttpClient(new TokenHandler(session, handler)) { BaseAddress = new Uri(session.BaseUrl) };
        }
    }
}
