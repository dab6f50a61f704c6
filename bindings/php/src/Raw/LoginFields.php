<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund\Raw;

use FFI\CData;
use Omnifund\LoginFieldsInterface;

/** @internal */
abstract class LoginFields extends Handle implements LoginFieldsInterface
{
    public function getStatus(): int
    {
        return Library::get()->loginStatus($this->pointer());
    }

    public function getLocation(): ?string
    {
        return Library::get()->loginLocation($this->pointer());
    }

    public function getBody(): string
    {
        return Library::get()->loginBody($this->pointer());
    }

    public function getHeaders(): array
    {
        $library = Library::get();
        $answer = $this->pointer();
        $all = [];
        for ($index = 0; $index < $library->loginHeaderCount($answer); $index++) {
            $all[$library->loginHeaderName($answer, $index)][] = $library->loginHeaderValue($answer, $index);
        }
        return $all;
    }

    public function getHeader(string $name): ?string
    {
        return Library::get()->loginHeader($this->pointer(), $name);
    }

    public function getCookies(): array
    {
        $library = Library::get();
        $answer = $this->pointer();
        $all = [];
        for ($index = 0; $index < $library->loginCookieCount($answer); $index++) {
            $all[$library->loginCookieName($answer, $index)] = $library->loginCookieValue($answer, $index);
        }
        return $all;
    }

    public function getSetCookies(): array
    {
        $library = Library::get();
        $answer = $this->pointer();
        $all = [];
        for ($index = 0; $index < $library->loginCookieCount($answer); $index++) {
            $all[] = $library->loginCookieHeader($answer, $index);
        }
        return $all;
    }

    protected function end(CData $pointer): void
    {
        Library::get()->loginFree($pointer);
    }
}
