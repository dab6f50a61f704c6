<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeImmutable;
use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;
use WeakMap;

/**
 * What a grant brought, or a session. It never changes, and is wiped when it is closed; what Session::token() gave is
 * the session's, which gives it to all who ask for as long as it is fresh: closing it does nothing, and it is wiped
 * when nobody holds it any more.
 */
final class Token extends Handle implements TokenInterface
{
    /** @var ?WeakMap<self, string> the access tokens that a session gives again and again, out of every dump's sight */
    private static ?WeakMap $read = null;

    private bool $isSessions = false;

    /** @internal */
    public function __construct(CData $pointer)
    {
        $this->hold($pointer);
    }

    /** @internal */
    public static function ofSession(CData $pointer): self
    {
        $token = new self($pointer);
        $token->isSessions = true;
        return $token;
    }

    public function close(): void
    {
        if (!$this->isSessions) {
            parent::close();
        }
    }

    public function getAccessToken(): string
    {
        return self::$read[$this] ?? $this->readAccessToken();
    }

    private function readAccessToken(): string
    {
        $text = Library::get()->tokenAccessToken($this->pointer()) ?? '';
        if ($this->isSessions) {
            self::$read ??= new WeakMap();
            self::$read[$this] = $text;
        }
        return $text;
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
