<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\Library;
use Omnifund\Raw\StoreSetters;

/** How a store is kept. Its setters are told at StoreOptionsInterface. */
final class StoreOptions extends StoreSetters
{
    public function __construct()
    {
        $this->hold(Library::get()->storeOptionsNew());
    }

    protected function end(CData $pointer): void
    {
        Library::get()->storeOptionsFree($pointer);
    }
}
