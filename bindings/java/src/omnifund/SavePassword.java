// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

/**
 * Whether a password is saved with the session, so that it can sign in anew where the server's reply to a refresh
 * was lost.
 */
public enum SavePassword {
    /** It is forgotten. */
    NO(0),

    /** In this process's memory. */
    IN_MEMORY(1),

    /** Sealed in the store, for all processes. */
    SEALED(2);

    /** As C has it. */
    public final int number;

    SavePassword(int number) {
        this.number = number;
    }

    /** The one of that number; null where a later library has more. */
    public static SavePassword of(int number) {
        for (final SavePassword one : values()) {
            if (one.number == number) {
                return one;
            }
        }
        return null;
    }
}
