// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

/** The settings by name, as they stand in a file or in the environment. */
public final class Setting {
    private Setting() {
    }

    /** For example sandbox: or production: one of the vendor's hosts. */
    public static final String ENVIRONMENT = "OMNIFUND_ENVIRONMENT";

    /** For example https://...: any other OmniFund; it replaces the environment's. */
    public static final String BASE_URL = "OMNIFUND_BASE_URL";

    /** For example yes: takes plain http:// beyond loopback; secrets then cross the network readable. */
    public static final String ALLOW_PLAIN_HTTP = "OMNIFUND_ALLOW_PLAIN_HTTP";

    /** For example Till 7: an OAuth client that the store keeps under this name. */
    public static final String CLIENT = "OMNIFUND_CLIENT";

    /** For example ...: the secret of OMNIFUND_CLIENT_ID. */
    public static final String CLIENT_SECRET = "OMNIFUND_CLIENT_SECRET";

    /** For example ...: a file that holds that secret, instead. */
    public static final String CLIENT_SECRET_FILE = "OMNIFUND_CLIENT_SECRET_FILE";

    /** For example ...: an OAuth client that the store does not keep. */
    public static final String CLIENT_ID = "OMNIFUND_CLIENT_ID";

    /** For example json: or form: how bodies to the token endpoint are written. */
    public static final String BODY = "OMNIFUND_BODY";

    /** For example ...: certificates to trust beside the system's. */
    public static final String CA_FILE = "OMNIFUND_CA_FILE";

    /** For example yes: trusts that file alone. */
    public static final String CA_ONLY = "OMNIFUND_CA_ONLY";

    /**
     * For example http://...: a proxy, or none; unless set, the variables https_proxy, all_proxy and no_proxy
     * decide.
     */
    public static final String PROXY = "OMNIFUND_PROXY";

    /** For example 2.5: seconds that a connection may take, TLS handshake included. */
    public static final String CONNECT_TIMEOUT = "OMNIFUND_CONNECT_TIMEOUT";

    /** For example 60: seconds that one request may take. */
    public static final String EXCHANGE_TIMEOUT = "OMNIFUND_EXCHANGE_TIMEOUT";

    /** For example 60: seconds that one call may take, all that it does included. */
    public static final String CALL_BUDGET = "OMNIFUND_CALL_BUDGET";

    /** For example Idempotency-Key: the header by which the server knows a POST that it has seen before. */
    public static final String IDEMPOTENCY_HEADER = "OMNIFUND_IDEMPOTENCY_HEADER";

    /** For example never: or once, until_answered: of a refresh token whose answer was lost. */
    public static final String REPLAY = "OMNIFUND_REPLAY";

    /** For example 2592000: seconds that a refresh token presumably lives, for its status alone. */
    public static final String REFRESH_LIFETIME = "OMNIFUND_REFRESH_LIFETIME";

    /** For example /var/lib/pos/omnifund: the store's directory, or the url of a database that several hosts share. */
    public static final String STORE = "OMNIFUND_STORE";

    /** For example group: or private: group where two users share the store. */
    public static final String STORE_MODE = "OMNIFUND_STORE_MODE";

    /** For example yes: takes a file system that other machines can be at. */
    public static final String STORE_ALLOW_NETWORK = "OMNIFUND_STORE_ALLOW_NETWORK";

    /** For example yes: programs make no store where the path is wrong or the disk away; the omnifund command does. */
    public static final String STORE_MUST_EXIST = "OMNIFUND_STORE_MUST_EXIST";

    /** For example ...: the sealing key itself, 64 hexadecimal digits. */
    public static final String STORE_KEY = "OMNIFUND_STORE_KEY";

    /** For example ...: beside it, a key that opens records and seals none. */
    public static final String STORE_OLDER_KEY = "OMNIFUND_STORE_OLDER_KEY";

    /** For example ...: another key file than that beside the store, whose name ends in .key. */
    public static final String STORE_KEY_FILE = "OMNIFUND_STORE_KEY_FILE";

    /**
     * For example /var/lib/pos/journal: beside a database, this host's own directory; in its state directory
     * unless set.
     */
    public static final String STORE_JOURNAL = "OMNIFUND_STORE_JOURNAL";

    /** For example ...: this machine's name, where it has no /etc/machine-id. */
    public static final String MACHINE = "OMNIFUND_MACHINE";

    /** For example info:stderr: level and sink: stderr, syslog, file:PATH. */
    public static final String LOG = "OMNIFUND_LOG";

    /** For example syslog: or file:PATH: a line for each act that changes who may act. */
    public static final String AUDIT = "OMNIFUND_AUDIT";
}
