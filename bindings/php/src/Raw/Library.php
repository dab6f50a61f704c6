<?php

declare(strict_types=1);

namespace Omnifund\Raw;

use FFI\CData;

/**
 * The library, loaded once.
 *
 * @internal
 */
final class Library extends Calls
{
    private static ?self $loaded = null;

    public static function get(): self
    {
        return self::$loaded ??= new self(Loader::load());
    }

    protected function taken(CData $error): Failure
    {
        try {
            return new Failure(
                $this->errorMessage($error),
                $this->errorAdvice($error),
                $this->errorCode($error),
                $this->errorOutcome($error),
                $this->errorHttpStatus($error),
                $this->errorOAuthError($error),
                $this->errorOAuthErrorDescription($error),
                $this->errorRetryAfter($error),
            );
        } finally {
            $this->errorFree($error);
        }
    }
}
