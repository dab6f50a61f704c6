<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund\Raw;

use Omnifund\KeyInterface;
use Omnifund\StoreOptionsInterface;

/** @internal */
abstract class StoreSetters extends Handle implements StoreOptionsInterface
{
    public function setGroup(): static
    {
        Library::get()->storeOptionsSetGroup($this->pointer());
        return $this;
    }

    public function allowNetwork(): static
    {
        Library::get()->storeOptionsAllowNetwork($this->pointer());
        return $this;
    }

    public function takeOver(): static
    {
        Library::get()->storeOptionsTakeOver($this->pointer());
        return $this;
    }

    public function mustExist(): static
    {
        Library::get()->storeOptionsMustExist($this->pointer());
        return $this;
    }

    public function addOlderKey(KeyInterface $key): static
    {
        Library::get()->storeOptionsAddOlderKey($this->pointer(), self::real($key)->pointer());
        return $this;
    }

    public function setKeyFile(string $path): static
    {
        Library::get()->storeOptionsSetKeyFile($this->pointer(), $path);
        return $this;
    }

    public function setAudit(string $sink): static
    {
        Library::get()->storeOptionsSetAudit($this->pointer(), $sink);
        return $this;
    }

    public function setMachine(string $name): static
    {
        Library::get()->storeOptionsSetMachine($this->pointer(), $name);
        return $this;
    }

    public function setJournal(string $directory): static
    {
        Library::get()->storeOptionsSetJournal($this->pointer(), $directory);
        return $this;
    }
}
