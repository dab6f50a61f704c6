<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;

/**
 * An answer of the token endpoint that nothing could be made of. It may hold the only pair that
 * there is, so it is kept in the store, sealed, until the next success.
 */
interface KeptAnswerFieldsInterface extends HandleInterface
{
    /** When the answer was asked for. */
    public function getAskedAt(): DateTimeImmutable;

    /** Status line, header and body as they came, 16 KiB at most. */
    public function expose(): string;
}
