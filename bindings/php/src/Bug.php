<?php

declare(strict_types=1);

namespace Omnifund;

/** The calling program, or the library, is wrong. Report it, with the message. */
final class Bug extends OmnifundException
{
}
