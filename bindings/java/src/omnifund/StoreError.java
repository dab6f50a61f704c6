package omnifund;

import com.sun.jna.Pointer;

/** Whoever runs the machine has to mend the store. */
public final class StoreError extends OmnifundException {
    private static final long serialVersionUID = 1L;

    StoreError(Pointer error) {
        super(error);
    }

    /** For a stand-in to throw. */
    public StoreError(String why) {
        super(why, Code.STORE_FAILED, Advice.FIX_STORAGE);
    }
}
