<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;
use Stringable;

/** An access token, with what came with it. */
interface TokenInterface extends HandleInterface, Stringable
{
    /** The access token, as getAccessToken() has it: a secret, wherever it is printed. */
    public function __toString(): string;

    /** For the header "Authorization: Bearer ...". Empty only for an exported pair without one. */
    public function getAccessToken(): string;

    /** Good for one refresh. Null where the server gave none, and for a session's token. */
    public function getRefreshToken(): ?string;

    /** As the server wrote it, mostly "bearer"; in a request it is written "Bearer". */
    public function getTokenType(): ?string;

    /** Space-separated. */
    public function getScope(): ?string;

    /** How many seconds the access token lives from the moment the request left; 0 where it was not said. */
    public function getExpiresIn(): int;

    /** The end of the access token by this machine's clock; null where it was not said. */
    public function getExpiresAt(): ?DateTimeImmutable;

    /**
     * For how many milliseconds from when it was handed out a session's token needs nothing: until then
     * Session::token() would give the same one again, unless it was rejected, signed out or refreshed meanwhile.
     */
    public function getFreshFor(): int;
}
