<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;
use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

/**
 * An answer of the token endpoint that nothing could be made of. It may hold the only tokens that there are, so
 * the store keeps it, sealed, until the next success. It never changes, and is wiped when it is closed.
 */
final class KeptAnswer extends Handle implements KeptAnswerInterface
{
    /** @internal */
    public function __construct(CData $pointer)
    {
        $this->hold($pointer);
    }

    public function getAskedAt(): DateTimeImmutable
    {
        return new DateTimeImmutable('@' . Library::get()->keptAnswerAskedAt($this->pointer()));
    }

    public function expose(): string
    {
        return Library::get()->keptAnswerBytes($this->pointer());
    }

    protected function end(CData $pointer): void
    {
        Library::get()->keptAnswerFree($pointer);
    }
}
