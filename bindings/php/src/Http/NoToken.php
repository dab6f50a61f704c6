<?php

declare(strict_types=1);

namespace Omnifund\Http;

use Omnifund\OmnifundException;
use Psr\Http\Client\RequestExceptionInterface;
use Psr\Http\Message\RequestInterface;
use RuntimeException;

/** No access token could be had for a request, which was not sent (or not again). */
final class NoToken extends RuntimeException implements RequestExceptionInterface
{
    /** @internal */
    public function __construct(private readonly RequestInterface $request, OmnifundException $reason)
    {
        parent::__construct($reason->getMessage(), $reason->getCode(), $reason);
    }

    public function getRequest(): RequestInterface
    {
        return $this->request;
    }
}
