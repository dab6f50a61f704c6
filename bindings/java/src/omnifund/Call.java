package omnifund;

import static omnifund.Loader.RAW;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One call of the library: what it uses stays open until it is over, and what fails is thrown. */
final class Call implements AutoCloseable {
    private final List<Owned> used = new ArrayList<>(2);
    private PointerByReference out;
    private LongByReference number;
    private PointerByReference error;

    /** null for null, which the library answers. */
    Pointer of(Handle handle) {
        if (handle == null) {
            return null;
        }
        handle.owned.begin();
        used.add(handle.owned);
        return handle.owned.pointer;
    }

    PointerByReference out() {
        out = new PointerByReference();
        return out;
    }

    LongByReference number() {
        number = new LongByReference();
        return number;
    }

    PointerByReference error() {
        error = new PointerByReference();
        return error;
    }

    void check(int code) {
        if (code == 0) {
            return;
        }
        final Pointer failed = error.getValue();
        try {
            throw OmnifundException.of(failed);
        } finally {
            RAW.omnifund_error_free(failed);
        }
    }

    Pointer given() {
        return out.getValue();
    }

    long givenNumber() {
        return number.getValue();
    }

    @Override
    public void close() {
        used.forEach(Owned::end);
    }

    /** A text for C, which ends at a NUL; one that can't be said in UTF-8 is refused too, and neither is repeated. */
    static String text(String text) {
        if (text != null && (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text))) {
            throw new Bug("A text has a NUL or half a character in it; nothing was done. Correct the call.");
        }
        return text;
    }

    static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    static byte[] bytes(Pointer bytes, long length) {
        return length == 0 ? new byte[0] : bytes.getByteArray(0, Math.toIntExact(length));
    }
}
