<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\LoginFields;

/**
 * What the server answered to a token login. Cookies, Location and body can each let somebody in as that
 * user. It never changes, and is wiped when it is closed.
 */
final class Login extends LoginFields implements LoginInterface
{
    /** @internal */
    public function __construct(CData $pointer)
    {
        $this->hold($pointer);
    }
}
