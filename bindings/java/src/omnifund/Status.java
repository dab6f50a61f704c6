// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/**
 * How a session stood when it was asked. Texts are null where there is none, and numbers 0; times are Unix times
 * in seconds.
 */
public final class Status {
    /** Whether there is a pair that the server has not refused. */
    public final boolean signedIn;

    /** Whether the session was signed out here, and nobody has signed in since. */
    public final boolean signedOut;

    /**
     * Whether the server refused the refresh token, and nobody has signed in since: the session is lost, and once
     * its access token ends a human must sign in, unless a password was saved.
     */
    public final boolean refused;

    /** How many seconds the access token counts as good; 0 where there is none. */
    public final long secondsLeft;

    /** How many times the pair has changed. */
    public final long generation;

    /** When the pair last changed; 0 where it never did. */
    public final long lastRotation;

    /**
     * When the refresh token presumably ends, 14 days after the last rotation; 0 where there is none. The server
     * never says it.
     */
    public final long refreshTokenEnds;

    /** Since when tries fail; 0 where they don't. */
    public final long failingSince;

    /** How many tries failed in a row. */
    public final long failuresInARow;

    /** Whether the store would not take the newest pair, and this process holds it and tries again with each call. */
    public final boolean unsaved;

    /**
     * When an answer was asked for that could not be understood and is kept (Session.keptAnswer); 0 where there is
     * none.
     */
    public final long keptAnswer;

    /** How often a refresh token was presented again after an unknown outcome. */
    public final long replays;

    /** How many requests were made to the token endpoint. */
    public final long exchanges;

    /** How many exchanges brought no new pair. */
    public final long failures;

    /** How many calls waited for another process or thread. */
    public final long waits;

    /** How many refresh tokens the server refused: each was a session's end, unless a password was saved. */
    public final long lost;

    /** How many pairs the store would not take at first. Whether there is one now tells Status.unsaved. */
    public final long unsavedPairs;

    private Status(Pointer from) {
        signedIn = RAW.omnifund_status_signed_in(from) != 0;
        signedOut = RAW.omnifund_status_signed_out(from) != 0;
        refused = RAW.omnifund_status_refused(from) != 0;
        secondsLeft = RAW.omnifund_status_seconds_left(from);
        generation = RAW.omnifund_status_generation(from);
        lastRotation = RAW.omnifund_status_last_rotation(from);
        refreshTokenEnds = RAW.omnifund_status_refresh_token_ends(from);
        failingSince = RAW.omnifund_status_failing_since(from);
        failuresInARow = RAW.omnifund_status_failures_in_a_row(from);
        unsaved = RAW.omnifund_status_unsaved(from) != 0;
        keptAnswer = RAW.omnifund_status_kept_answer(from);
        replays = RAW.omnifund_status_replays(from);
        exchanges = RAW.omnifund_status_exchanges(from);
        failures = RAW.omnifund_status_failures(from);
        waits = RAW.omnifund_status_waits(from);
        lost = RAW.omnifund_status_lost(from);
        unsavedPairs = RAW.omnifund_status_unsaved_pairs(from);
    }

    static Status of(Pointer from) {
        return new Status(from);
    }
}
