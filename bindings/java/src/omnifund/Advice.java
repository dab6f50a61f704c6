// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

/** What to do about an error. A till needs to switch on nothing else. */
public enum Advice {
    /** There was no error. */
    NONE(0),

    /** Try again after as many seconds as OmnifundException.retryAfter says. */
    WAIT(1),

    /** A human must sign in, with the password or in the browser. */
    SIGN_IN(2),

    /** Whoever installed this must mend a setting, the clock, or the OAuth client. */
    FIX_CONFIGURATION(3),

    /** Whoever runs this machine must mend the store: space, permissions, the key file. */
    FIX_STORAGE(4),

    /** OmniFund does not allow it. Trying again changes nothing. */
    REFUSED(5),

    /** The calling program, or this library, is wrong. Report it, with the message. */
    BUG(6);

    /** As C has it. */
    public final int number;

    Advice(int number) {
        this.number = number;
    }

    /** The one of that number; null where a later library has more. */
    public static Advice of(int number) {
        for (final Advice one : values()) {
            if (one.number == number) {
                return one;
            }
        }
        return null;
    }
}
