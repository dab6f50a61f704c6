<?php

declare(strict_types=1);

namespace Omnifund;

/** How a store's directory is kept: what StoreOptions is. */
interface StoreOptionsInterface extends HandleInterface
{
    /** Lets the directory's group read and write too: for a web server and a cron job under two users. */
    public function setGroup(): self;

    /** Takes a directory on a network file system, whose locks somebody has tried. */
    public function allowNetwork(): self;

    /**
     * Takes a store that another machine made, because it was moved here and that machine uses it no more. From
     * then on it is this machine's, and the other one is refused.
     */
    public function takeOver(): self;

    /** Takes a store that is there and makes none, where a path is mistyped or a disk is not mounted. */
    public function mustExist(): self;

    /** A key that opens records and seals none, beside the one that the store is opened with. */
    public function addOlderKey(KeyInterface $key): self;

    /** Keeps the sealing key in this file, and not in "<store>.key". */
    public function setKeyFile(string $path): self;

    /**
     * Whom Windows lets open the key file, beside its permissions: "user" (who sealed it), "machine" (each user of the
     * machine who may read the file), or "none".
     */
    public function setKeyProtection(string $whom): self;

    /**
     * Names this machine, in place of /etc/machine-id: for containers. A store that was made under another name
     * is refused.
     */
    public function setMachine(string $name): self;

    /**
     * The directory of this host's own beside a store that several hosts share: there its processes queue, and what an
     * exchange brought is durable there before the shared store has it. Without it, it is "omnifund" in the directory
     * that systemd names in STATE_DIRECTORY, else in the user's XDG state directory.
     */
    public function setJournal(string $directory): self;

    /** Where the store's audit lines go, as Config::setAudit() has it. */
    public function setAudit(string $sink): self;
}
