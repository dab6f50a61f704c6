<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

/** What became of the request: a fact, noted where the first byte leaves, never a guess. */
enum Outcome: int
{
    /** Not one byte of the request left this machine's hands. A refresh token is untouched. */
    case NotSent = 1;

    /** The server answered, and refused. */
    case Refused = 2;

    /**
     * The request, or a part of it, left, and no answer that can be understood came back. A refresh
     * token may be spent or not.
     */
    case Unknown = 3;

    /**
     * The server answered that it did what it was asked for, with a status of 200 to 299. No error
     * has it.
     */
    case Done = 4;
}
