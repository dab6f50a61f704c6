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
    protected const NOUN = 'token';

    /** @internal */
    public function __construct(CData $pointer)
    {
        $this->hold($pointer);
    }

    /** For the header "Authorization: Bearer ...". Empty only for an exported pair without one. */
    public function getAccessToken(): string
    {
        return $this->string('token_access_token') ?? '';
    }

    /** Good for one refresh. Null where the server gave none, and for a session's token. */
    public function getRefreshToken(): ?string
    {
        return $this->string('token_refresh_token');
    }

    /** As the server wrote it, mostly "bearer"; in a request it is written "Bearer". */
    public function getTokenType(): ?string
    {
        return $this->string('token_token_type');
    }

    /** Space-separated. */
    public function getScope(): ?string
    {
        return $this->string('token_scope');
    }

    /** How many seconds the access token lives from the moment the request left; 0 where it was not said. */
    public function getExpiresIn(): int
    {
        return Library::get()->int('token_expires_in', $this->pointer());
    }

    /** The end of the access token by this machine's clock; null where it was not said. */
    public function getExpiresAt(): ?DateTimeImmutable
    {
        return Moment::of(Library::get()->int('token_expires_at', $this->pointer()));
    }

    /**
     * For how many milliseconds from when it was handed out a session's token needs nothing: until then
     * Session::token() would give the same one again, unless it was rejected, signed out or refreshed meanwhile.
     */
    public function getFreshFor(): int
    {
        return Library::get()->int('token_fresh_for', $this->pointer());
    }

    private function string(string $function): ?string
    {
        return Library::get()->string($function, $this->pointer());
    }
}
