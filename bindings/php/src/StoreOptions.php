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
final class StoreOptions extends Handle implements StoreOptionsInterface
{
    public function __construct()
    {
        $this->hold(Library::get()->storeOptionsNew());
    }

    public function setGroup(): self
    {
        Library::get()->storeOptionsSetGroup($this->pointer());
        return $this;
    }

    public function allowNetwork(): self
    {
        Library::get()->storeOptionsAllowNetwork($this->pointer());
        return $this;
    }

    public function takeOver(): self
    {
        Library::get()->storeOptionsTakeOver($this->pointer());
        return $this;
    }

    public function mustExist(): self
    {
        Library::get()->storeOptionsMustExist($this->pointer());
        return $this;
    }

    public function addOlderKey(KeyInterface $key): self
    {
        Library::get()->storeOptionsAddOlderKey($this->pointer(), self::real($key)->pointer());
        return $this;
    }

    public function setKeyFile(string $path): self
    {
        Library::get()->storeOptionsSetKeyFile($this->pointer(), $path);
        return $this;
    }

    public function setKeyProtection(string $whom): self
    {
        Library::get()->storeOptionsSetKeyProtection($this->pointer(), $whom);
        return $this;
    }

    public function setMachine(string $name): self
    {
        Library::get()->storeOptionsSetMachine($this->pointer(), $name);
        return $this;
    }

    public function setJournal(string $directory): self
    {
        Library::get()->storeOptionsSetJournal($this->pointer(), $directory);
        return $this;
    }

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
