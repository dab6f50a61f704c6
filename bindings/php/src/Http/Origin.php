<?php

declare(strict_types=1);

namespace Omnifund\Http;

use InvalidArgumentException;
use Psr\Http\Message\UriInterface;

/**
 * Who may see a token: scheme, host and port.
 *
 * @internal
 */
final class Origin
{
    private readonly string $origin;

    public function __construct(string $url)
    {
        $parts = parse_url($url);
        if (!is_array($parts) || !isset($parts['scheme'], $parts['host'])) {
            throw new InvalidArgumentException("$url is no URL with a scheme and a host");
        }
        $this->origin = self::normalized($parts['scheme'], $parts['host'], $parts['port'] ?? null);
    }

    public function covers(UriInterface $uri): bool
    {
        return self::normalized($uri->getScheme(), $uri->getHost(), $uri->getPort()) === $this->origin;
    }

    private static function normalized(string $scheme, string $host, ?int $port): string
    {
        $scheme = strtolower($scheme);
        $port ??= $scheme === 'https' ? 443 : 80;
        return "$scheme://" . strtolower($host) . ":$port";
    }
}
