// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

/**
 * What a function of omnifund_store_functions answers. Any other number counts as StoreAnswer.UNKNOWN from `swap`,
 * and as StoreAnswer.FAILED from all others.
 */
public enum StoreAnswer {
    /** It is done, and durable. */
    DONE(0),

    /** The record is in another version than was expected. Nothing was changed. */
    CONFLICT(1),

    /** Somebody else has the lease. */
    BUSY(2),

    /**
     * The lease has ended, or somebody else has had it since: its fence is not the newest any more. Nothing was
     * changed.
     */
    LOST(3),

    /** Whether it was done can't be told: the connection broke, or the deadline passed, after it was sent. */
    UNKNOWN(4),

    /**
     * The store can't be reached now, or its connection is broken; nothing was changed. The connection is ended,
     * and another one made at the next call.
     */
    UNREACHABLE(5),

    /** It refused, in a way that waiting does not mend: a missing table or right, a full disk. */
    FAILED(6);

    /** As C has it. */
    public final int number;

    StoreAnswer(int number) {
        this.number = number;
    }

    /** The one of that number; null where a later library has more. */
    public static StoreAnswer of(int number) {
        for (final StoreAnswer one : values()) {
            if (one.number == number) {
                return one;
            }
        }
        return null;
    }
}
