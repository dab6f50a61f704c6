<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

/**
 * How a store's directory is kept. Unless set: nobody but the owner may read it, no network file system, no
 * other machine's store.
 */
final class StoreOptions extends Handle
{
    public function __construct()
    {
        $this->hold(Library::get()->storeOptionsNew());
    }

    /** Lets the directory's group read and write too: for a web server and a cron job under two users. */
    public function setGroup(): self
    {
        Library::get()->storeOptionsSetGroup($this->pointer());
        return $this;
    }

    /** Takes a directory on a network file system, whose locks somebody has tried. */
    public function allowNetwork(): self
    {
        Library::get()->storeOptionsAllowNetwork($this->pointer());
        return $this;
    }

    /**
     * Takes a store that another machine made, because it was moved here and that machine uses it no more. From
     * then on it is this machine's, and the other one is refused.
     */
    public function takeOver(): self
    {
        Library::get()->storeOptionsTakeOver($this->pointer());
        return $this;
    }

    /** Takes a store that is there and makes none, where a path is mistyped or a disk is not mounted. */
    public function mustExist(): self
    {
        Library::get()->storeOptionsMustExist($this->pointer());
        return $this;
    }

    /** A key that opens records and seals none, beside the one that the store is opened with. */
    public function addOlderKey(Key $key): self
    {
        Library::get()->storeOptionsAddOlderKey($this->pointer(), $key->pointer());
        return $this;
    }

    /** Keeps the sealing key in this file, and not in "<store>.key". */
    public function setKeyFile(string $path): self
    {
        Library::get()->storeOptionsSetKeyFile($this->pointer(), $path);
        return $this;
    }

    /**
     * Names this machine, in place of /etc/machine-id: for containers. A store that was made under another name
     * is refused.
     */
    public function setMachine(string $name): self
    {
        Library::get()->storeOptionsSetMachine($this->pointer(), $name);
        return $this;
    }

    /**
     * The directory of this host's own beside a store that several hosts share: there its processes queue, and what an
     * exchange brought is durable there before the shared store has it. Without it, it is "omnifund" in the directory
     * that systemd names in STATE_DIRECTORY, else in the user's XDG state directory.
     */
    public function setJournal(string $directory): self
    {
        Library::get()->storeOptionsSetJournal($this->pointer(), $directory);
        return $this;
    }

    /** Where the store's audit lines go, as Config::setAudit() has it. */
    public function setAudit(string $sink): self
    {
        Library::get()->storeOptionsSetAudit($this->pointer(), $sink);
        return $this;
    }

    protected function end(CData $pointer): void
    {
        Library::get()->storeOptionsFree($pointer);
    }
}
