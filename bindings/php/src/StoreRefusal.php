<?php

declare(strict_types=1);

namespace Omnifund;

use RuntimeException;

/** What a store answers in place of doing it. */
final class StoreRefusal extends RuntimeException
{
    /**
     * @param string $message for a person: what was tried, and what came back; never a secret
     * @param int $remaining how many milliseconds another's lease has left, where the answer is StoreAnswer::Busy
     */
    public function __construct(
        public readonly StoreAnswer $answer,
        string $message = '',
        public readonly int $remaining = 0,
    ) {
        parent::__construct($message);
    }
}
