<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;
use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

/** What a grant brought, or a session. It never changes, and is wiped when it is closed. */
final class Token extends Handle implements TokenInterface
{
    /** @internal */
    public function __construct(CData $pointer)
    {
        $this->hold($pointer);
    }

    public function getAccessToken(): string
    {
        return Library::get()->tokenAccessToken($this->pointer()) ?? '';
    }

    public function getRefreshToken(): ?string
    {
        return Library::get()->tokenRefreshToken($this->pointer());
    }

    public function getTokenType(): ?string
    {
        return Library::get()->tokenTokenType($this->pointer());
    }

    public function getScope(): ?string
    {
        return Library::get()->tokenScope($this->pointer());
    }

    public function getExpiresIn(): int
    {
        return Library::get()->tokenExpiresIn($this->pointer());
    }

    public function getExpiresAt(): ?DateTimeImmutable
    {
        return Moment::of(Library::get()->tokenExpiresAt($this->pointer()));
    }

    public function getFreshFor(): int
    {
        return Library::get()->tokenFreshFor($this->pointer());
    }

    /** The access token: a secret, wherever it is printed. */
    public function __toString(): string
    {
        return $this->getAccessToken();
    }

    protected function end(CData $pointer): void
    {
        Library::get()->tokenFree($pointer);
    }
}
