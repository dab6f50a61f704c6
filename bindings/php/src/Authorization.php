<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

/**
 * A question to a user: may this OAuth client act for you (RFC 6749 section 4.1)? Made by
 * Client::authorization(). Send the user's browser to its URL, keep its state in $_SESSION, and in the request
 * that the user comes back with make it anew with that state, for Session::signInWithCode().
 */
final class Authorization extends Handle implements AuthorizationInterface
{
    /** @internal */
    public function __construct(CData $pointer)
    {
        $this->hold($pointer);
    }

    public function getUrl(): string
    {
        return Library::get()->authorizationUrl($this->pointer());
    }

    public function getState(): string
    {
        return Library::get()->authorizationState($this->pointer());
    }

    protected function end(CData $pointer): void
    {
        Library::get()->authorizationFree($pointer);
    }
}
