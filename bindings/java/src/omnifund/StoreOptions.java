// Made by tools/interface from omnifund-api.json; edits here are lost.
package omnifund;

import com.sun.jna.Pointer;
import static omnifund.Loader.RAW;

/** How a store's directory is kept. For one thread at a time. */
public final class StoreOptions extends Handle {
    StoreOptions(Pointer pointer) {
        super(pointer, RAW::omnifund_store_options_free);
    }

    /**
     * Options with nothing set: nobody but the owner may read the store, no network file system, no other
     * machine's store. Null only where there is no memory.
     */
    public StoreOptions() {
        this(made());
    }

    private static Pointer made() {
        return RAW.omnifund_store_options_new();
    }

    /**
     * Lets the directory's group read and write the store too (directory 2770, files 0660): for a web server and a
     * cron job under two users.
     */
    public StoreOptions setGroup() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_options_set_group(call.of(this), call.error()));
            return this;
        }
    }

    /**
     * Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most kinds and their
     * like), whose locks somebody has tried.
     */
    public StoreOptions allowNetwork() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_options_allow_network(call.of(this), call.error()));
            return this;
        }
    }

    /**
     * Takes a store that another machine made, because it was moved here and that machine uses it no more. From
     * then on it is this machine's, and the other one is refused. Where both use it, sessions are lost.
     */
    public StoreOptions takeOver() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_options_take_over(call.of(this), call.error()));
            return this;
        }
    }

    /**
     * Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted, a program
     * that only reads must say so (Code.STORE_MISSING), and not that nobody is signed in.
     */
    public StoreOptions mustExist() {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_options_must_exist(call.of(this), call.error()));
            return this;
        }
    }

    /**
     * A key that opens records and seals none, beside the one that Store.openFileWith is given: to change that
     * one, give the new one as older first, in all programs, and only then the other way round; Store.rotateKey
     * then seals all records anew.
     */
    public StoreOptions addOlderKey(Key key) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_options_add_older_key(call.of(this), call.of(key), call.error()));
            return this;
        }
    }

    /** Keeps the sealing key in the file `path`, and not in "&lt;store&gt;.key". */
    public StoreOptions setKeyFile(String path) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_options_set_key_file(call.of(this), Call.text(path), call.error()));
            return this;
        }
    }

    /**
     * Where the audit lines of the store go, as Config.setAudit has it: those of its OAuth clients, of its key and
     * of its taking over, and those of its sessions whose config says nothing else. Throws an exception with
     * Code.INVALID_CONFIGURATION for what is no sink.
     */
    public StoreOptions setAudit(String sink) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_options_set_audit(call.of(this), Call.text(sink), call.error()));
            return this;
        }
    }

    /**
     * Names this machine, in place of /etc/machine-id: for containers, which have none, or all the same. Any text
     * that no other machine has; a store that was made under another name is refused.
     */
    public StoreOptions setMachine(String name) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_options_set_machine(call.of(this), Call.text(name), call.error()));
            return this;
        }
    }

    /**
     * The directory of this host's own beside a store that several hosts share: there its processes queue, and
     * what an exchange brought is durable there before the shared store has it. On a local disk, of one user, and
     * never copied to another host. Without it, it is one of the store's own in "omnifund", in the directory that
     * systemd names in STATE_DIRECTORY, else in the user's XDG state directory.
     */
    public StoreOptions setJournal(String directory) {
        try (Call call = new Call()) {
            call.check(RAW.omnifund_store_options_set_journal(call.of(this), Call.text(directory), call.error()));
            return this;
        }
    }
}
