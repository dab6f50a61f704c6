using System.Threading;
using System.Threading.Tasks;

namespace Omnifund
{
    /// <summary>What only asks for tokens needs no more than this: a <see cref="Session"/>, or a stand-in in tests of
    /// your own.</summary>
    public interface ITokenProvider
    {
        /// <summary>Where OmniFund is: only its origin may be sent the access token.</summary>
        string BaseUrl { get; }

        /// <summary>A valid access token. May block.</summary>
        Token GetToken();

        /// <summary>A valid access token, without blocking the thread that waits for it.</summary>
        Task<Token> GetTokenAsync(CancellationToken cancellation = default);

        /// <summary>Hands back an access token with which you saw a 401 that was about it.</summary>
        Task RejectAsync(string accessToken, CancellationToken cancellation = default);
    }
}
