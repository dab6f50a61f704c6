<?php

declare(strict_types=1);

namespace Omnifund\Tests\Fpm;

use CurlHandle;
use PHPUnit\Framework\Assert;

/** Requests to a web server behind a socket. */
final class Load
{
    private const TIMEOUT_SECONDS = 60;

    private function __construct(private readonly string $socket)
    {
    }

    public static function on(string $socket): self
    {
        return new self($socket);
    }

    public function get(string $page): string
    {
        $handle = $this->request($page);
        $body = curl_exec($handle);
        Assert::assertIsString($body, "$page: " . curl_error($handle));
        return $body;
    }

    /** The HTTP status; 0 where nobody answers. */
    public function status(string $page): int
    {
        $handle = $this->request($page);
        curl_exec($handle);
        return (int) curl_getinfo($handle, CURLINFO_RESPONSE_CODE);
    }

    /**
     * Keeps so many requests under way as long as `$goesOn` says, which is told of each answer.
     *
     * @param callable(array<string, mixed>): bool $goesOn
     * @return list<array<string, mixed>> all answers
     */
    public function keepUp(int $concurrency, string $page, callable $goesOn): array
    {
        $multi = curl_multi_init();
        for ($number = 0; $number < $concurrency; $number++) {
            curl_multi_add_handle($multi, $this->request($page));
        }
        $answers = [];
        $more = true;
        do {
            curl_multi_exec($multi, $running);
            while (($done = curl_multi_info_read($multi)) !== false) {
                $handle = $done['handle'];
                assert($handle instanceof CurlHandle);
                $answer = self::decoded((string) curl_multi_getcontent($handle));
                $answers[] = $answer;
                $more = $goesOn($answer) && $more;
                curl_multi_remove_handle($multi, $handle);
                if ($more) {
                    curl_multi_add_handle($multi, $this->request($page));
                    $running++;
                }
            }
            curl_multi_select($multi, 0.1);
        } while ($running > 0);
        return $answers;
    }

    /**
     * Begins a request, does something while it is under way, and gives its answer.
     *
     * @return array<string, mixed>
     */
    public function during(string $page, callable $meanwhile): array
    {
        $multi = curl_multi_init();
        $handle = $this->request($page);
        curl_multi_add_handle($multi, $handle);
        curl_multi_exec($multi, $running);
        $meanwhile(static fn () => curl_multi_exec($multi, $running));
        while ($running > 0) {
            curl_multi_exec($multi, $running);
            curl_multi_select($multi, 0.1);
        }
        return self::decoded((string) curl_multi_getcontent($handle));
    }

    /** @return array<string, mixed> */
    public static function decoded(string $body): array
    {
        $answer = json_decode($body, true);
        Assert::assertIsArray($answer, $body);
        /** @var array<string, mixed> $answer */
        return $answer;
    }

    public function request(string $page): CurlHandle
    {
        $handle = curl_init("http://localhost$page");
        Assert::assertInstanceOf(CurlHandle::class, $handle);
        curl_setopt_array($handle, [
            CURLOPT_UNIX_SOCKET_PATH => $this->socket,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_TIMEOUT => self::TIMEOUT_SECONDS,
            CURLOPT_PROXY => '',
        ]);
        return $handle;
    }
}
