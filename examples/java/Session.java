/*
 * A till: it never thinks of tokens. It asks for a valid one before each request, and the library
 * refreshes when it must, in one of all the processes that share the store.
 *
 * Run:   java -cp target/java/omnifund.jar:/usr/share/java/jna.jar examples/java/Session.java [LOGINS]
 *        with OMNIFUND_BASE_URL, OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET, OMNIFUND_USERNAME and
 *        OMNIFUND_STORE (a directory, made where there is none) set; OMNIFUND_PASSWORD where nobody
 *        has signed in yet; OMNIFUND_CA_FILE where the server has an authority of its own.
 *
 * It logs in LOGINS times, a second apart (once unless told), or with "until-renewed" until it was
 * handed a second access token.
 */

import omnifund.Client;
import omnifund.Config;
import omnifund.Login;
import omnifund.OmnifundException;
import omnifund.SignInRequired;
import omnifund.Store;
import omnifund.Token;

final class Session {
    private Session() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            work(arguments.length == 0 ? "1" : arguments[0]);
        } catch (OmnifundException exception) {
            System.err.println(exception.getMessage());
            System.exit(1);
        }
    }

    private static void work(String wanted) throws InterruptedException {
        final boolean untilRenewed = wanted.equals("until-renewed");
        int logins = untilRenewed ? 0 : Integer.parseInt(wanted);
        String first = null;
        try (omnifund.Session session = open()) {
            while (true) {
                // A token is a secret: its first characters tell two of them apart, and let nobody in.
                final String shown = validToken(session).substring(0, 6);
                try (Login login = session.tokenLogin()) {
                    System.out.println(
                            "    access token " + shown + "... (redacted), token login " + login.status());
                }
                first = first == null ? shown : first;
                if (untilRenewed ? !first.equals(shown) : --logins <= 0) {
                    return;
                }
                Thread.sleep(1000);
            }
        }
    }

    private static omnifund.Session open() {
        final String authority = System.getenv("OMNIFUND_CA_FILE");
        try (Config config = new Config()) {
            config.setBaseUrl(required("OMNIFUND_BASE_URL"))
                    .setCredentials(required("OMNIFUND_CLIENT_ID"), required("OMNIFUND_CLIENT_SECRET"));
            if (authority != null) {
                config.setCaFile(authority);
            }
            // What was opened of others may be closed before the session.
            try (Client client = new Client(config);
                    Store store = Store.openFile(required("OMNIFUND_STORE"))) {
                return omnifund.Session.open(client, store, required("OMNIFUND_USERNAME"));
            }
        }
    }

    /** A valid access token. Only where the store has none, and can come to none, is the password used. */
    private static String validToken(omnifund.Session session) {
        try (Token token = session.token()) {
            return token.accessToken();
        } catch (SignInRequired exception) {
            session.signIn(required("OMNIFUND_PASSWORD"));
            System.out.println("    signed in by password");
            try (Token token = session.token()) {
                return token.accessToken();
            }
        }
    }

    private static String required(String name) {
        final String value = System.getenv(name);
        if (value == null) {
            System.err.println(name + " is not set");
            System.exit(1);
        }
        return value;
    }
}
