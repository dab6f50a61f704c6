<?php

declare(strict_types=1);

namespace Omnifund;

/** Try again after as many seconds as getRetryAfter() says. */
final class TryLater extends OmnifundException
{
}
