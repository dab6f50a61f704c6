<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

/**
 * What becomes of a refresh token whose last exchange has an unknown outcome: the reply was lost,
 * or the process ended. It is spent or not.
 */
enum Replay: int
{
    /**
     * It is presented again, with pauses that grow, until the server answers. OmniFund's server
     * revokes nothing when it is, so this saves the session wherever the request had not arrived.
     */
    case UntilAnswered = 0;

    /**
     * It is presented once more. For a server that takes a spent token for a short while, and gives
     * the same pair again.
     */
    case Once = 1;

    /**
     * It is never presented again: a saved password signs in anew, or a human does. For a server
     * that revokes all that it gave when a spent token comes.
     */
    case Never = 2;
}
