<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

/**
 * Whether a password is saved with the session, so that it can sign in anew where the server's
 * reply to a refresh was lost.
 */
enum SavePassword: int
{
    /** It is forgotten. */
    case No = 0;

    /** In this process's memory. */
    case InMemory = 1;

    /** Sealed in the store, for all processes. */
    case Sealed = 2;
}
