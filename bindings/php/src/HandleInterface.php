<?php

declare(strict_types=1);

namespace Omnifund;

/** A thing of the library's. Nobody need close it: it ends, too, when nobody holds it any more. */
interface HandleInterface
{
    /** Ends it now. Whoever uses it afterwards gets a Bug; to close it again does nothing. */
    public function close(): void;
}
