<?php

declare(strict_types=1);

namespace Omnifund;

use Stringable;

/** An access token, with what came with it. */
interface TokenInterface extends TokenFieldsInterface, Stringable
{
    /** The access token, as getAccessToken() has it: a secret, wherever it is printed. */
    public function __toString(): string;
}
