// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/** A key of 32 bytes that seals the records of a store. Immutable; wiped when it is freed. */
public final class Key extends Handle {
    Key(Pointer pointer) {
        super(pointer, RAW::omnifund_key_free);
    }

    /**
     * Takes over the bytes of a sealing key: `length` is 32. They are copied; wipe yours. Throws an exception with
     * Code.INVALID_ARGUMENT for another length.
     */
    public static Key fromBytes(byte[] bytes) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_key_from_bytes(bytes, Call.length(bytes), call.out(), call.error()));
            return new Key(call.given());
        }
    }
}
