<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

/**
 * What a function of omnifund_store_functions answers. Any other number counts as
 * StoreAnswer::Unknown from `swap`, and as StoreAnswer::Failed from all others.
 */
enum StoreAnswer: int
{
    /** It is done, and durable. */
    case Done = 0;

    /** The record is in another version than was expected. Nothing was changed. */
    case Conflict = 1;

    /** Somebody else has the lease. */
    case Busy = 2;

    /**
     * The lease has ended, or somebody else has had it since: its fence is not the newest any more.
     * Nothing was changed.
     */
    case Lost = 3;

    /**
     * Whether it was done can't be told: the connection broke, or the deadline passed, after it was
     * sent.
     */
    case Unknown = 4;

    /**
     * The store can't be reached now, or its connection is broken; nothing was changed. The
     * connection is ended, and another one made at the next call.
     */
    case Unreachable = 5;

    /** It refused, in a way that waiting does not mend: a missing table or right, a full disk. */
    case Failed = 6;
}
