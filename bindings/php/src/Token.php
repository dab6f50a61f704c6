<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;
use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

/** What a grant brought, or a session. It never changes, and is wiped when it is closed. */
final class Token extends Handle
{
    /** @internal */
    public function __construct(CData $pointer)
    {
        $this->hold($pointer);
    }

    /** For the header "Authorization: Bearer ...". Empty only for an exported pair without one. */
    public function getAccessToken(): string
    {
        return Library::get()->tokenAccessToken($this->pointer()) ?? '';
    }

    /** Good for one refresh. Null where the server gave none, and for a session's token. */
    public function getRefreshToken(): ?string
    {
        return Library::get()->tokenRefreshToken($this->pointer());
    }

    /** As the server wrote it, mostly "bearer"; in a request it is written "Bearer". */
    public function getTokenType(): ?string
    {
        return Library::get()->tokenTokenType($this->pointer());
    }

    /** Space-separated. */
    public function getScope(): ?string
    {
        return Library::get()->tokenScope($this->pointer());
    }

    /** How many seconds the access token lives from the moment the request left; 0 where it was not said. */
    public function getExpiresIn(): int
    {
        return Library::get()->tokenExpiresIn($this->pointer());
    }

    /** The end of the access token by this machine's clock; null where it was not said. */
    public function getExpiresAt(): ?DateTimeImmutable
    {
        return Moment::of(Library::get()->tokenExpiresAt($this->pointer()));
    }

    /**
     * For how many milliseconds from when it was handed out a session's token needs nothing: until then
     * Session::token() would give the same one again, unless it was rejected, signed out or refreshed meanwhile.
     */
    public function getFreshFor(): int
    {
        return Library::get()->tokenFreshFor($this->pointer());
    }

    protected function end(CData $pointer): void
    {
        Library::get()->tokenFree($pointer);
    }
}
