// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import java.util.List;
import java.util.ArrayList;
import static omnifund.Loader.RAW;

/** A session of a store. Texts are null where there is none, and numbers 0; times are Unix times in seconds. */
public final class SessionEntry {
    /** Why its record can't be read, and what to do; the words name the record. Null where it can. */
    public final String problem;

    /** Whose session it is; empty where its record can't be read. */
    public final String username;

    /** At which OmniFund it is. */
    public final String baseUrl;

    /** The client id under which its OAuth client was first used. */
    public final String clientId;

    /** Whether there is a pair that the server has not refused. */
    public final boolean signedIn;

    /** When its pair last changed. 0 where it never did. */
    public final long lastRotation;

    private SessionEntry(Pointer from, long index) {
        problem = RAW.omnifund_session_list_problem(from, index);
        username = RAW.omnifund_session_list_username(from, index);
        baseUrl = RAW.omnifund_session_list_base_url(from, index);
        clientId = RAW.omnifund_session_list_client_id(from, index);
        signedIn = RAW.omnifund_session_list_signed_in(from, index) != 0;
        lastRotation = RAW.omnifund_session_list_last_rotation(from, index);
    }

    static List<SessionEntry> all(Pointer from) {
        final List<SessionEntry> all = new ArrayList<>();
        long count;
        do {
            try (Call call = new Call()) {
                call.check(RAW.omnifund_session_list_next(from, call.error()));
            }
            count = RAW.omnifund_session_list_count(from);
            for (long index = 0; index < count; index++) {
                all.add(new SessionEntry(from, index));
            }
        } while (count > 0);
        return all;
    }
}
