<?php

declare(strict_types=1);

namespace Omnifund\Raw;

use FFI\CData;
use LogicException;
use Omnifund\Advice;
use Omnifund\Code;
use Omnifund\HandleInterface;
use Omnifund\OmnifundException;
use Omnifund\Outcome;
use ReflectionClass;

/**
 * A thing of the library's that is ended once: by close(), or when nobody holds it any more.
 */
abstract class Handle implements HandleInterface
{
    private ?CData $pointer = null;

    /** @var list<LogQueue> those that its calls can have lines for, as long as somebody holds it */
    protected array $logs = [];

    public function close(): void
    {
        $this->finish();
    }

    private function finish(): void
    {
        if ($this->pointer !== null) {
            $pointer = $this->pointer;
            $this->pointer = null;
            $this->end($pointer);
        }
    }

    final public function __destruct()
    {
        $this->finish();
    }

    /** Gives it back to the library. */
    abstract protected function end(CData $pointer): void;

    /** @internal */
    final public function pointer(): CData
    {
        return $this->pointer ?? throw OmnifundException::of(new Failure(
            static::class . ' was used after it was closed',
            Advice::Bug->value,
            Code::InvalidArgument->value,
            Outcome::NotSent->value,
        ));
    }

    /**
     * The library's own behind an interface. A stand-in that a test made has nothing that the library could take.
     *
     * @return ($handle is null ? null : self)
     */
    final protected static function real(?HandleInterface $handle): ?self
    {
        if ($handle === null || $handle instanceof self) {
            return $handle;
        }
        throw OmnifundException::of(new Failure(
            $handle::class . ' is a stand-in, and ' . static::class . ' works with the library\'s own',
            Advice::Bug->value,
            Code::InvalidArgument->value,
            Outcome::NotSent->value,
        ));
    }

    final protected function hold(CData $pointer): void
    {
        $this->pointer = $pointer;
    }

    /** One that comes by another way than its constructor's. */
    final protected static function holding(CData $pointer): static
    {
        $handle = (new ReflectionClass(static::class))->newInstanceWithoutConstructor();
        $handle->pointer = $pointer;
        return $handle;
    }

    final public function __clone()
    {
        // The copy must not end what the original holds.
        $this->pointer = null;
        throw new LogicException(static::class . ' cannot be cloned');
    }

    /** @return array<string, mixed> */
    final public function __serialize(): array
    {
        throw new LogicException(static::class . ' cannot be serialized');
    }

    /** @param array<string, mixed> $data */
    final public function __unserialize(array $data): void
    {
        throw new LogicException(static::class . ' cannot be unserialized');
    }

    /** @return array<string, mixed> */
    public function __debugInfo(): array
    {
        return ['closed' => $this->pointer === null];
    }
}
