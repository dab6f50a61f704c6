// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/**
 * Lines that wait until somebody takes them: for languages that the library can't call, such as PHP. Any thread
 * may use it at any time. A forked child's is empty.
 */
public final class LogQueue extends Handle {
    LogQueue(Pointer pointer) {
        super(pointer, RAW::omnifund_log_queue_free);
    }

    /** A queue without a line. Null only where there is no memory. */
    public LogQueue() {
        this(made());
    }

    private static Pointer made() {
        return RAW.omnifund_log_queue_new();
    }

    /**
     * Takes the oldest line out of a queue. Returns an entry, to be ended with LogEntry.close; null where there is
     * none.
     */
    public LogEntry take() {
        try (Call call = new Call()) {
            final Pointer given = RAW.omnifund_log_queue_take(call.of(this));
            return given == null ? null : new LogEntry(given);
        }
    }
}
