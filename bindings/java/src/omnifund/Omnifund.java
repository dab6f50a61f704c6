// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import static omnifund.Loader.RAW;

/** What belongs to no object. */
public final class Omnifund {
    private Omnifund() {
    }

    /** The version of the library, such as "0.1.0". It is static: valid for ever, not to be freed. */
    public static String version() {
        return RAW.omnifund_version();
    }

    /**
     * The number of the binary interface, 1. It is raised when a program compiled against an older header would go
     * wrong; functions and constants are added without raising it. A program that loads the library at run time
     * compares it with its header's OMNIFUND_ABI_VERSION.
     */
    public static int abiVersion() {
        return RAW.omnifund_abi_version();
    }

    /**
     * The name of a code, such as "Code.CONNECT_FAILED", or "OMNIFUND_OK": for a log. Null where this version of
     * the library knows no such code. It is static: valid for ever, not to be freed.
     */
    public static String codeName(int code) {
        return RAW.omnifund_code_name(code);
    }

    /**
     * What a code means, in a sentence for a person, where no error was asked for: OmnifundException.message says
     * what was tried and what came back, and this can't. It is static: valid for ever, not to be freed, and never
     * null.
     */
    public static String codeText(int code) {
        return RAW.omnifund_code_text(code);
    }

    /**
     * Waits until no other thread's exchange is under way and its pair is saved, for `budgetMs` milliseconds at
     * most; from here on no exchange is started in this process (Code.STORE_BUSY), but in a child that it forks.
     * The library does this by itself where a program ends by exit or by the return of main: call it where it ends
     * in another way, as programs in Go and by _exit do, and where threads must still run that the end of a
     * runtime would stop, as in Python. 30000 is a good budget: a call's, and some time to save. Returns how many
     * exchanges are still under way, and pairs not saved: 0 where nothing is lost. A pair that the store would not
     * take is tried again until the budget has passed, once at least. Blocks for the budget, and as long as the
     * disk needs for one try.
     */
    public static long endExchanges(long budgetMs) {
        return RAW.omnifund_end_exchanges(budgetMs);
    }
}
