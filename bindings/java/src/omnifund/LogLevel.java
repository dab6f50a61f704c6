// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

/** How much a line matters. A sink takes lines of its level and of the lower numbers. */
public enum LogLevel {
    /** Somebody must do something. */
    ERROR(1),

    /** It failed, and can mend itself. */
    WARN(2),

    /** Each exchange and each token login, a line each. */
    INFO(3),

    /** That a request is being made, too: what hangs is seen. */
    DEBUG(4);

    /** As C has it. */
    public final int number;

    LogLevel(int number) {
        this.number = number;
    }

    /** The one of that number; null where a later library has more. */
    public static LogLevel of(int number) {
        for (final LogLevel one : values()) {
            if (one.number == number) {
                return one;
            }
        }
        return null;
    }
}
