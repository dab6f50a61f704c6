<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund\Raw;

use DateTimeImmutable;
use FFI\CData;
use Omnifund\KeptAnswerFieldsInterface;

/** @internal */
abstract class KeptAnswerFields extends Handle implements KeptAnswerFieldsInterface
{
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
