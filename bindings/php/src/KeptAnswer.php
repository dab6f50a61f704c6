<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\KeptAnswerFields;

/**
 * An answer of the token endpoint that nothing could be made of. It may hold the only tokens that there are, so
 * the store keeps it, sealed, until the next success. It never changes, and is wiped when it is closed.
 */
final class KeptAnswer extends KeptAnswerFields implements KeptAnswerInterface
{
    /** @internal */
    public function __construct(CData $pointer)
    {
        $this->hold($pointer);
    }
}
