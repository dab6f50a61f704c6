<?php

declare(strict_types=1);

namespace Omnifund\Http;

use Omnifund\OmnifundException;
use Psr\Http\Message\RequestInterface;

/**
 * Makes an exception of this package one of PSR-18's as well.
 *
 * @internal
 */
trait OfRequest
{
    final public function __construct(OmnifundException $reason, private readonly RequestInterface $request)
    {
        parent::__construct($reason->failure());
    }

    public function getRequest(): RequestInterface
    {
        return $this->request;
    }
}
