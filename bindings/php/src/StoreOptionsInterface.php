<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

/**
 * How a store is kept: what StoreOptions is. Unless set: nobody but the owner may read it, no
 * network file system, no other machine's store.
 */
interface StoreOptionsInterface extends HandleInterface
{
    /**
     * Lets the directory's group read and write the store too (directory 2770, files 0660): for a
     * web server and a cron job under two users.
     */
    public function setGroup(): static;

    /**
     * Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most
     * kinds and their like), whose locks somebody has tried.
     */
    public function allowNetwork(): static;

    /**
     * Takes a store that another machine made, because it was moved here and that machine uses it
     * no more. From then on it is this machine's, and the other one is refused. Where both use it,
     * sessions are lost.
     */
    public function takeOver(): static;

    /**
     * Takes a store that is there and makes none: where a path is mistyped or a disk is not
     * mounted, a program that only reads must say so (Code::StoreMissing), and not that nobody is
     * signed in.
     */
    public function mustExist(): static;

    /**
     * A key that opens records and seals none, beside the one that Store::file() is given: to
     * change that one, give the new one as older first, in all programs, and only then the other
     * way round; Store::rotateKey() then seals all records anew.
     */
    public function addOlderKey(KeyInterface $key): static;

    /** Keeps the sealing key in the file `path`, and not in "<store>.key". */
    public function setKeyFile(string $path): static;

    /**
     * Where the audit lines of the store go, as Config::setAudit() has it: those of its OAuth
     * clients, of its key and of its taking over, and those of its sessions whose config says
     * nothing else. Throws ConfigurationError for what is no sink.
     */
    public function setAudit(string $sink): static;

    /**
     * Names this machine, in place of /etc/machine-id: for containers, which have none, or all the
     * same. Any text that no other machine has; a store that was made under another name is
     * refused.
     */
    public function setMachine(string $name): static;

    /**
     * The directory of this host's own beside a store that several hosts share: there its processes
     * queue, and what an exchange brought is durable there before the shared store has it. On a
     * local disk, of one user, and never copied to another host. Without it, it is one of the
     * store's own in "omnifund", in the directory that systemd names in STATE_DIRECTORY, else in
     * the user's XDG state directory.
     */
    public function setJournal(string $directory): static;
}
