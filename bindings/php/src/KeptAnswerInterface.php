<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;

/** An answer that nothing could be made of: what Session::keptAnswer() gives. */
interface KeptAnswerInterface extends HandleInterface
{
    /** When it was asked for. */
    public function getAskedAt(): DateTimeImmutable;

    /**
     * Status line, headers and body as they came, 16 KiB at most. They can hold tokens: whoever calls this answers
     * for where they go.
     */
    public function expose(): string;
}
