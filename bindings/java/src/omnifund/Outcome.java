// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

/** What became of the request: a fact, noted where the first byte leaves, never a guess. */
public enum Outcome {
    /** Not one byte of the request left this machine's hands. A refresh token is untouched. */
    NOT_SENT(1),

    /** The server answered, and refused. */
    REFUSED(2),

    /**
     * The request, or a part of it, left, and no answer that can be understood came back. A refresh token may be
     * spent or not.
     */
    UNKNOWN(3),

    /** The server answered that it did what it was asked for, with a status of 200 to 299. No error has it. */
    DONE(4);

    /** As C has it. */
    public final int number;

    Outcome(int number) {
        this.number = number;
    }

    /** The one of that number; null where a later library has more. */
    public static Outcome of(int number) {
        for (final Outcome one : values()) {
            if (one.number == number) {
                return one;
            }
        }
        return null;
    }
}
