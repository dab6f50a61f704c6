<?php

declare(strict_types=1);

namespace Omnifund;

/** The calling program, or the library, is wrong. Report it, with the message. */
class Bug extends OmnifundException
{
    protected const ADVICE = Advice::Bug;
}
