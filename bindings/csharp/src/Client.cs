using System;
using Omnifund.Raw;

namespace Omnifund
{
    /// <summary>An OAuth client at one OmniFund. Any thread may use it.</summary>
    public sealed class Client : IDisposable
    {
        /// <summary>Of a config's settings. The config may be disposed or changed afterwards.</summary>
        public Client(Config config) : this(Calls.ClientNew(config.Held))
        {
        }

        private Client(ClientHandle held)
        {
            Held = held;
        }

        internal ClientHandle Held { get; }

        /// <summary>One that the store keeps under a name, with the other settings of the config.</summary>
        public static Client FromStore(Config config, Store store, string name)
        {
            return new Client(Calls.ClientFromStore(config.Held, store.Held, name));
        }

        /// <summary>The one that a loaded configuration names, by its credentials or by its name in the
        /// store.</summary>
        public static Client OpenConfigured(Config config, Store store)
        {
            return new Client(Calls.ClientOpenConfigured(config.Held, store.Held));
        }

        /// <summary>A pair for a user's password (RFC 6749 section 4.3). A session does this, and keeps what comes.
        /// Blocks.</summary>
        public Token PasswordGrant(string username, string password)
        {
            return Token.Of(Calls.ClientPasswordGrant(Held, username, password));
        }

        /// <summary>A new pair for a refresh token, which is spent (RFC 6749 section 6). Blocks.</summary>
        public Token RefreshGrant(string refreshToken)
        {
            return Token.Of(Calls.ClientRefreshGrant(Held, refreshToken));
        }

        /// <summary>A pair for the code that a browser came back with. Blocks.</summary>
        public Token AuthorizationCodeGrant(Authorization authorization, string redirectUrl)
        {
            return Token.Of(Calls.ClientAuthorizationCodeGrant(Held, authorization.Held, redirectUrl));
        }

        /// <summary>Token login with an access token. Blocks.</summary>
        public Login TokenLogin(string accessToken)
        {
            return Login.Of(Calls.ClientTokenLogin(Held, accessToken));
        }

        /// <summary>A question to a browser, which comes back to the redirect URI: the OAuth client's, to the letter.
        /// With the state of one that was asked before, it is that one again.</summary>
        public Authorization Authorization(string redirectUri, string state = null)
        {
            return new Authorization(state == null
                ? Calls.ClientAuthorization(Held, redirectUri)
                : Calls.ClientAuthorizationWithState(Held, redirectUri, state));
        }

        public void Dispose()
        {
            Held.Dispose();
        }
    }
}
