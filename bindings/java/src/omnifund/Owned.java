package omnifund;

import com.sun.jna.Pointer;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A pointer that is ended once: when it is closed or its object is forgotten, and no call uses it. */
final class Owned extends PhantomReference<Handle> {
    private static final ReferenceQueue<Handle> FORGOTTEN = new ReferenceQueue<>();
    /** References must be reachable themselves until they are put into the queue. */
    private static final Set<Owned> ALL = ConcurrentHashMap.newKeySet();

    final Pointer pointer;
    private final Consumer<Pointer> end;
    private int calls;
    private boolean closed;

    Owned(Handle handle, Pointer pointer, Consumer<Pointer> end) {
        super(handle, FORGOTTEN);
        this.pointer = pointer;
        this.end = end;
        ALL.add(this);
        endForgotten();
    }

    private static void endForgotten() {
        for (Reference<?> one = FORGOTTEN.poll(); one != null; one = FORGOTTEN.poll()) {
            ((Owned) one).close();
        }
    }

    synchronized void begin() {
        if (closed) {
            throw new Bug("What the call is given was closed; nothing was done. Correct the call.");
        }
        calls++;
    }

    void end() {
        endIf(() -> --calls == 0 && closed);
    }

    void close() {
        endIf(() -> {
            final boolean first = !closed;
            closed = true;
            return first && calls == 0;
        });
    }

    private void endIf(java.util.function.BooleanSupplier isLast) {
        final boolean last;
        synchronized (this) {
            last = isLast.getAsBoolean();
        }
        if (last) {
            ALL.remove(this);
            end.accept(pointer);
        }
    }
}
