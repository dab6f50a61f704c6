<?php

declare(strict_types=1);

namespace Omnifund;

use Omnifund\Raw\Failure;
use RuntimeException;

/**
 * What went wrong, and what to do about it: the class says what to do, the message says it to a person.
 *
 * No client secret, password, token or sealing key stands in it. getCode() has the number of the error
 * code, which never changes.
 */
class OmnifundException extends RuntimeException
{
    /** What to do about it, where it is made by a test and not by the library. */
    protected const ADVICE = Advice::None;

    private readonly Failure $failure;

    /**
     * The library's come by themselves. A test makes one of its message, for a stand-in to throw; $retryAfter and
     * $code are such a one's.
     *
     * Its file and line are those of the call into this package, and not of a place inside.
     */
    public function __construct(Failure|string $failure = '', int $retryAfter = 0, ?Code $code = null)
    {
        $this->failure = is_string($failure)
            ? new Failure($failure, static::ADVICE->value, $code->value ?? 0, retryAfter: $retryAfter)
            : $failure;
        parent::__construct($this->failure->message, $this->failure->code);
        /** @var array{file?: string, line?: int} $frame */
        foreach ($this->getTrace() as $frame) {
            if (isset($frame['file'], $frame['line']) && !str_starts_with($frame['file'], __DIR__ . '/')) {
                $this->file = $frame['file'];
                $this->line = $frame['line'];
                break;
            }
        }
    }

    /** @internal */
    final public static function of(Failure $failure): self
    {
        return match (Advice::tryFrom($failure->advice)) {
            Advice::Wait => new TryLater($failure),
            Advice::SignIn => new SignInRequired($failure),
            Advice::FixConfiguration => new ConfigurationError($failure),
            Advice::FixStorage => new StoreError($failure),
            Advice::Refused => new Refused($failure),
            Advice::Bug => new Bug($failure),
            default => new self($failure),
        };
    }

    /**
     * What the library said, for an exception of another class of this one's kind.
     *
     * @internal
     */
    final public function failure(): Failure
    {
        return $this->failure;
    }

    /** Null where the library is newer than this package, and for an error of this package's own. */
    final public function getErrorCode(): ?Code
    {
        return Code::tryFrom($this->failure->code);
    }

    final public function getAdvice(): ?Advice
    {
        return Advice::tryFrom($this->failure->advice);
    }

    /** What became of the request; null where there was none to make. */
    final public function getOutcome(): ?Outcome
    {
        return Outcome::tryFrom($this->failure->outcome);
    }

    /** The HTTP status of the answer; null where none was read. */
    final public function getHttpStatus(): ?int
    {
        return $this->failure->httpStatus ?: null;
    }

    /** The OAuth error as the server wrote it, such as "invalid_grant" (RFC 6749 section 5.2). */
    final public function getOAuthError(): ?string
    {
        return $this->failure->oauthError;
    }

    /** The server's own words, such as "Refresh token has expired". */
    final public function getOAuthErrorDescription(): ?string
    {
        return $this->failure->oauthErrorDescription;
    }

    /** How many seconds to wait before another try; 0 unless it is a TryLater. */
    final public function getRetryAfter(): int
    {
        return $this->failure->retryAfter;
    }
}
