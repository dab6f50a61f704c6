<?php

declare(strict_types=1);

namespace Omnifund\Tests\Fpm;

use CurlHandle;
use PHPUnit\Framework\Assert;

/** A user's browser: it keeps cookies, and says where it is sent. */
final class Browser
{
    private readonly CurlHandle $handle;

    /** Where the page that was opened last sends it; empty where it stays. */
    public string $location = '';

    public string $body = '';

    public function __construct(Host $host)
    {
        $this->handle = $host->load()->request('/');
        curl_setopt($this->handle, CURLOPT_COOKIEFILE, '');
    }

    public function open(string $page): self
    {
        curl_setopt($this->handle, CURLOPT_URL, "http://localhost$page");
        $body = curl_exec($this->handle);
        Assert::assertIsString($body, "$page: " . curl_error($this->handle));
        $this->body = $body;
        $this->location = (string) curl_getinfo($this->handle, CURLINFO_REDIRECT_URL);
        return $this;
    }
}
