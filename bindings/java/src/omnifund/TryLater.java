package omnifund;

import com.sun.jna.Pointer;

/** Wait as many seconds as retryAfter says, and try again. */
public final class TryLater extends OmnifundException {
    private static final long serialVersionUID = 1L;

    TryLater(Pointer error) {
        super(error);
    }

    /** For a stand-in to throw. */
    public TryLater(String why) {
        super(why, Code.BACKING_OFF, Advice.WAIT);
    }
}
