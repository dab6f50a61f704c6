<?php

declare(strict_types=1);

namespace Omnifund\Testing;

use Omnifund\Authorization;
use Omnifund\Config;
use RuntimeException;

/**
 * omnifund-local, which stands in for OmniFund on loopback: it ends with this object. It knows the OAuth
 * client and the user of OmniFund's own documentation.
 */
final class LocalServer
{
    public const CLIENT_ID = '1_3bcbxd9e24g0gk4swg0kwgcwg4o8k8g4g888kwc44gcc0gwwk4';
    public const CLIENT_SECRET = '4ok2x70rlfokc8g0wws8c8kwcokw80k44sg48goc0ok4w0so0k';
    public const USERNAME = 'omnifund_user';
    public const PASSWORD = 'omnifund_password';

    /** The environment variable that says which omnifund-local to start; else the PATH does. */
    public const VARIABLE = 'OMNIFUND_LOCAL';

    public readonly string $baseUrl;

    /** The authority to trust. */
    public readonly string $caFile;

    private readonly string $control;

    /** @var resource */
    private $process;

    /** @var resource|null its standard input, whose end ends it */
    private $lifeline;

    /** @param list<string> $options of omnifund-local */
    public function __construct(array $options = [])
    {
        $named = getenv(self::VARIABLE);
        $command = [
            is_string($named) && $named !== '' ? $named : 'omnifund-local',
            '--listen', '127.0.0.1:0', '--example', '--fast-passwords', '--exit-with-parent',
            '--control', '127.0.0.1:0', ...$options,
        ];
        $pipes = [];
        $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['file', '/dev/null', 'w']], $pipes);
        if (!is_resource($process)) {
            throw new RuntimeException("$command[0] does not start; " . self::VARIABLE . ' says which one to start');
        }
        /** @var array{resource, resource} $pipes */
        $this->process = $process;
        $this->lifeline = $pipes[0];
        $said = $this->readUntilReady($pipes[1], $command[0]);
        fclose($pipes[1]);
        $this->baseUrl = $said['OMNIFUND_BASE_URL'] ?? '';
        $this->caFile = $said['OMNIFUND_CA_FILE'] ?? '';
        $this->control = $said['OMNIFUND_LOCAL_CONTROL'] ?? '';
    }

    public function __destruct()
    {
        $this->stop();
    }

    public function stop(): void
    {
        $lifeline = $this->lifeline;
        $this->lifeline = null;
        if ($lifeline !== null) {
            fclose($lifeline);
            proc_close($this->process);
        }
    }

    /** The example OAuth client's config. */
    public function config(): Config
    {
        $config = (new Config())
            ->setBaseUrl($this->baseUrl)
            ->setCredentials(self::CLIENT_ID, self::CLIENT_SECRET)
            ->disableProxy();
        return $this->caFile === '' ? $config : $config->setCaFile($this->caFile);
    }

    /** @return array<string, string> the settings as environment variables, for other processes */
    public function environment(string $store): array
    {
        return array_filter([
            'OMNIFUND_BASE_URL' => $this->baseUrl,
            'OMNIFUND_CA_FILE' => $this->caFile,
            'OMNIFUND_CLIENT_ID' => self::CLIENT_ID,
            'OMNIFUND_CLIENT_SECRET' => self::CLIENT_SECRET,
            'OMNIFUND_PROXY' => 'none',
            'OMNIFUND_STORE' => $store,
        ]);
    }

    /**
     * Writes the settings into a file for Config::load() and Session::openConfigured().
     *
     * @param array<string, string> $more further settings
     */
    public function writeConfiguration(string $path, string $store, array $more = []): void
    {
        $lines = '';
        foreach ($more + $this->environment($store) as $name => $value) {
            $lines .= "$name=$value\n";
        }
        // It has a secret: nobody else may read it, not even before it is complete.
        touch($path);
        chmod($path, 0600);
        file_put_contents($path, $lines);
    }

    /** Access tokens end now, at the server. */
    public function expireAccessTokens(): void
    {
        $this->control('POST', '/expire', ['tokens' => 'access']);
    }

    /** Refresh tokens end now, at the server: a human must sign in. */
    public function expireRefreshTokens(): void
    {
        $this->control('POST', '/expire', ['tokens' => 'refresh']);
    }

    /** How many seconds new access tokens live. */
    public function setAccessLifetime(int $seconds): void
    {
        $this->control('PUT', '/lifetimes', ['access' => $seconds]);
    }

    /**
     * Allows what the authorization asks for, as a user does in the browser.
     *
     * @return string the URL that the browser comes back with, good for 30 seconds
     */
    public function allow(Authorization $authorization, string $username = self::USERNAME): string
    {
        parse_str((string) parse_url($authorization->getUrl(), PHP_URL_QUERY), $asked);
        $redirectUri = $asked['redirect_uri'] ?? '';
        assert(is_string($redirectUri));
        $issued = $this->control('POST', '/codes', [
            'client' => $asked['client_id'] ?? '',
            'user' => $username,
            'redirect_uri' => $redirectUri,
        ]);
        $answer = ['code' => $issued['code'] ?? '', 'state' => $authorization->getState()];
        return $redirectUri . (str_contains($redirectUri, '?') ? '&' : '?') . http_build_query($answer);
    }

    /**
     * Misbehaves by these rules, until behave(). `omnifund-local --help` has them.
     *
     * @param list<array<string, mixed>> $rules
     */
    public function misbehave(array $rules): void
    {
        $this->control('PUT', '/faults', $rules);
    }

    public function behave(): void
    {
        $this->control('DELETE', '/faults');
    }

    /** How many requests met one of the rules since they were given. */
    public function misbehaved(): int
    {
        $met = 0;
        foreach ($this->rows('/faults') as $rule) {
            $met += is_int($rule['used']) ? $rule['used'] : 0;
        }
        return $met;
    }

    /** @return list<array<string, mixed>> what reached the token endpoint, in the order of its commits */
    public function exchanges(): array
    {
        return $this->rows('/exchanges?after=0');
    }

    /** @return list<array<string, mixed>> the exchanges of refresh tokens */
    public function refreshes(): array
    {
        $refreshes = array_filter($this->exchanges(), fn (array $one): bool => $one['grant'] === 'refresh_token');
        return array_values($refreshes);
    }

    /** @return list<array<string, mixed>> what reached token login */
    public function logins(): array
    {
        return $this->rows('/logins?after=0');
    }

    /** How exchanges() and logins() name a token. */
    public static function fingerprint(#[\SensitiveParameter] string $token): string
    {
        return substr(hash('sha256', $token), 0, 16);
    }

    /** @return list<array<string, mixed>> */
    private function rows(string $path): array
    {
        /** @var list<array<string, mixed>> */
        return array_values($this->control('GET', $path));
    }

    /**
     * @param array<mixed> $body
     * @return array<mixed>
     */
    private function control(string $method, string $path, ?array $body = null): array
    {
        $context = stream_context_create(['http' => [
            'method' => $method,
            // What no page in a browser can send: the server takes changes from programs only.
            'header' => ['Content-Type: application/json', 'Omnifund-Control: 1'],
            'content' => $body === null ? '' : json_encode($body, JSON_THROW_ON_ERROR),
        ]]);
        $answer = file_get_contents($this->control . $path, false, $context);
        if ($answer === false) {
            throw new RuntimeException("omnifund-local does not take $method $path");
        }
        /** @var mixed $said */
        $said = json_decode($answer, true);
        return is_array($said) ? $said : [];
    }

    /**
     * @param resource $stdout
     * @return array<string, string>
     */
    private function readUntilReady($stdout, string $program): array
    {
        $said = [];
        while (!isset($said['OMNIFUND_LOCAL_READY'])) {
            $line = fgets($stdout);
            if ($line === false) {
                $this->stop();
                throw new RuntimeException(
                    "$program did not start; " . self::VARIABLE . ' says which one to start'
                );
            }
            [$name, $value] = explode('=', rtrim($line), 2) + ['', ''];
            $said[$name] = $value;
        }
        return $said;
    }
}
