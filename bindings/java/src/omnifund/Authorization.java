// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/**
 * A question to a user: may this OAuth client act for you (RFC 6749 section 4.1)? Where a browser is at hand
 * OmniFund recommends it: no program sees the password. Send the user's browser to its URL; the user logs in at
 * OmniFund, allows or denies, and comes back to your redirect URI; hand the URL that the user came back with to
 * Session.signInWithCode.
 */
public final class Authorization extends Handle {
    Authorization(Pointer pointer) {
        super(pointer, RAW::omnifund_authorization_free);
    }

    /** Where the user's browser is to go. */
    public String url() {
        try (Call call = new Call()) {
            return RAW.omnifund_authorization_url(call.of(this));
        }
    }

    /**
     * What the answer is known by, random: for Client.authorizationWithState, and for nobody's eyes but the
     * user's.
     */
    public String state() {
        try (Call call = new Call()) {
            return RAW.omnifund_authorization_state(call.of(this));
        }
    }
}
