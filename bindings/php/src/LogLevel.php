<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

/** How much a line matters. A sink takes lines of its level and of the lower numbers. */
enum LogLevel: int
{
    /** Somebody must do something. */
    case Error = 1;

    /** It failed, and can mend itself. */
    case Warn = 2;

    /** Each exchange and each token login, a line each. */
    case Info = 3;

    /** That a request is being made, too: what hangs is seen. */
    case Debug = 4;
}
