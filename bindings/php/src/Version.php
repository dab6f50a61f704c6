<?php

declare(strict_types=1);

namespace Omnifund;

use Omnifund\Raw\Library;

final class Version
{
    /** The version of the library that is loaded, such as "0.1.0". */
    public static function ofLibrary(): string
    {
        return Library::get()->version();
    }
}
