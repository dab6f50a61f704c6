package omnifund;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import omnifund.raw.OmnifundRaw;

/**
 * Loads the library: the file that the system property <code>omnifund.library</code> or the environment variable
 * OMNIFUND_LIBRARY names, else the one that the JAR has for this platform, else what JNA finds
 * (<code>jna.library.path</code>, the system's).
 */
public final class Loader {
    /** The C interface as it is, for what the classes have no manners for. */
    public static final OmnifundRaw RAW = load();

    private Loader() {
    }

    private static OmnifundRaw load() {
        final String named = System.getProperty("omnifund.library", System.getenv("OMNIFUND_LIBRARY"));
        final String name = named == null || named.isEmpty() ? bundled() : named;
        final OmnifundRaw raw = Native.load(
                name, OmnifundRaw.class, Collections.singletonMap(Library.OPTION_STRING_ENCODING, "UTF-8"));
        if (raw.omnifund_abi_version() != OmnifundRaw.ABI) {
            throw new UnsatisfiedLinkError("libomnifund (" + name + ") has ABI " + raw.omnifund_abi_version()
                    + ", and this package is written for " + OmnifundRaw.ABI + ": install the two of one version");
        }
        return raw;
    }

    /** Unpacked by JNA, where the JAR has one for this system, its libc and the processor. */
    private static String bundled() {
        final String folder = Platform.RESOURCE_PREFIX.replace("linux-", isMusl() ? "linux-musl-" : "linux-");
        final String resource = "/" + folder + "/" + System.mapLibraryName("omnifund");
        try {
            return Native.extractFromResourcePath(resource, Loader.class.getClassLoader()).getPath();
        } catch (IOException exception) {
            return "omnifund";
        }
    }

    private static boolean isMusl() {
        final Path maps = Paths.get("/proc/self/maps");
        try {
            return Platform.isLinux()
                    && new String(Files.readAllBytes(maps), StandardCharsets.ISO_8859_1).contains("/ld-musl-");
        } catch (IOException exception) {
            return false;
        }
    }
}
