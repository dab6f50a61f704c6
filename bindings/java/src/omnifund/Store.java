// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import java.util.List;
import static omnifund.Loader.RAW;

/**
 * Where sessions and OAuth clients are kept, sealed. Any thread may use it at any time, and any number of
 * processes the same directory. Whoever opens a store can act as any employee in it. Codes of the 500s are its
 * errors; their advice is mostly Advice.FIX_STORAGE.
 */
public final class Store extends Handle {
    Store(Pointer pointer) {
        super(pointer, RAW::omnifund_store_free);
    }

    /**
     * A store in this process's memory, gone with it: for tests, and for programs that sign in at every start. A
     * forked child's is empty, since two processes would spend one refresh token: save OAuth clients and sign in
     * there, after the fork.
     */
    public static Store openMemory() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_open_memory(call.out(), call.error()));
            return new Store(call.given());
        }
    }

    /**
     * A store in a directory, made where there is none, as Store.openFileWith with no options. `key` may be null.
     * Blocks on the file system only.
     */
    public static Store openFile(String path) {
        return openFile(path, null);
    }

    /**
     * A store in a directory, made where there is none, as Store.openFileWith with no options. `key` may be null.
     * Blocks on the file system only.
     */
    public static Store openFile(String path, Key key) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_open_file(Call.text(path), call.of(key), call.out(), call.error()));
            return new Store(call.given());
        }
    }

    /**
     * A store in a directory, made where there is none; its parent must be there. Its records are sealed with
     * `key`, which is copied. `key` may be null: then with the key in the file "&lt;path&gt;.key" beside the
     * directory, which is made with it (a backup of the directory does not carry the key, and without it nobody
     * can read the records). `options` may be null. Throws an exception with Code.STORE_PERMISSIONS where others
     * could read it, Code.KEY_MISSING where there are records and no key file, Code.STORE_TOO_NEW for one of a
     * later library, Code.STORE_MOVED for one of another machine, Code.STORE_ON_NETWORK, Code.STORE_FULL,
     * Code.STORE_FAILED. Blocks on the file system only.
     */
    public static Store openFileWith(String path) {
        return openFileWith(path, null);
    }

    /**
     * A store in a directory, made where there is none; its parent must be there. Its records are sealed with
     * `key`, which is copied. `key` may be null: then with the key in the file "&lt;path&gt;.key" beside the
     * directory, which is made with it (a backup of the directory does not carry the key, and without it nobody
     * can read the records). `options` may be null. Throws an exception with Code.STORE_PERMISSIONS where others
     * could read it, Code.KEY_MISSING where there are records and no key file, Code.STORE_TOO_NEW for one of a
     * later library, Code.STORE_MOVED for one of another machine, Code.STORE_ON_NETWORK, Code.STORE_FULL,
     * Code.STORE_FAILED. Blocks on the file system only.
     */
    public static Store openFileWith(String path, Key key) {
        return openFileWith(path, key, null);
    }

    /**
     * A store in a directory, made where there is none; its parent must be there. Its records are sealed with
     * `key`, which is copied. `key` may be null: then with the key in the file "&lt;path&gt;.key" beside the
     * directory, which is made with it (a backup of the directory does not carry the key, and without it nobody
     * can read the records). `options` may be null. Throws an exception with Code.STORE_PERMISSIONS where others
     * could read it, Code.KEY_MISSING where there are records and no key file, Code.STORE_TOO_NEW for one of a
     * later library, Code.STORE_MOVED for one of another machine, Code.STORE_ON_NETWORK, Code.STORE_FULL,
     * Code.STORE_FAILED. Blocks on the file system only.
     */
    public static Store openFileWith(String path, Key key, StoreOptions options) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_open_file_with(
                    Call.text(path),
                    call.of(key),
                    call.of(options),
                    call.out(),
                    call.error()));
            return new Store(call.given());
        }
    }

    /**
     * The store that a configuration names (OMNIFUND_STORE and what goes with it, Config.load). Throws an
     * exception with Code.INVALID_CONFIGURATION where it names none, and as Store.open. Blocks on the store only.
     */
    public static Store openConfigured(Config cfg) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_open_configured(call.of(cfg), call.out(), call.error()));
            return new Store(call.given());
        }
    }

    /**
     * The first step to change the sealing key: puts a new one into the key file. It opens records, and seals none
     * yet. Where one waits there already, nothing changes. Where several machines get the key file by hand, give
     * it to all of them before the second step. Throws an exception with Code.INVALID_ARGUMENT where the
     * application gave the key, codes of the 500s. Blocks for 10 s at most, for other changes to end.
     */
    public void prepareKey() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_prepare_key(call.of(this), call.error()));
        }
    }

    /**
     * The second step: the prepared key seals from here on, in all processes, and every record that is sealed with
     * another one is sealed anew. `sealed` is set to their number; `sealed` may be null. The older keys stay in
     * the key file, since a backup may need them. Where no key was prepared, or the application gave the key, it
     * only seals anew; so a step that was broken off is done again by another call. Returns codes of the 500s: the
     * first one, after all records were tried. Blocks while it goes through the records, and for 10 s at most for
     * each that somebody is changing.
     */
    public long rotateKey() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_rotate_key(call.of(this), call.number(), call.error()));
            return call.givenNumber();
        }
    }

    /**
     * The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as
     * Store.openFileWith does, or the url of a database that several hosts share ("postgresql://...",
     * "mysql://..."). For the latter a library beside this one is loaded, and the sealing key comes from `key`,
     * from the key file of the options, or from "&lt;journal&gt;.key". All hosts have the same key: where there
     * are records and no key file, none is made. `key` may be null; `options` may be null. Returns the codes of
     * Store.openFileWith, Code.INVALID_CONFIGURATION for a url that no library takes, Code.STORE_UNREACHABLE.
     * Blocks on the file system, and for 10 s at most on the database where this host has never opened it.
     */
    public static Store open(String place) {
        return open(place, null);
    }

    /**
     * The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as
     * Store.openFileWith does, or the url of a database that several hosts share ("postgresql://...",
     * "mysql://..."). For the latter a library beside this one is loaded, and the sealing key comes from `key`,
     * from the key file of the options, or from "&lt;journal&gt;.key". All hosts have the same key: where there
     * are records and no key file, none is made. `key` may be null; `options` may be null. Returns the codes of
     * Store.openFileWith, Code.INVALID_CONFIGURATION for a url that no library takes, Code.STORE_UNREACHABLE.
     * Blocks on the file system, and for 10 s at most on the database where this host has never opened it.
     */
    public static Store open(String place, Key key) {
        return open(place, key, null);
    }

    /**
     * The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as
     * Store.openFileWith does, or the url of a database that several hosts share ("postgresql://...",
     * "mysql://..."). For the latter a library beside this one is loaded, and the sealing key comes from `key`,
     * from the key file of the options, or from "&lt;journal&gt;.key". All hosts have the same key: where there
     * are records and no key file, none is made. `key` may be null; `options` may be null. Returns the codes of
     * Store.openFileWith, Code.INVALID_CONFIGURATION for a url that no library takes, Code.STORE_UNREACHABLE.
     * Blocks on the file system, and for 10 s at most on the database where this host has never opened it.
     */
    public static Store open(String place, Key key, StoreOptions options) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_open(
                    Call.text(place),
                    call.of(key),
                    call.of(options),
                    call.out(),
                    call.error()));
            return new Store(call.given());
        }
    }

    /**
     * Ends the use of a table of functions, for who can't let them live for as long as the store: its connections
     * are ended and its `destroy` is called before this returns, and no function of it is called any more. What is
     * opened in the store goes on with Code.STORE_UNREACHABLE. It does nothing to a store of another kind; null
     * does nothing. Blocks until calls that are at work in the store have ended.
     */
    public void detach() {
        try (Call call = new Call()) {
            RAW.omnifund_store_detach(call.of(this));
        }
    }

    /**
     * Keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike any other. The
     * secret is sealed, and no function gives it back. Throws an exception with Code.INVALID_ARGUMENT for another
     * name, one with a control in it (a line end, an escape, a mark of direction), or an id or a secret that is
     * empty or has a control character in it, Code.CLIENT_NAME_TAKEN where name or client id are kept already,
     * codes of the 500s. Blocks for 10 s at most, for other changes to end.
     */
    public void saveClient(String name, String clientId, String clientSecret) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_save_client(
                    call.of(this),
                    Call.text(name),
                    Call.text(clientId),
                    Call.text(clientSecret),
                    call.error()));
        }
    }

    /**
     * Its sessions stay its sessions. Throws an exception with Code.CLIENT_NOT_FOUND, and as Store.saveClient.
     * Blocks as that does.
     */
    public void renameClient(String name, String newName) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_rename_client(
                    call.of(this),
                    Call.text(name),
                    Call.text(newName),
                    call.error()));
        }
    }

    /**
     * Puts a new client id and secret in the place of lost ones: the vendor never shows a secret twice. `sessions`
     * is set to the number of signed-in sessions that this concerns; `sessions` may be null. A refresh token of
     * the old id is never sent under the new one: each session's live access token serves to its end, then a saved
     * password, and then a human must sign in. Running processes notice by themselves. Returns as
     * Store.renameClient. Blocks as that does.
     */
    public long replaceClient(String name, String clientId, String clientSecret) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_replace_client(
                    call.of(this),
                    Call.text(name),
                    Call.text(clientId),
                    Call.text(clientSecret),
                    call.number(),
                    call.error()));
            return call.givenNumber();
        }
    }

    /**
     * Forgets an OAuth client of the store. Its sessions stay, and can be used with its credentials only. Throws
     * an exception with Code.CLIENT_NOT_FOUND, codes of the 500s. Blocks as Store.saveClient.
     */
    public void removeClient(String name) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_remove_client(call.of(this), Call.text(name), call.error()));
        }
    }

    /**
     * The OAuth clients of the store, in the order in which they were first saved; never their secrets. Returns
     * codes of the 500s. Blocks on the store only.
     */
    public List<ClientEntry> clients() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_clients(call.of(this), call.out(), call.error()));
            final Pointer given = call.given();
            try {
                return ClientEntry.all(given);
            } finally {
                RAW.omnifund_client_list_free(given);
            }
        }
    }

    /**
     * Begins to go through the sessions of `store`: those of the OAuth client of `client`, or all. `client` may be
     * null. The first page comes with SessionList.next.
     */
    public List<SessionEntry> sessions() {
        return sessions(null);
    }

    /**
     * Begins to go through the sessions of `store`: those of the OAuth client of `client`, or all. `client` may be
     * null. The first page comes with SessionList.next.
     */
    public List<SessionEntry> sessions(Client client) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_sessions(call.of(this), call.of(client), call.out(), call.error()));
            final Pointer given = call.given();
            try {
                return SessionEntry.all(given);
            } finally {
                RAW.omnifund_session_list_free(given);
            }
        }
    }

    /**
     * How the store and all of its sessions stand, whatever their OAuth client, for a program that is scraped by
     * Prometheus. How long a refresh token lives, and whether it may be presented again, is what `cfg` says; `cfg`
     * may be null: then as in Config.new. Throws an exception with Code.null_ARGUMENT; what can't be read is a
     * number of the text, and no error. Blocks on the store only: every record is read.
     */
    public Metrics metrics() {
        return metrics(null);
    }

    /**
     * How the store and all of its sessions stand, whatever their OAuth client, for a program that is scraped by
     * Prometheus. How long a refresh token lives, and whether it may be presented again, is what `cfg` says; `cfg`
     * may be null: then as in Config.new. Throws an exception with Code.null_ARGUMENT; what can't be read is a
     * number of the text, and no error. Blocks on the store only: every record is read.
     */
    public Metrics metrics(Config cfg) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_metrics(call.of(this), call.of(cfg), call.out(), call.error()));
            return new Metrics(call.given());
        }
    }
}
