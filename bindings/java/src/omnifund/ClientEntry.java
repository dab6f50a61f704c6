// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import java.util.List;
import java.util.ArrayList;
import static omnifund.Loader.RAW;

/**
 * An OAuth client that a store keeps; never its secret. Texts are null where there is none, and numbers 0; times
 * are Unix times in seconds.
 */
public final class ClientEntry {
    /** The descriptive name of an OAuth client. */
    public final String name;

    /** The client id of an OAuth client. */
    public final String clientId;

    /** Since when this client id and secret are kept. */
    public final long since;

    private ClientEntry(Pointer from, long index) {
        name = RAW.omnifund_client_list_name(from, index);
        clientId = RAW.omnifund_client_list_client_id(from, index);
        since = RAW.omnifund_client_list_since(from, index);
    }

    static List<ClientEntry> all(Pointer from) {
        final List<ClientEntry> all = new ArrayList<>();
        final long count = RAW.omnifund_client_list_count(from);
        for (long index = 0; index < count; index++) {
            all.add(new ClientEntry(from, index));
        }
        return all;
    }
}
