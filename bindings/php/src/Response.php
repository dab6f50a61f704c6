<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\ResponseFields;

/**
 * What the server answered to Session::request(): whatever its status. It never changes, and is wiped when it is
 * closed.
 */
final class Response extends ResponseFields implements ResponseInterface
{
    /** @internal */
    public function __construct(CData $pointer, private readonly ?string $idempotencyKey)
    {
        $this->hold($pointer);
    }

    public function getIdempotencyKey(): ?string
    {
        return $this->idempotencyKey;
    }

    public function getJson(): mixed
    {
        return json_decode($this->getBody(), true, flags: JSON_THROW_ON_ERROR);
    }
}
