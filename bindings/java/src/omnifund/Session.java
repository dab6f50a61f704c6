// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/**
 * One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any time, and any number of
 * processes the same store: each refresh token is presented by one of them. Calls that block do so for the call
 * budget at most (Config.setCallBudget), beside what the system's resolver takes longer. After a fork a child goes
 * on with its parent's handles.
 */
public final class Session extends Handle {
    Session(Pointer pointer) {
        super(pointer, RAW::omnifund_session_free);
    }

    /**
     * The session of `username` under the OAuth client of `client`, in `store`. Nobody needs to be signed in.
     * Throws an exception with Code.INVALID_ARGUMENT for a user name that is empty or has a control in it (a line
     * end, an escape, a mark of direction), codes of the 500s. Blocks on the store only.
     */
    public static Session open(Client client, Store store, String username) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_open(
                    call.of(client),
                    call.of(store),
                    Call.text(username),
                    call.out(),
                    call.error()));
            return new Session(call.given());
        }
    }

    /**
     * The session of `username` in `store`, under the OAuth client that the store keeps under `clientName`, with
     * the other settings of `cfg`. Throws an exception with Code.CLIENT_NOT_FOUND, and as Client.new and
     * Session.open. Blocks on the store only.
     */
    public static Session openNamed(Config cfg, Store store, String clientName, String username) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_open_named(
                    call.of(cfg),
                    call.of(store),
                    Call.text(clientName),
                    Call.text(username),
                    call.out(),
                    call.error()));
            return new Session(call.given());
        }
    }

    /**
     * The session of `username` in the store, and under the OAuth client, that a configuration names: the file
     * `path`, or the environment variables where `path` is null, as for Config.load; `path` may be null. Of a file
     * with an absolute path the process keeps the session for the next such call, of 256 users at most: where
     * since then neither the file, nor the session's record, nor the store's OAuth clients have changed, that is a
     * look at three files, and the environment and the CA file count as they were. Returns as Config.load,
     * Store.open, Client.fromStore, Client.new and Session.open. Blocks on the store only.
     */
    public static Session openConfigured(String path, String username) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_open_configured(
                    Call.text(path),
                    Call.text(username),
                    call.out(),
                    call.error()));
            return new Session(call.given());
        }
    }

    /**
     * Signs the user in by password. A failed one leaves the pair as it was. The password is forgotten. Throws an
     * exception with Code.WRONG_PASSWORD, and what else a password grant or the store gives. Blocks.
     */
    public void signIn(String password) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_sign_in(call.of(this), Call.text(password), call.error()));
        }
    }

    /**
     * Signs the user in by password, and saves the password with the session as `save` says: so it can sign in
     * anew by itself where the server's reply to a refresh was lost. Blocks.
     */
    public void signInSaving(String password, SavePassword save) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_sign_in_saving(
                    call.of(this),
                    Call.text(password),
                    save.number,
                    call.error()));
        }
    }

    /**
     * Signs the user in with the code that it came back with from OmniFund's authorization page (RFC 6749 section
     * 4.1): `redirectUrl` is the URL that the user came back with, whole or path and query as a web server sees
     * it. A failed one leaves the pair as it was, and so are saved passwords. A code is good once, for 30 seconds.
     * OmniFund does not say who logged in there: that it is this session's user, the program has to know. Returns
     * what Client.authorizationCodeGrant or the store gives. Blocks.
     */
    public void signInWithCode(Authorization authorization, String redirectUrl) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_sign_in_with_code(
                    call.of(this),
                    call.of(authorization),
                    Call.text(redirectUrl),
                    call.error()));
        }
    }

    /**
     * A valid access token, whatever it takes; its refresh token is null. One that needs nothing is handed out at
     * once, without a lock; one near its end is refreshed by one caller while all others get it as it is. Fails
     * only where no live token is left: Code.SIGN_IN_REQUIRED, Code.BACKING_OFF after failures (with the seconds
     * to wait), else what the exchange or the store said. Blocks.
     */
    public Token token() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_token(call.of(this), call.out(), call.error()));
            return new Token(call.given());
        }
    }

    /**
     * A valid access token, within `budgetMs` milliseconds, 0 to 3600000. Within 0 a live token is handed out, and
     * nothing else is tried. One request may take all of it, unless Config.setExchangeTimeout says otherwise.
     * Throws an exception with Code.INVALID_ARGUMENT out of that range, and where there is no live token and an
     * exchange would never fit into the budget; else as Session.token. Blocks for the budget at most.
     */
    public Token tokenWithin(long budgetMs) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_token_within(call.of(this), budgetMs, call.out(), call.error()));
            return new Token(call.given());
        }
    }

    /**
     * A live token, to be ended with Token.close, or null: asks neither the server nor the store, and waits for
     * nobody.
     */
    public Token peek() {
        try (Call call = new Call()) {
            final Pointer given = RAW.omnifund_session_peek(call.of(this));
            return given == null ? null : new Token(given);
        }
    }

    /**
     * Refreshes whether it must or not. One that another thread or process ended after this call began counts:
     * many callers make one exchange. Returns as Session.token, and an error also where a live token is left.
     * Blocks.
     */
    public void refresh() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_refresh(call.of(this), call.error()));
        }
    }

    /**
     * Hands back an access token with which you saw a 401. Where it is still the newest, no process takes it any
     * more, and the next Session.token refreshes; else nothing happens, so that sixteen workers with one stale
     * token make one refresh. Nor does anything happen where a token is rejected that has just taken the place of
     * another rejected one: that endpoint, or a gateway, refuses everything, and the token stays in use; after a
     * pause that grows to a minute it is replaced once more. A 403 is no rejection. Returns codes of the 500s;
     * this process does not hand the token out all the same. Blocks on the store only.
     */
    public void reject(String accessToken) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_reject(call.of(this), Call.text(accessToken), call.error()));
        }
    }

    /**
     * Token login with a valid access token; once more with a new one where the server refuses it. Returns as
     * Session.token and Client.tokenLogin. Blocks.
     */
    public Login tokenLogin() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_token_login(call.of(this), call.out(), call.error()));
            return new Login(call.given());
        }
    }

    /**
     * Signs out here: the store forgets the pair and a saved password. OmniFund has no call to revoke tokens, so
     * they stay good at the server until they end. Throws an exception with Code.SESSION_NOT_FOUND where nobody of
     * that name ever signed in, codes of the 500s. Blocks on the store only.
     */
    public void signOut() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_sign_out(call.of(this), call.error()));
        }
    }

    /**
     * Signs out here and takes the session out of the store, with its counters and all that is kept of it, for a
     * user who has left; also one whose record is damaged. At OmniFund the tokens stay good until they end. The
     * handle stays good: a sign-in begins anew. Throws an exception with Code.SESSION_NOT_FOUND where there is
     * none, codes of the 500s. Blocks on the store only.
     */
    public void forget() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_forget(call.of(this), call.error()));
        }
    }

    /**
     * Takes over a pair that was got elsewhere; nobody else may refresh with it from here on. `accessToken` may be
     * null. `expiresAt` is its end, believed to be an hour away at most, or 0 where it is unknown: then the access
     * token is not used. `replace` is 1 to replace a pair that is there. Throws an exception with
     * Code.ALREADY_SIGNED_IN where somebody is signed in and `replace` is 0, Code.INVALID_ARGUMENT for what is no
     * token, codes of the 500s. Blocks on the store only.
     */
    public void adopt(String accessToken, String refreshToken, long expiresAt, boolean replace) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_adopt(
                    call.of(this),
                    Call.text(accessToken),
                    Call.text(refreshToken),
                    expiresAt,
                    replace ? 1 : 0,
                    call.error()));
        }
    }

    /**
     * Throws an exception with Code.SIGN_IN_REQUIRED where there is none, Code.STILL_UNREADABLE where an answer is
     * kept that may hold the newest (Session.recover), codes of the 500s. Blocks on the store only.
     */
    public Token export() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_export(call.of(this), call.out(), call.error()));
            return new Token(call.given());
        }
    }

    /**
     * Makes a request with a valid access token. At a 401 that is about the token (RFC 6750 section 3) the token
     * is rejected, and the request made once more with another one; whatever the server answers else, a second 401
     * and a 500 included, is a response and no error. No redirect is followed. Nothing else is sent twice, unless
     * Request.setRetry asks for it; a POST whose outcome is unknown never is. Returns as Session.token, and what
     * the way to the server gives; Code.BODY_UNREADABLE, Code.ANSWER_NOT_TAKEN, Code.ANSWER_TOO_LARGE.
     * OmnifundException.outcome tells of this request, and not of an exchange that it needed: Outcome.NOT_SENT
     * where not one byte of it left; Outcome.REFUSED where the server answered 401 and there was no other token;
     * Outcome.UNKNOWN where it left and no whole answer came back: then a charge may have been made. Blocks for
     * the request's time limit, else for the call budget, and as long as its file or callback takes.
     */
    public Response request(Request request) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_request(call.of(this), call.of(request), call.out(), call.error()));
            return new Response(call.given());
        }
    }

    /**
     * A valid access token that counts as good for `seconds` at least, for a batch that must not break off; it is
     * refreshed where it must be. Throws an exception with Code.INVALID_ARGUMENT below 0, and where OmniFund's
     * tokens never last so long: then nothing is asked of the server. Else as Session.token, also where a live
     * token is left that does not last so long. Blocks.
     */
    public Token tokenLasting(long seconds) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_token_lasting(call.of(this), seconds, call.out(), call.error()));
            return new Token(call.given());
        }
    }

    /**
     * The base URL of a session, such as "https://host" or "https://host:8443/path": of all HTTP clients of yours
     * only who sends to its origin may send the access token.
     */
    public String baseUrl() {
        try (Call call = new Call()) {
            return RAW.omnifund_session_base_url(call.of(this));
        }
    }

    /** How the session stands, from the store: no network. Returns codes of the 500s. Blocks on the store only. */
    public Status status() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_status(call.of(this), call.out(), call.error()));
            final Pointer given = call.given();
            try {
                return Status.of(given);
            } finally {
                RAW.omnifund_status_free(given);
            }
        }
    }

    /**
     * The answer that could not be understood, where one is kept; else null in `answer`. Whether there is one
     * tells Status.keptAnswer, too. Returns codes of the 500s. Blocks on the store only.
     */
    public KeptAnswer keptAnswer() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_kept_answer(call.of(this), call.out(), call.error()));
            final Pointer given = call.given();
            return given == null ? null : new KeptAnswer(given);
        }
    }

    /**
     * Looks at the kept answer once more, and goes on with the pair in it. A session does so by itself before each
     * refresh, so that a later version of the library saves what this one could not read; this is for whoever does
     * not want to wait for that. Throws an exception with Code.NOTHING_KEPT, Code.STILL_UNREADABLE where it can't
     * be understood still (a human may: Session.keptAnswer, and then Session.adopt), codes of the 500s. Blocks on
     * the file system, and where another process is at the session; never on the network.
     */
    public void recover() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_recover(call.of(this), call.error()));
        }
    }

    /**
     * Refreshes every session of `client` in `store` whose pair is older than `age` seconds (259200, three days,
     * is a good age), within `budgetMs` milliseconds, 0 to 3600000: an unused refresh token dies after 14 days.
     * The first half of the budget is shared out, and each session has its turn at a random moment of its share,
     * so that a fleet of tills does not knock together: a short budget is for whoever waits for it. One that was
     * refreshed meanwhile is not refreshed again; what no longer fits into the budget is left for the next run.
     * `callback` is told of each; `callback` may be null, `userdata` may be null, and neither is used behind this
     * call. Throws an exception with Code.INVALID_ARGUMENT out of range, codes of the 500s where the store can't
     * be listed; a session that can't be refreshed, or whose record can't be read, is only told of. Blocks for the
     * budget and one call.
     */
    public static void keepAlive(Client client, Store store, long age, long budgetMs) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_session_keep_alive(
                    call.of(client),
                    call.of(store),
                    age,
                    budgetMs,
                    null,
                    null,
                    call.error()));
        }
    }
}
