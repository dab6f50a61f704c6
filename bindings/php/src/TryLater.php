<?php

declare(strict_types=1);

namespace Omnifund;

/** Try again after as many seconds as getRetryAfter() says. */
class TryLater extends OmnifundException
{
    protected const ADVICE = Advice::Wait;
}
