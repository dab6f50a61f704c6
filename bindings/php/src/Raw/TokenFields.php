<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund\Raw;

use DateTimeImmutable;
use FFI\CData;
use Omnifund\Moment;
use Omnifund\TokenFieldsInterface;

/** @internal */
abstract class TokenFields extends Handle implements TokenFieldsInterface
{
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

    protected function end(CData $pointer): void
    {
        Library::get()->tokenFree($pointer);
    }
}
