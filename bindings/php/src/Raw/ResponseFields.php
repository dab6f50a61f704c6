<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund\Raw;

use FFI\CData;
use Omnifund\Outcome;
use Omnifund\ResponseFieldsInterface;

/** @internal */
abstract class ResponseFields extends Handle implements ResponseFieldsInterface
{
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

    public function getStatus(): int
    {
        return Library::get()->responseStatus($this->pointer());
    }

    public function getLocation(): ?string
    {
        return Library::get()->responseLocation($this->pointer());
    }

    public function getBody(): string
    {
        return Library::get()->responseBody($this->pointer());
    }

    public function getHeaders(): array
    {
        $library = Library::get();
        $answer = $this->pointer();
        $all = [];
        for ($index = 0; $index < $library->responseHeaderCount($answer); $index++) {
            $all[$library->responseHeaderName($answer, $index)][] = $library->responseHeaderValue($answer, $index);
        }
        return $all;
    }

    public function getHeader(string $name): ?string
    {
        return Library::get()->responseHeader($this->pointer(), $name);
    }

    public function getCookies(): array
    {
        $library = Library::get();
        $answer = $this->pointer();
        $all = [];
        for ($index = 0; $index < $library->responseCookieCount($answer); $index++) {
            $all[$library->responseCookieName($answer, $index)] = $library->responseCookieValue($answer, $index);
        }
        return $all;
    }

    public function getSetCookies(): array
    {
        $library = Library::get();
        $answer = $this->pointer();
        $all = [];
        for ($index = 0; $index < $library->responseCookieCount($answer); $index++) {
            $all[] = $library->responseCookieHeader($answer, $index);
        }
        return $all;
    }

    protected function end(CData $pointer): void
    {
        Library::get()->responseFree($pointer);
    }
}
