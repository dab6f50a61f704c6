using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace Omnifund.Http
{
    /// <summary>Puts a valid access token on each request of an HttpClient to one origin (scheme, host and port): that
    /// of the session's base URL, or of another one. Requests to other origins go as they are. At a 401 that is about
    /// the token it rejects that and tries once more with another one, where the body can be sent again: a stream's
    /// can't.
    ///
    /// Where there is no token, the request is not sent, and what is thrown is the session's exception, such as
    /// <see cref="SignInRequiredException"/>, whose outcome is this request's. <see cref="HttpOutcome"/> tells it of
    /// all that an HttpClient answers and throws.</summary>
    public sealed class TokenHandler : DelegatingHandler
    {
        private const string Bearer = "Bearer";

        private readonly ITokenProvider tokens;
        private readonly Origin origin;

        /// <summary>In a chain that somebody else makes, such as an IHttpClientFactory.</summary>
        public TokenHandler(ITokenProvider tokens, string url = null)
        {
            this.tokens = tokens ?? throw new ArgumentNullException(nameof(tokens));
            origin = new Origin(url ?? tokens.BaseUrl);
        }

        /// <summary>Before another one, such as an HttpClientHandler that follows no redirects with a token.</summary>
        public TokenHandler(ITokenProvider tokens, HttpMessageHandler inner, string url = null) : this(tokens, url)
        {
            InnerHandler = inner;
        }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellation)
        {
            if (!origin.Covers(request.RequestUri))
            {
                return await base.SendAsync(request, cancellation).ConfigureAwait(false);
            }
            var token = await TokenFor(Outcome.NotSent, cancellation).ConfigureAwait(false);
            request.Headers.Authorization = new AuthenticationHeaderValue(Bearer, token);
            var response = await base.SendAsync(request, cancellation).ConfigureAwait(false);
            if (!await Challenge.RefusesToken(response).ConfigureAwait(false))
            {
                return response;
            }
            try
            {
                await tokens.RejectAsync(token, cancellation).ConfigureAwait(false);
            }
            catch (StoreException)
            {
                // This process does not hand the token out all the same.
            }
            if (!CanBeSentAgain(request.Content))
            {
                return response;
            }
            string other;
            try
            {
                other = await TokenFor(Outcome.Refused, cancellation).ConfigureAwait(false);
            }
            catch
            {
                response.Dispose();
                throw;
            }
            if (other == token)
            {
                return response;
            }
            response.Dispose();
            request.Headers.Authorization = new AuthenticationHeaderValue(Bearer, other);
            return await base.SendAsync(request, cancellation).ConfigureAwait(false);
        }

        private async Task<string> TokenFor(Outcome unless, CancellationToken cancellation)
        {
            try
            {
                var token = await tokens.GetTokenAsync(cancellation).ConfigureAwait(false);
                return token.AccessToken;
            }
            catch (OmnifundException problem)
            {
                throw problem.Of(unless);
            }
        }

        /// <summary>Whether it says the same a second time. What it is not known of may have been read to its
        /// end.</summary>
        private static bool CanBeSentAgain(HttpContent content)
        {
            // The last is known by its name alone: it is of a later .NET.
            return content == null
                || content is ByteArrayContent
                || (content is MultipartContent parts && parts.All(CanBeSentAgain))
                || content.GetType().FullName == "System.Net.Http.Json.JsonContent";
        }
    }
}
