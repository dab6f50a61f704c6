// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/**
 * An answer of the token endpoint that nothing could be made of. It may hold the only pair that there is, so it is
 * kept in the store, sealed, until the next success.
 */
public final class KeptAnswer extends Handle {
    KeptAnswer(Pointer pointer) {
        super(pointer, RAW::omnifund_kept_answer_free);
    }

    /** When the answer was asked for. */
    public long askedAt() {
        try (Call call = new Call()) {
            return RAW.omnifund_kept_answer_asked_at(call.of(this));
        }
    }

    /** Status line, header and body as they came, 16 KiB at most. */
    public byte[] bytes() {
        try (Call call = new Call()) {
            return Call.bytes(RAW.omnifund_kept_answer_bytes(call.of(this)), RAW.omnifund_kept_answer_length(call.of(this)));
        }
    }
}
