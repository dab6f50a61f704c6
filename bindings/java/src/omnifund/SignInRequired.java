package omnifund;

import com.sun.jna.Pointer;

/** Ask a human for the password, and hand it to the session's signIn, once. */
public final class SignInRequired extends OmnifundException {
    private static final long serialVersionUID = 1L;

    SignInRequired(Pointer error) {
        super(error);
    }

    /** For a stand-in to throw. */
    public SignInRequired(String why) {
        super(why, Code.SIGN_IN_REQUIRED, Advice.SIGN_IN);
    }
}
