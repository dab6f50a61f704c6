<?php

declare(strict_types=1);

namespace Omnifund;

use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

/**
 * How a store's directory is kept. Unless set: nobody but the owner may read it, no network file system, no
 * other machine's store.
 */
final class StoreOptions extends Handle
{
    protected const NOUN = 'store_options';

    public function __construct()
    {
        $this->hold(Library::get()->make('store_options_new'));
    }

    /** Lets the directory's group read and write too: for a web server and a cron job under two users. */
    public function setGroup(): self
    {
        return $this->set('store_options_set_group');
    }

    /** Takes a directory on a network file system, whose locks somebody has tried. */
    public function allowNetwork(): self
    {
        return $this->set('store_options_allow_network');
    }

    /**
     * Takes a store that another machine made, because it was moved here and that machine uses it no more. From
     * then on it is this machine's, and the other one is refused.
     */
    public function takeOver(): self
    {
        return $this->set('store_options_take_over');
    }

    /** Takes a store that is there and makes none, where a path is mistyped or a disk is not mounted. */
    public function mustExist(): self
    {
        return $this->set('store_options_must_exist');
    }

    /** A key that opens records and seals none, beside the one that the store is opened with. */
    public function addOlderKey(Key $key): self
    {
        Library::get()->run('store_options_add_older_key', $this->pointer(), $key->pointer());
        return $this;
    }

    /** Keeps the sealing key in this file, and not in "<store>.key". */
    public function setKeyFile(string $path): self
    {
        return $this->set('store_options_set_key_file', $path);
    }

    /**
     * Names this machine, in place of /etc/machine-id: for containers. A store that was made under another name
     * is refused.
     */
    public function setMachine(string $name): self
    {
        return $this->set('store_options_set_machine', $name);
    }

    /** Where the store's audit lines go, as Config::setAudit() has it. */
    public function setAudit(string $sink): self
    {
        return $this->set('store_options_set_audit', $sink);
    }

    private function set(string $function, string ...$value): self
    {
        Library::get()->run($function, $this->pointer(), ...$value);
        return $this;
    }
}
