// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/**
 * A line of the log: words for people, and what a machine can read. Names in it are cleaned: what could begin a
 * line of its own, or do something to a terminal, is a blank.
 */
public final class LogEntry extends Handle {
    LogEntry(Pointer pointer) {
        super(pointer, RAW::omnifund_log_entry_free);
    }

    /** How much it matters. */
    public LogLevel level() {
        try (Call call = new Call()) {
            return LogLevel.of(RAW.omnifund_log_entry_level(call.of(this)));
        }
    }

    /**
     * What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login", "request",
     * "opened", "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or "audit"; later
     * versions may have more.
     */
    public String event() {
        try (Call call = new Call()) {
            return RAW.omnifund_log_entry_event(call.of(this));
        }
    }

    /** The words for people. */
    public String message() {
        try (Call call = new Call()) {
            return RAW.omnifund_log_entry_message(call.of(this));
        }
    }

    /** OmniFund's user. Null where the line is about none. */
    public String user() {
        try (Call call = new Call()) {
            return RAW.omnifund_log_entry_user(call.of(this));
        }
    }

    /** The OAuth client, by its client id. Null where the line is about none. */
    public String clientId() {
        try (Call call = new Call()) {
            return RAW.omnifund_log_entry_client_id(call.of(this));
        }
    }

    /** When. A line of a session comes later than that: when its locks are given up. */
    public long time() {
        try (Call call = new Call()) {
            return RAW.omnifund_log_entry_time(call.of(this));
        }
    }

    /** How many milliseconds an exchange, a token login or a request took, from 1; 0 of other lines. */
    public long milliseconds() {
        try (Call call = new Call()) {
            return RAW.omnifund_log_entry_milliseconds(call.of(this));
        }
    }

    /** The code of the error that the line tells of; 0 where it tells of none. */
    public int code() {
        try (Call call = new Call()) {
            return RAW.omnifund_log_entry_code(call.of(this));
        }
    }
}
