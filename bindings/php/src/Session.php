<?php

declare(strict_types=1);

namespace Omnifund;

use DateTimeInterface;
use FFI\CData;
use Omnifund\Raw\Handle;
use Omnifund\Raw\Library;

use function abs;
use function hrtime;
use function time;

/**
 * One user's sign-in under one OAuth client, kept in a store that any number of processes share: each refresh
 * token is presented by one of them.
 *
 * Ask token() before each request, and keep no token yourself. Calls block for the call budget at most
 * (Config::setCallBudget()).
 */
final class Session extends Handle implements SessionInterface
{
    private const NANOSECONDS = 1_000_000_000;

    /** How far apart two looks at the clocks may find them: time() tells whole seconds. */
    private const DRIFT = self::NANOSECONDS;

    /** What a kept token must have left, so that this drift does no harm. */
    private const MARGIN_MILLISECONDS = 2_000;

    /** The token that token() gave last; only there where $freshUntil or $lookedAt says so. */
    private Token $kept;

    /** @var \ArrayAccess<int, int>&CData where the library counts what can end a token before its time */
    private readonly CData $changes;

    /** That count, from before the kept token was asked for. */
    private int $changesSeen = 0;

    /** Until when the kept token is fresh, by hrtime(). */
    private int $freshUntil = 0;

    /** By how much time() was ahead of hrtime() then. A machine that slept, or a clock that was set, changes it. */
    private int $ahead = 0;

    /** In which second, by time(), the kept token was last found fresh by both clocks; 0 where it was not. */
    private int $lookedAt = 0;

    private function __construct(CData $pointer, ?Handle $of = null)
    {
        $this->hold($pointer);
        /** @var \ArrayAccess<int, int>&CData $changes */
        $changes = Library::get()->changes();
        $this->changes = $changes;
        $this->logs = $of->logs ?? [];
    }

    /** Nobody needs to be signed in. Client and store may be closed afterwards. */
    public static function open(ClientInterface $client, StoreInterface $store, string $username): self
    {
        $client = self::real($client);
        return new self(
            Library::get()->sessionOpen($client->pointer(), self::real($store)->pointer(), $username),
            $client,
        );
    }

    /** Under an OAuth client that the store keeps under a name, with the other settings of the config. */
    public static function openNamed(
        ConfigInterface $config,
        StoreInterface $store,
        string $clientName,
        string $username,
    ): self {
        $config = self::real($config);
        return new self(Library::get()->sessionOpenNamed(
            $config->pointer(),
            self::real($store)->pointer(),
            $clientName,
            $username,
        ), $config);
    }

    /**
     * In the store and under the OAuth client that a configuration names: a file, or the environment variables
     * (see Config::load()).
     */
    public static function openConfigured(string $username, ?string $path = null): self
    {
        return new self(Library::get()->sessionOpenConfigured($path, $username));
    }

    public function signIn(#[\SensitiveParameter] string $password, SavePassword $save = SavePassword::No): void
    {
        Library::get()->sessionSignInSaving($this->pointer(), $password, $save);
    }

    public function signInWithCode(
        AuthorizationInterface $authorization,
        #[\SensitiveParameter] string $redirectUrl,
    ): void {
        Library::get()->sessionSignInWithCode(
            $this->pointer(),
            self::real($authorization)->pointer(),
            $redirectUrl
        );
    }

    public function token(): Token
    {
        // Where it was found fresh within this second, and nothing has ended it since, there is no more to ask.
        if (time() === $this->lookedAt && $this->changes[0] === $this->changesSeen) {
            return $this->kept;
        }
        return $this->freshUntil === 0 ? $this->asked() : $this->keptIfFresh() ?? $this->asked();
    }

    /** The kept token, where both clocks say that it needs nothing and it has not ended before its time. */
    private function keptIfFresh(): ?Token
    {
        $seconds = time();
        $now = hrtime(true);
        $drift = $seconds * self::NANOSECONDS - $now - $this->ahead;
        $isFresh = $this->changes[0] === $this->changesSeen && $now < $this->freshUntil && abs($drift) <= self::DRIFT;
        $this->lookedAt = $isFresh ? $seconds : 0;
        return $isFresh ? $this->kept : null;
    }

    private function asked(): Token
    {
        // All before it is asked for: what happens meanwhile must not be missed.
        $changes = $this->changes[0];
        $now = hrtime(true);
        $ahead = time() * self::NANOSECONDS - $now;
        $token = Token::ofSession(Library::get()->sessionToken($this->pointer()));
        $freshFor = $token->getFreshFor() - self::MARGIN_MILLISECONDS;
        $this->kept = $token;
        $this->changesSeen = $changes;
        $this->ahead = (int) $ahead;
        $this->freshUntil = (int) ($now + $freshFor * 1_000_000);
        return $token;
    }

    public function tokenWithin(int $milliseconds): Token
    {
        return new Token(
            Library::get()->sessionTokenWithin($this->pointer(), $milliseconds)
        );
    }

    public function tokenLasting(int $seconds): Token
    {
        return new Token(Library::get()->sessionTokenLasting($this->pointer(), $seconds));
    }

    public function request(
        string $method,
        string $path,
        array $query = [],
        array $headers = [],
        #[\SensitiveParameter] mixed $json = null,
        #[\SensitiveParameter] ?string $body = null,
        string $contentType = 'application/octet-stream',
        ?string $bodyFile = null,
        ?string $outputFile = null,
        ?int $timeLimit = null,
        ?int $largestAnswer = null,
        bool $retry = false,
        ?string $idempotencyKey = null,
    ): Response {
        $library = Library::get();
        $request = $library->requestNew($method, $path);
        try {
            foreach ($query as $name => $values) {
                foreach (is_array($values) ? $values : [$values] as $value) {
                    $text = is_bool($value) ? ($value ? 'true' : 'false') : (string) $value;
                    $library->requestAddQuery($request, $name, $text);
                }
            }
            foreach ($headers as $name => $value) {
                $library->requestAddHeader($request, $name, $value);
            }
            if ($json !== null) {
                $text = json_encode($json, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
                $library->requestSetBody($request, 'application/json', $text);
            } elseif ($body !== null) {
                $library->requestSetBody($request, $contentType, $body);
            } elseif ($bodyFile !== null) {
                $library->requestSetBodyFile($request, $contentType, $bodyFile);
            }
            if ($outputFile !== null) {
                $library->requestSetOutputFile($request, $outputFile);
            }
            if ($timeLimit !== null) {
                $library->requestSetTimeLimit($request, $timeLimit);
            }
            if ($largestAnswer !== null) {
                $library->requestSetLargestAnswer($request, $largestAnswer);
            }
            if ($idempotencyKey !== null) {
                $library->requestSetIdempotencyKey($request, $idempotencyKey);
            }
            $library->requestSetRetry($request, $retry);
            $response = $library->sessionRequest($this->pointer(), $request);
            return new Response($response, $library->requestIdempotencyKey($request));
        } finally {
            $library->requestFree($request);
        }
    }

    public function getBaseUrl(): string
    {
        return Library::get()->sessionBaseUrl($this->pointer());
    }

    public function peek(): ?Token
    {
        $token = Library::get()->sessionPeek($this->pointer());
        return $token === null ? null : new Token($token);
    }

    public function refresh(): void
    {
        Library::get()->sessionRefresh($this->pointer());
    }

    public function reject(#[\SensitiveParameter] TokenInterface|string $token): void
    {
        $accessToken = $token instanceof TokenInterface ? $token->getAccessToken() : $token;
        Library::get()->sessionReject($this->pointer(), $accessToken);
    }

    public function tokenLogin(): Login
    {
        return new Login(Library::get()->sessionTokenLogin($this->pointer()));
    }

    public function signOut(): void
    {
        Library::get()->sessionSignOut($this->pointer());
    }

    public function forget(): void
    {
        Library::get()->sessionForget($this->pointer());
    }

    public function adopt(
        #[\SensitiveParameter] string $refreshToken,
        #[\SensitiveParameter] ?string $accessToken = null,
        ?DateTimeInterface $expiresAt = null,
        bool $replace = false,
    ): void {
        Library::get()->sessionAdopt(
            $this->pointer(),
            $accessToken,
            $refreshToken,
            $expiresAt?->getTimestamp() ?? 0,
            $replace,
        );
    }

    public function export(): Token
    {
        return new Token(Library::get()->sessionExport($this->pointer()));
    }

    public function status(): Status
    {
        return Status::of(Library::get()->sessionStatus($this->pointer()));
    }

    public function keptAnswer(): ?KeptAnswer
    {
        $answer = Library::get()->sessionKeptAnswer($this->pointer());
        return $answer === null ? null : new KeptAnswer($answer);
    }

    public function recover(): void
    {
        Library::get()->sessionRecover($this->pointer());
    }

    protected function end(CData $pointer): void
    {
        unset($this->kept);
        $this->freshUntil = $this->lookedAt = 0;
        Library::get()->sessionFree($pointer);
    }
}
