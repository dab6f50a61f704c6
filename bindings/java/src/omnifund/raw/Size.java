package omnifund.raw;

import com.sun.jna.IntegerType;
import com.sun.jna.Native;

/** A number as long as a pointer. */
public final class Size extends IntegerType {
    private static final long serialVersionUID = 1L;

    /** 0, as JNA wants to make one. */
    public Size() {
        this(0);
    }

    /** That number. */
    public Size(long value) {
        super(Native.SIZE_T_SIZE, value, true);
    }
}
