<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

/** What to do about an error. A till needs to switch on nothing else. */
enum Advice: int
{
    /** There was no error. */
    case None = 0;

    /** Try again after as many seconds as OmnifundException::getRetryAfter() says. */
    case Wait = 1;

    /** A human must sign in, with the password or in the browser. */
    case SignIn = 2;

    /** Whoever installed this must mend a setting, the clock, or the OAuth client. */
    case FixConfiguration = 3;

    /** Whoever runs this machine must mend the store: space, permissions, the key file. */
    case FixStorage = 4;

    /** OmniFund does not allow it. Trying again changes nothing. */
    case Refused = 5;

    /** The calling program, or this library, is wrong. Report it, with the message. */
    case Bug = 6;
}
