<?php

declare(strict_types=1);

namespace Omnifund\Http;

use GuzzleHttp\Exception\GuzzleException;
use Psr\Http\Client\RequestExceptionInterface;

/*
 * No access token could be had for a request, which was not sent (or not again). What is thrown is at once the
 * OmnifundException that it is about, such as SignInRequired, and what PSR-18 and Guzzle say that their clients
 * throw: whoever catches one of them has it.
 */

if (interface_exists(GuzzleException::class)) {
    interface NoToken extends RequestExceptionInterface, GuzzleException
    {
    }
} else {
    interface NoToken extends RequestExceptionInterface
    {
    }
}
