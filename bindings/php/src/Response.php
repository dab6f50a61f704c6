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
final class Response extends Handle implements ResponseInterface
{
    /** @internal */
    public function __construct(CData $pointer, private readonly ?string $idempotencyKey)
    {
        $this->hold($pointer);
    }

    public function getOutcome(): Outcome
    {
        return Outcome::from(Library::get()->responseOutcome($this->pointer()));
    }

    public function getRetryAfter(): int
    {
        return Library::get()->responseRetryAfter($this->pointer());
    }

    public function getNext(): ?string
    {
        return Library::get()->responseNext($this->pointer());
    }

    public function getIdempotencyKey(): ?string
    {
        return $this->idempotencyKey;
    }

    public function getJson(): mixed
    {
        return json_decode($this->getBody(), true, flags: JSON_THROW_ON_ERROR);
    }

    public function getStatus(): int
    {
        return Library::get()->responseStatus($this->pointer());
    }

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

    public function getHeader(string $name): ?string
    {
        return Library::get()->responseHeader($this->pointer(), $name);
    }

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

    public function getLocation(): ?string
    {
        return Library::get()->responseLocation($this->pointer());
    }

    public function getBody(): string
    {
        return Library::get()->responseBody($this->pointer());
    }

    protected function end(CData $pointer): void
    {
        Library::get()->responseFree($pointer);
    }
}
