package omnifund;

import com.sun.jna.Pointer;
import java.util.function.Consumer;

/**
 * Something of the library's, to be closed once it is not used any more; in any order, and by any thread: calls that
 * are under way end first. What was forgotten is ended when another one is made.
 */
public abstract class Handle implements AutoCloseable {
    final Owned owned;

    Handle(Pointer pointer, Consumer<Pointer> end) {
        owned = new Owned(this, pointer, end);
    }

    /** For functions of {@link Loader#RAW}; it stays this object's to end, and may not be used behind its end. */
    public final Pointer pointer() {
        return owned.pointer;
    }

    /** Ends it; a second time does nothing. */
    @Override
    public final void close() {
        owned.close();
    }
}
