package omnifund;

import com.sun.jna.Pointer;

/** The program, or the library, is wrong. */
public final class Bug extends OmnifundException {
    private static final long serialVersionUID = 1L;

    Bug(Pointer error) {
        super(error);
    }

    /** For a stand-in to throw. */
    public Bug(String why) {
        super(why, Code.INVALID_ARGUMENT, Advice.BUG);
    }
}
