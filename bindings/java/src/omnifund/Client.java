// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/**
 * An OAuth client ready to talk to one OmniFund. Any thread may use it at any time. Each of its calls makes one
 * request over a connection of its own, on the calling thread, and blocks for the exchange timeout at most, beside
 * what the system's resolver takes longer.
 */
public final class Client extends Handle {
    Client(Pointer pointer) {
        super(pointer, RAW::omnifund_client_free);
    }

    /**
     * Makes a client from a copy of `cfg`. Touches neither the network nor certificates. Throws an exception with
     * Code.INVALID_CONFIGURATION, with the name of the setting in the message, where one is missing or does not go
     * with the others.
     */
    public Client(Config cfg) {
        this(made(cfg));
    }

    private static Pointer made(Config cfg) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_client_new(call.of(cfg), call.out(), call.error()));
            return call.given();
        }
    }

    /**
     * An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining an Access
     * Token"). Throws an exception with Code.MISSING_CREDENTIALS where one of the two is empty,
     * Code.WRONG_PASSWORD or another code of the 300s where the server refused, a code of the 200s or 400s where
     * it could not be asked or did not answer as it should. Blocks, see Client.
     */
    public Token passwordGrant(String username, String password) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_client_password_grant(
                    call.of(this),
                    Call.text(username),
                    Call.text(password),
                    call.out(),
                    call.error()));
            return new Token(call.given());
        }
    }

    /**
     * A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's "Refreshing
     * an Access Token"). OmniFund takes each refresh token once: save the new one before you do anything else.
     * Where an error's outcome is Outcome.UNKNOWN, the old one may be spent or not. Throws an exception with
     * Code.INVALID_ARGUMENT for what is no token, Code.REFRESH_TOKEN_REFUSED or another code of the 300s where the
     * server refused, a code of the 200s or 400s where it could not be asked or did not answer as it should.
     * Blocks, see Client.
     */
    public Token refreshGrant(String refreshToken) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_client_refresh_grant(
                    call.of(this),
                    Call.text(refreshToken),
                    call.out(),
                    call.error()));
            return new Token(call.given());
        }
    }

    /**
     * Logs the access token's user in (the specification's "Token Login", RFC 6750 section 2.1). Throws an
     * exception with Code.INVALID_ARGUMENT for what is no token, Code.ACCESS_TOKEN_REFUSED or Code.ACCESS_DENIED
     * for 401, Code.INSUFFICIENT_SCOPE for 403, with the words of WWW-Authenticate, another code of the 200s to
     * 400s where the server could not be asked or did not answer as it should. Blocks, see Client.
     */
    public Login tokenLogin(String accessToken) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_client_token_login(
                    call.of(this),
                    Call.text(accessToken),
                    call.out(),
                    call.error()));
            return new Login(call.given());
        }
    }

    /**
     * Makes one, with a random state. `redirectUri` is where the user comes back to; the OAuth client has to have
     * it under Profile, API Access, to the letter. Sends nothing. Throws an exception with Code.INVALID_ARGUMENT
     * for what is no redirect URI: not absolute, with a fragment, or over 2000 bytes.
     */
    public Authorization authorization(String redirectUri) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_client_authorization(
                    call.of(this),
                    Call.text(redirectUri),
                    call.out(),
                    call.error()));
            return new Authorization(call.given());
        }
    }

    /**
     * Makes one that was made before, where the user comes back to another process or request than the one that
     * asked, as in a web application: keep Authorization.state in the user's web session, and nowhere else. Sends
     * nothing. Throws an exception with Code.INVALID_ARGUMENT for an empty state or one over 2000 bytes, and as
     * Client.authorization.
     */
    public Authorization authorizationWithState(String redirectUri, String state) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_client_authorization_with_state(
                    call.of(this),
                    Call.text(redirectUri),
                    Call.text(state),
                    call.out(),
                    call.error()));
            return new Authorization(call.given());
        }
    }

    /**
     * A token for the code that the user came back with (RFC 6749 section 4.1.3), for programs that keep their
     * tokens; with a session, see Session.signInWithCode. `redirectUrl` is the URL that the user came back with,
     * whole or path and query as a web server sees it. A code is good once, for 30 seconds: where an error's
     * outcome is Outcome.UNKNOWN, try again at once, or send the user once more. Throws an exception with
     * Code.FOREIGN_REDIRECT where the URL is no answer to this authorization, Code.AUTHORIZATION_DENIED where the
     * user denied it, Code.CODE_REFUSED, Code.REDIRECT_URI_REFUSED or another code of the 300s where the server
     * refused, a code of the 200s or 400s where it could not be asked or did not answer as it should. Blocks, see
     * Client.
     */
    public Token authorizationCodeGrant(Authorization authorization, String redirectUrl) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_client_authorization_code_grant(
                    call.of(this),
                    call.of(authorization),
                    Call.text(redirectUrl),
                    call.out(),
                    call.error()));
            return new Token(call.given());
        }
    }

    /**
     * Makes a client from an OAuth client that the store keeps under a name, and the other settings of `cfg`,
     * whose credentials are not looked at. Throws an exception with Code.CLIENT_NOT_FOUND, codes of the 500s, and
     * as Client.new. Blocks on the store only.
     */
    public static Client fromStore(Config cfg, Store store, String name) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_client_from_store(
                    call.of(cfg),
                    call.of(store),
                    Call.text(name),
                    call.out(),
                    call.error()));
            return new Client(call.given());
        }
    }

    /**
     * Makes the client of a configuration (Config.load): of the OAuth client that it names in the store, or of the
     * one whose id and secret it has. Returns as Client.fromStore and Client.new. Blocks on the store only.
     */
    public static Client openConfigured(Config cfg, Store store) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_client_open_configured(call.of(cfg), call.of(store), call.out(), call.error()));
            return new Client(call.given());
        }
    }
}
