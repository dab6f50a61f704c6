<?php

declare(strict_types=1);

namespace Omnifund;

/** OmniFund does not allow it. Trying again changes nothing. */
class Refused extends OmnifundException
{
    protected const ADVICE = Advice::Refused;
}
