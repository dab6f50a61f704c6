<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\TokenFields;
use WeakMap;

/**
 * What a grant brought, or a session. It never changes, and is wiped when it is closed; what Session::token() gave is
 * the session's, which gives it to all who ask for as long as it is fresh: closing it does nothing, and it is wiped
 * when nobody holds it any more.
 */
final class Token extends TokenFields implements TokenInterface
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
        $text = parent::getAccessToken();
        if ($this->isSessions) {
            self::$read ??= new WeakMap();
            self::$read[$this] = $text;
        }
        return $text;
    }

    /** The access token: a secret, wherever it is printed. */
    public function __toString(): string
    {
        return $this->getAccessToken();
    }
}
