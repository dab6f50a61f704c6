<?php

declare(strict_types=1);

namespace Omnifund;

/** Whoever installed this must mend a setting, the clock, or the OAuth client. */
class ConfigurationError extends OmnifundException
{
    protected const ADVICE = Advice::FixConfiguration;
}
