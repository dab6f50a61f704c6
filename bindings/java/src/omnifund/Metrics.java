// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/** How a store and all of its sessions stood when they were asked. */
public final class Metrics extends Handle {
    Metrics(Pointer pointer) {
        super(pointer, RAW::omnifund_metrics_free);
    }

    /**
     * The metrics in Prometheus' text format, version 0.0.4, to be served as "text/plain; version=0.0.4;
     * charset=utf-8": omnifund_store_readable, omnifund_store_damaged_records, omnifund_store_free_bytes,
     * Store.sessions by their state, and for each session the metrics omnifund_session_*, with the labels store,
     * base_url, client (its name where it has one, else its id), client_id (the first one) and user. No longer
     * than 32 MiB, which are ten thousand sessions with usual names; of a larger store
     * omnifund_store_untold_sessions says how many are left out.
     */
    public String text() {
        try (Call call = new Call()) {
            return RAW.omnifund_metrics_text(call.of(this));
        }
    }
}
