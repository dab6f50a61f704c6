<?php

declare(strict_types=1);

namespace Omnifund\Http;

use Omnifund\Bug;
use Omnifund\ConfigurationError;
use Omnifund\OmnifundException;
use Omnifund\Refused;
use Omnifund\SignInRequired;
use Omnifund\StoreError;
use Omnifund\TryLater;
use Psr\Http\Message\RequestInterface;

/**
 * A request for which no token could be had.
 *
 * @internal
 */
final class Unsent
{
    /** The exception to throw: of its reason's class, and PSR-18's. */
    public static function because(OmnifundException $reason, RequestInterface $request): OmnifundException&NoToken
    {
        return match (true) {
            $reason instanceof SignInRequired =>
                new class ($reason, $request) extends SignInRequired implements NoToken {
                    use OfRequest;
                },
            $reason instanceof TryLater =>
                new class ($reason, $request) extends TryLater implements NoToken {
                    use OfRequest;
                },
            $reason instanceof ConfigurationError =>
                new class ($reason, $request) extends ConfigurationError implements NoToken {
                    use OfRequest;
                },
            $reason instanceof StoreError =>
                new class ($reason, $request) extends StoreError implements NoToken {
                    use OfRequest;
                },
            $reason instanceof Refused =>
                new class ($reason, $request) extends Refused implements NoToken {
                    use OfRequest;
                },
            $reason instanceof Bug =>
                new class ($reason, $request) extends Bug implements NoToken {
                    use OfRequest;
                },
            default => new class ($reason, $request) extends OmnifundException implements NoToken {
                use OfRequest;
            },
        };
    }
}
