// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

/**
 * What becomes of a refresh token whose last exchange has an unknown outcome: the reply was lost, or the process
 * ended. It is spent or not.
 */
public enum Replay {
    /**
     * It is presented again, with pauses that grow, until the server answers. OmniFund's server revokes nothing
     * when it is, so this saves the session wherever the request had not arrived.
     */
    UNTIL_ANSWERED(0),

    /**
     * It is presented once more. For a server that takes a spent token for a short while, and gives the same pair
     * again.
     */
    ONCE(1),

    /**
     * It is never presented again: a saved password signs in anew, or a human does. For a server that revokes all
     * that it gave when a spent token comes.
     */
    NEVER(2);

    /** As C has it. */
    public final int number;

    Replay(int number) {
        this.number = number;
    }

    /** The one of that number; null where a later library has more. */
    public static Replay of(int number) {
        for (final Replay one : values()) {
            if (one.number == number) {
                return one;
            }
        }
        return null;
    }
}
