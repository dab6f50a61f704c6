<?php

declare(strict_types=1);

namespace Omnifund;

use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

/**
 * What the server answered to Session::request(): whatever its status. It never changes, and is wiped when it is
 * closed.
 */
final class Response extends Handle
{
    /** @internal */
    public function __construct(CData $pointer, private readonly ?string $idempotencyKey)
    {
        $this->hold($pointer);
    }

    /**
     * What became of the request: Done by a status of 200 to 299, Refused by one of 400 to 499 but for 408, Unknown by
     * all others.
     */
    public function getOutcome(): Outcome
    {
        return Outcome::from(Library::get()->responseOutcome($this->pointer()));
    }

    /** How many seconds the server asks to wait before another request; 0 where it does not. */
    public function getRetryAfter(): int
    {
        return Library::get()->responseRetryAfter($this->pointer());
    }

    /** Of a collection, the path of its next page, for Session::request(); null at the last one. */
    public function getNext(): ?string
    {
        return Library::get()->responseNext($this->pointer());
    }

    /** The key that was sent, whoever made it. */
    public function getIdempotencyKey(): ?string
    {
        return $this->idempotencyKey;
    }

    /**
     * The body, from JSON; objects are arrays.
     *
     * @throws \JsonException
     */
    public function getJson(): mixed
    {
        return json_decode($this->getBody(), true, flags: JSON_THROW_ON_ERROR);
    }

    /** The HTTP status, whatever it is. */
    public function getStatus(): int
    {
        return Library::get()->responseStatus($this->pointer());
    }

    /** @return array<string, list<string>> the values by the name in lower case */
    public function getHeaders(): array
    {
        $library = Library::get();
        $response = $this->pointer();
        $headers = [];
        for ($index = 0; $index < $library->responseHeaderCount($response); $index++) {
            $name = $library->responseHeaderName($response, $index);
            $headers[$name][] = $library->responseHeaderValue($response, $index);
        }
        return $headers;
    }

    /** The value of the first header of a name, whatever its case. */
    public function getHeader(string $name): ?string
    {
        return Library::get()->responseHeader($this->pointer(), $name);
    }

    /** @return array<string, string> the values by name, as they go into a Cookie header */
    public function getCookies(): array
    {
        $library = Library::get();
        $response = $this->pointer();
        $cookies = [];
        for ($index = 0; $index < $library->responseCookieCount($response); $index++) {
            $name = $library->responseCookieName($response, $index);
            $cookies[$name] = $library->responseCookieValue($response, $index);
        }
        return $cookies;
    }

    /**
     * The whole Set-Cookie values, attributes included: what a web application sends on to its user's browser.
     *
     * @return list<string>
     */
    public function getSetCookies(): array
    {
        $library = Library::get();
        $response = $this->pointer();
        $values = [];
        for ($index = 0; $index < $library->responseCookieCount($response); $index++) {
            $values[] = $library->responseCookieHeader($response, $index);
        }
        return $values;
    }

    /** Where the answer sends the browser, as the server wrote it: it may be relative. */
    public function getLocation(): ?string
    {
        return Library::get()->responseLocation($this->pointer());
    }

    /** The body as the server sent it; empty where it went to a file. */
    public function getBody(): string
    {
        return Library::get()->responseBody($this->pointer());
    }

    protected function end(CData $pointer): void
    {
        Library::get()->responseFree($pointer);
    }
}
