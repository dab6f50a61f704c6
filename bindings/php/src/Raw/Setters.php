<?php

// Made by tools/interface from omnifund-api.json; edits here are lost.

declare(strict_types=1);

namespace Omnifund\Raw;

use Omnifund\ConfigSettersInterface;
use Omnifund\Replay;

/** @internal */
abstract class Setters extends Handle implements ConfigSettersInterface
{
    public function setEnvironment(string $environment): static
    {
        Library::get()->configSetEnvironment($this->pointer(), $environment);
        return $this;
    }

    public function setBaseUrl(string $baseUrl): static
    {
        Library::get()->configSetBaseUrl($this->pointer(), $baseUrl);
        return $this;
    }

    public function setCredentials(string $clientId, #[\SensitiveParameter] string $clientSecret): static
    {
        Library::get()->configSetCredentials($this->pointer(), $clientId, $clientSecret);
        return $this;
    }

    public function setJsonBody(bool $json = true): static
    {
        Library::get()->configSetJsonBody($this->pointer(), $json);
        return $this;
    }

    public function setConnectTimeout(int $milliseconds): static
    {
        Library::get()->configSetConnectTimeout($this->pointer(), $milliseconds);
        return $this;
    }

    public function setExchangeTimeout(int $milliseconds): static
    {
        Library::get()->configSetExchangeTimeout($this->pointer(), $milliseconds);
        return $this;
    }

    public function setIdempotencyHeader(string $name): static
    {
        Library::get()->configSetIdempotencyHeader($this->pointer(), $name);
        return $this;
    }

    public function setCallBudget(int $milliseconds): static
    {
        Library::get()->configSetCallBudget($this->pointer(), $milliseconds);
        return $this;
    }

    public function setProxy(#[\SensitiveParameter] string $proxy): static
    {
        Library::get()->configSetProxy($this->pointer(), $proxy);
        return $this;
    }

    public function disableProxy(): static
    {
        Library::get()->configDisableProxy($this->pointer());
        return $this;
    }

    public function setCaFile(string $path): static
    {
        Library::get()->configSetCaFile($this->pointer(), $path);
        return $this;
    }

    public function trustCaFileOnly(): static
    {
        Library::get()->configTrustCaFileOnly($this->pointer());
        return $this;
    }

    public function allowPlainHttp(): static
    {
        Library::get()->configAllowPlainHttp($this->pointer());
        return $this;
    }

    public function setReplay(Replay $replay): static
    {
        Library::get()->configSetReplay($this->pointer(), $replay);
        return $this;
    }

    public function setRefreshLifetime(int $seconds): static
    {
        Library::get()->configSetRefreshLifetime($this->pointer(), $seconds);
        return $this;
    }

    public function setAudit(string $sink): static
    {
        Library::get()->configSetAudit($this->pointer(), $sink);
        return $this;
    }
}
