package omnifund;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.util.Collections;
import omnifund.raw.OmnifundRaw;

/**
 * Loads the library: the file that the system property <code>omnifund.library</code> or the environment variable
 * OMNIFUND_LIBRARY names, else what JNA finds (<code>jna.library.path</code>, the system's).
 */
public final class Loader {
    /** The C interface as it is, for what the classes have no manners for. */
    public static final OmnifundRaw RAW = load();

    private Loader() {
    }

    private static OmnifundRaw load() {
        final String named = System.getProperty("omnifund.library", System.getenv("OMNIFUND_LIBRARY"));
        final String name = named == null || named.isEmpty() ? "omnifund" : named;
        final OmnifundRaw raw = Native.load(
                name, OmnifundRaw.class, Collections.singletonMap(Library.OPTION_STRING_ENCODING, "UTF-8"));
        if (raw.omnifund_abi_version() != OmnifundRaw.ABI) {
            throw new UnsatisfiedLinkError("libomnifund (" + name + ") has ABI " + raw.omnifund_abi_version()
                    + ", and this package is written for " + OmnifundRaw.ABI + ": install the two of one version");
        }
        return raw;
    }
}
