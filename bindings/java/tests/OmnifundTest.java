import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.sun.jna.Callback;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import omnifund.Advice;
import omnifund.Bug;
import omnifund.Client;
import omnifund.Code;
import omnifund.Config;
import omnifund.Key;
import omnifund.Loader;
import omnifund.LogEntry;
import omnifund.LogLevel;
import omnifund.LogQueue;
import omnifund.Login;
import omnifund.Omnifund;
import omnifund.OmnifundException;
import omnifund.Outcome;
import omnifund.Request;
import omnifund.Response;
import omnifund.Session;
import omnifund.Setting;
import omnifund.SignInRequired;
import omnifund.Store;
import omnifund.StoreAnswer;
import omnifund.StoreOptions;
import omnifund.Token;
import omnifund.TryLater;
import omnifund.raw.OmnifundRaw;
import omnifund.raw.OmnifundRaw.StoreFunctions;
import omnifund.raw.Size;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Run beside a server: omnifund-local run -- java ... */
public final class OmnifundTest {
    private static final String USERNAME = System.getenv("OMNIFUND_USERNAME");
    private static final String PASSWORD = System.getenv("OMNIFUND_PASSWORD");

    private Config config;
    private Client client;
    private Store store;

    @Before
    public void open() {
        config = new Config()
                .setBaseUrl(System.getenv("OMNIFUND_BASE_URL"))
                .setCredentials(System.getenv("OMNIFUND_CLIENT_ID"), System.getenv("OMNIFUND_CLIENT_SECRET"))
                .setCaFile(System.getenv("OMNIFUND_CA_FILE"));
        client = new Client(config);
        store = Store.openMemory();
    }

    @After
    public void close() {
        store.close();
        client.close();
        config.close();
    }

    private Session signedIn() {
        final Session session = Session.open(client, store, USERNAME);
        session.signIn(PASSWORD);
        return session;
    }

    @Test
    public void whoHasNotSignedInIsToldSo() {
        try (Session session = Session.open(client, store, "nobody")) {
            assertNull(session.peek());
            final SignInRequired thrown = assertThrows(SignInRequired.class, session::token);
            assertEquals(Code.SIGN_IN_REQUIRED, thrown.code());
            assertEquals(Advice.SIGN_IN, thrown.advice());
            assertEquals(Outcome.NOT_SENT, thrown.outcome());
            assertEquals("OMNIFUND_CODE_SIGN_IN_REQUIRED", Omnifund.codeName(thrown.code()));
        }
    }

    @Test
    public void whoSignsInHasATokenThatLogsIn() {
        try (Session session = signedIn(); Token token = session.token(); Login login = session.tokenLogin()) {
            assertTrue(token.accessToken().length() > 40);
            assertFalse(token.toString().contains(token.accessToken()));
            assertEquals(200, login.status());
            assertNotNull(login.header("content-type"));
            assertNull(login.header("x-nothing"));
        }
    }

    @Test
    public void aWrongPasswordIsAnErrorWithTheServersWords() {
        try (Session session = Session.open(client, store, USERNAME)) {
            final OmnifundException thrown =
                    assertThrows(OmnifundException.class, () -> session.signIn("wrong-password"));
            assertEquals(Code.WRONG_PASSWORD, thrown.code());
            assertEquals(Outcome.REFUSED, thrown.outcome());
            assertEquals("invalid_grant", thrown.oauthError());
            assertEquals(400, thrown.httpStatus());
            assertFalse(thrown.toString().contains("wrong-password"));
        }
    }

    @Test
    public void aServerThatIsAwayIsTriedLater() {
        try (Config away = new Config().setBaseUrl("http://127.0.0.1:1").setCredentials("id", "secret");
                Client nobody = new Client(away)) {
            final TryLater thrown = assertThrows(TryLater.class, () -> nobody.passwordGrant("alice", "password"));
            assertTrue(thrown.retryAfter() > 0);
        }
    }

    @Test
    public void aSessionTellsHowItStands() {
        try (Session session = signedIn()) {
            assertTrue(session.status().signedIn);
            assertTrue(session.status().secondsLeft > 0);
            assertEquals(0, session.status().failingSince);
            session.signOut();
            assertFalse(session.status().signedIn);
            assertTrue(session.status().signedOut);
        }
    }

    @Test
    public void aStoreListsItsSessionsInAnyCharacters() {
        try (Session session = Session.open(client, store, "M\u00fcller \u20ac")) {
            session.adopt("an-access-token", "a-refresh-token", 4102444800L, false);
            assertEquals("M\u00fcller \u20ac", store.sessions().get(0).username);
            assertEquals(1, store.sessions(client).size());
            store.saveClient("Till 7", "an-id", "a-secret");
            assertEquals("Till 7", store.clients().get(0).name);
        }
    }

    @Test
    public void aBodyIsSentAsItIsAndAnswered() {
        final byte[] body = "{\"lastName\": \"M\u00fcller\"}".getBytes(StandardCharsets.UTF_8);
        try (Session session = signedIn();
                Request request = new Request("POST", "/api/customers").setBody("application/json", body);
                Response response = session.request(request)) {
            assertEquals(201, response.status());
            assertEquals(Outcome.DONE, response.outcome());
            assertTrue(new String(response.body(), StandardCharsets.UTF_8).contains("\"M\u00fcller\""));
        }
    }

    @Test
    public void whatWasOpenedIsClosedInAnyOrderAndTwice() {
        try (Session session = signedIn()) {
            close();
            session.token().close();
            close();
            assertThrows(Bug.class, () -> new Client(config));
            session.close();
            assertThrows(Bug.class, session::token);
        }
    }

    @Test
    public void whatIsClosedWhileOthersUseItEndsBehindTheLastOfThem() throws Exception {
        final ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 20; round++) {
            final Session session = signedIn();
            final Callable<Integer> use = () -> {
                int calls = 0;
                try {
                    for (; calls < 200; calls++) {
                        session.token().close();
                    }
                } catch (Bug closed) {
                    return calls;
                }
                return calls;
            };
            final List<Future<Integer>> users = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                users.add(threads.submit(use));
            }
            session.close();
            for (final Future<Integer> user : users) {
                user.get();
            }
        }
        threads.shutdown();
    }

    @Test
    public void anUnfitTextIsABugThatIsNotRepeated() {
        for (final String unfit : Arrays.asList("hush\0hush", "hush\ud800")) {
            final Bug thrown = assertThrows(Bug.class, () -> config.setCredentials("id", unfit));
            assertFalse(thrown.getMessage().contains("hush"));
        }
        final Bug thrown = assertThrows(Bug.class, () -> Session.open(null, store, "alice"));
        assertEquals(Code.NULL_ARGUMENT, thrown.code());
    }

    @Test
    public void aLineOfTheLogIsTakenOutOfAQueue() {
        try (LogQueue queue = new LogQueue();
                Client logging = new Client(config.logToQueue(queue, LogLevel.DEBUG))) {
            logging.passwordGrant(USERNAME, PASSWORD).close();
            try (LogEntry line = queue.take()) {
                assertFalse(line.message().isEmpty());
                assertFalse(line.message().contains(PASSWORD));
            }
        }
    }

    @Test
    public void aStoreOfTheProgramsOwnIsAsked() throws IOException {
        final Path journal = Files.createTempDirectory("omnifund-java").resolve("journal");
        final StoreFunctions functions = new StoreFunctions();
        functions.size = new Size(functions.size());
        functions.version = 1;
        functions.connect = (userdata, deadline, connection, sink) -> {
            sink.message.invoke(sink.call, "the line to the database is cut");
            return StoreAnswer.UNREACHABLE.number;
        };
        final int failed = StoreAnswer.FAILED.number;
        functions.disconnect = (userdata, connection) -> { };
        functions.identify = (userdata, connection, deadline, sink) -> failed;
        functions.load = (userdata, connection, deadline, key, sink) -> failed;
        functions.lease = (userdata, connection, deadline, key, owner, lasting, sink) -> failed;
        functions.swap = (userdata, connection, deadline, key, owner, fence, expected, id, bytes, length, sink) ->
                failed;
        functions.release = (userdata, connection, deadline, key, owner, fence, sink) -> failed;
        functions.list = (userdata, connection, deadline, after, upTo, limit, sink) -> failed;
        final PointerByReference out = new PointerByReference();
        final PointerByReference error = new PointerByReference();
        try (Key key = Key.fromBytes(new byte[32]);
                StoreOptions options = new StoreOptions().setJournal(journal.toString())) {
            final int code = Loader.RAW.omnifund_store_open_functions(
                    functions, key.pointer(), options.pointer(), out, error);
            assertEquals(Code.STORE_UNREACHABLE, code);
            final String message = Loader.RAW.omnifund_error_message(error.getValue());
            assertTrue(message, message.contains("the line to the database is cut"));
            Loader.RAW.omnifund_error_free(error.getValue());
        }
    }

    @Test
    public void itLeaksNothingNeitherClosedNorForgotten() throws IOException {
        try (Session session = signedIn()) {
            final List<Long> growths = new ArrayList<>();
            rounds(session, 1000);
            for (int batch = 0; batch < 9; batch++) {
                final long before = resident();
                rounds(session, 400);
                growths.add(resident() - before);
            }
            growths.sort(null);
            // The virtual machine grows and shrinks now and then; what leaks does so each time.
            assertTrue(growths + " KiB", growths.get(growths.size() / 2) < 100);
        }
    }

    private void rounds(Session session, int count) {
        for (int round = 0; round < count; round++) {
            session.token().close();
            session.status();
            store.sessions();
            new Request("GET", "/api/customers"); // Forgotten.
            assertThrows(Bug.class, () -> Store.openFile(""));
            if (round % 200 == 0) {
                System.gc();
            }
        }
    }

    /** In KiB, of Linux. */
    private static long resident() throws IOException {
        System.gc();
        try (Stream<String> lines = Files.lines(Paths.get("/proc/self/status"))) {
            final String line = lines.filter(one -> one.startsWith("VmRSS:")).findFirst().get();
            return Long.parseLong(line.replaceAll("\\D", ""));
        }
    }

    private static String read(String path) throws IOException {
        return new String(Files.readAllBytes(Paths.get(System.getenv("CHECKOUT"), path)), StandardCharsets.UTF_8);
    }

    private static List<String> found(String pattern, String text) {
        final List<String> found = new ArrayList<>();
        for (final Matcher matcher = Pattern.compile(pattern).matcher(text); matcher.find();) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    public void eachFunctionIsOffered() throws IOException {
        final String described = read("include/omnifund-api.json");
        final List<String> functions = found(
                "\"c_name\": \"(omnifund_\\w+)\",\\s*\"name\"", described.substring(described.indexOf("\"functions\"")));
        assertTrue(functions.size() > 200);
        final StringBuilder layer = new StringBuilder();
        try (Stream<Path> files = Files.list(Paths.get(System.getenv("CHECKOUT"), "bindings/java/src/omnifund"))) {
            for (final Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                layer.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        for (final String name : functions) {
            final Method raw = Arrays.stream(OmnifundRaw.class.getMethods())
                    .filter(one -> one.getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is not declared"));
            assertNotNull(com.sun.jna.NativeLibrary.getInstance(System.getenv("OMNIFUND_LIBRARY")).getFunction(name));
            // Classes have no manners for functions that the library calls.
            final boolean isRaw = raw.getReturnType() == Pointer.class && raw.getParameterCount() == 0
                    && !name.endsWith("_new")
                    || Arrays.stream(raw.getParameterTypes())
                            .anyMatch(one -> Callback.class.isAssignableFrom(one)
                                    || Structure.class.isAssignableFrom(one));
            final boolean isCalled = Pattern.compile(name + "\\b").matcher(layer).find();
            assertTrue(name + " is called by no class", isRaw || isCalled);
        }
    }

    @Test
    public void eachConstantHasItsNumber() throws IOException, ReflectiveOperationException {
        final String described = read("include/omnifund-api.json");
        final Matcher codes = Pattern.compile("\"name\": \"(\\w+)\",\\s*\"c_name\": \"OMNIFUND_CODE_\\w+\","
                + "\\s*\"number\": (\\d+)").matcher(described);
        int count = 0;
        for (; codes.find(); count++) {
            assertEquals(Integer.parseInt(codes.group(2)), Code.class.getField(codes.group(1)).getInt(null));
        }
        assertEquals(Code.class.getFields().length, count);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6},
                Arrays.stream(Advice.values()).mapToInt(one -> one.number).toArray());
        assertEquals("OMNIFUND_STORE", Setting.STORE);
    }
}
