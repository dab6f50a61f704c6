package omnifund;

import com.sun.jna.Pointer;

/** The server refused, and would again. */
public final class Refused extends OmnifundException {
    private static final long serialVersionUID = 1L;

    Refused(Pointer error) {
        super(error);
    }

    /** For a stand-in to throw. */
    public Refused(String why) {
        super(why, Code.ACCESS_DENIED, Advice.REFUSED);
    }
}
