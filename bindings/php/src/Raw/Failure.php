<?php

declare(strict_types=1);

namespace Omnifund\Raw;

/**
 * What the library says about a call that failed.
 *
 * @internal
 */
final class Failure
{
    public function __construct(
        public readonly string $message,
        public readonly int $advice,
        public readonly int $code = 0,
        public readonly int $outcome = 0,
        public readonly int $httpStatus = 0,
        public readonly ?string $oauthError = null,
        public readonly ?string $oauthErrorDescription = null,
        public readonly int $retryAfter = 0,
    ) {
    }
}
