// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/** What a grant brought, or a session. */
public final class Token extends Handle {
    Token(Pointer pointer) {
        super(pointer, RAW::omnifund_token_free);
    }

    /**
     * The access token, for the header "Authorization: Bearer ...", with a capital B. Null for an exported pair
     * without one.
     */
    public String accessToken() {
        try (Call call = new Call()) {
            return RAW.omnifund_token_access_token(call.of(this));
        }
    }

    /**
     * The refresh token, good for one refresh. Null where the server gave none: after a refresh, the one that was
     * sent stays good (RFC 6749 section 6).
     */
    public String refreshToken() {
        try (Call call = new Call()) {
            return RAW.omnifund_token_refresh_token(call.of(this));
        }
    }

    /**
     * The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer" whatever stands
     * here. Null where the server gave none.
     */
    public String tokenType() {
        try (Call call = new Call()) {
            return RAW.omnifund_token_token_type(call.of(this));
        }
    }

    /** The scope, space-separated. Null where it was null or absent. */
    public String scope() {
        try (Call call = new Call()) {
            return RAW.omnifund_token_scope(call.of(this));
        }
    }

    /**
     * How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten years): less
     * is read as 0, more as ten years, digits in a string as a number. 0 also where the server gave nothing of the
     * kind.
     */
    public long expiresIn() {
        try (Call call = new Call()) {
            return RAW.omnifund_token_expires_in(call.of(this));
        }
    }

    /**
     * The end of the access token by this machine's clock: the moment the request left, and expires_in more. 0
     * where the server gave no expires_in.
     */
    public long expiresAt() {
        try (Call call = new Call()) {
            return RAW.omnifund_token_expires_at(call.of(this));
        }
    }

    /**
     * For how many milliseconds from when it was handed out a session's token needs nothing: until then
     * Session.token would give the same one again, unless it was rejected, signed out or refreshed meanwhile. For
     * programs to which a call costs much. 0 for a token near its end, for one of a raw grant.
     */
    public long freshFor() {
        try (Call call = new Call()) {
            return RAW.omnifund_token_fresh_for(call.of(this));
        }
    }
}
