<?php

declare(strict_types=1);

namespace Omnifund\Raw;

use Closure;
use FFI;
use FFI\CData;
use Omnifund\Advice;
use Omnifund\Code;
use Omnifund\OmnifundException;
use Omnifund\Outcome;

/**
 * How a function of the library is called: the only place where one is, by its name without "omnifund_". Calls has a
 * method for each.
 *
 * @internal
 */
abstract class Machinery
{
    /** OMNIFUND_OK. */
    private const OK = 0;

    /** Where a call puts its error. */
    private CData $error;

    protected function __construct(private readonly Functions $functions)
    {
        $this->error = $functions->variable('omnifund_error *');
    }

    /** What the error of a call says; it is ended. */
    abstract protected function taken(CData $error): Failure;

    /** Calls a function that gives nothing. */
    protected function call(string $function, #[\SensitiveParameter] CData|string|int|null ...$arguments): void
    {
        foreach ($arguments as $argument) {
            if (is_string($argument) && str_contains($argument, "\0")) {
                throw OmnifundException::of(self::endsEarly($function));
            }
        }
        $arguments[] = FFI::addr($this->error);
        $hasFailed = $this->functions->find($function)(...$arguments) !== self::OK;
        // Before the loggers, which may call the library.
        $failure = $hasFailed ? $this->taken($this->error) : null;
        LogQueue::deliverAll();
        if ($failure !== null) {
            throw OmnifundException::of($failure);
        }
    }

    /** Calls a function that gives nothing and can't fail. */
    protected function run(string $function, CData|string|int|null ...$arguments): void
    {
        $this->functions->find($function)(...$arguments);
        LogQueue::deliverAll();
    }

    /**
     * A table of functions for C, over closures of PHP's, which live until the request ends. None may throw.
     *
     * @param array<string, Closure> $closures by the names of the fields
     */
    public function storeFunctions(array $closures): CData
    {
        $table = $this->functions->variable('omnifund_store_functions');
        $table->{'size'} = FFI::sizeof($table);
        $table->{'version'} = 1;
        foreach ($closures as $field => $closure) {
            $table->{$field} = $closure;
        }
        return $table;
    }

    /** Bytes of C's, which live as long as somebody holds this. */
    public function copied(string $bytes): CData
    {
        $copy = $this->functions->variable('uint8_t[' . max(1, strlen($bytes)) . ']');
        FFI::memcpy($copy, $bytes, strlen($bytes));
        return $copy;
    }

    /** Puts a number where C wants a pointer, which it hands back as it is; it lives as long as somebody holds this. */
    public function putNumber(CData $place, int $number): CData
    {
        $cell = $this->functions->variable('int64_t');
        $cell->{'cdata'} = $number;
        $place[0] = $this->functions->cast('void *', FFI::addr($cell));
        return $cell;
    }

    /** Calls a function of a sink. */
    public function put(CData $sink, string $function, CData|string|int ...$arguments): void
    {
        (self::made($sink->{$function}))($sink->{'call'}, ...$arguments);
    }

    /** The number that was put where a pointer is. */
    public function number(CData $pointer): int
    {
        return self::integer(self::made($this->functions->cast('int64_t *', $pointer))[0]);
    }

    /** Calls a function that gives a handle, which is the caller's to end. */
    protected function callForHandle(
        string $noun,
        string $function,
        #[\SensitiveParameter] CData|string|int|null ...$arguments,
    ): CData {
        $out = $this->functions->variable("omnifund_$noun *");
        $arguments[] = FFI::addr($out);
        $this->call($function, ...$arguments);
        return $out;
    }

    /** Calls a function that gives a handle, or none. */
    protected function callForOptionalHandle(
        string $noun,
        string $function,
        #[\SensitiveParameter] CData|string|int|null ...$arguments,
    ): ?CData {
        $given = $this->callForHandle($noun, $function, ...$arguments);
        return FFI::isNull($given) ? null : $given;
    }

    /** Calls a function that gives a number. */
    protected function callForNumber(string $function, #[\SensitiveParameter] CData|string|int|null ...$arguments): int
    {
        $number = $this->functions->variable('int64_t');
        $arguments[] = FFI::addr($number);
        $this->call($function, ...$arguments);
        return self::integer($number->{'cdata'});
    }

    /** Calls a function that returns a number and can't fail. */
    protected function int(string $function, #[\SensitiveParameter] CData|string|int|null ...$arguments): int
    {
        return self::integer($this->functions->find($function)(...$arguments));
    }

    /** Calls a function that returns a string, and can't fail. */
    protected function string(string $function, #[\SensitiveParameter] CData|string|int|null ...$arguments): ?string
    {
        $string = $this->functions->find($function)(...$arguments);
        return is_string($string) ? $string : null;
    }

    /**
     * Calls a function that returns bytes, NULs among them. PHP would end them at the first NUL, so the
     * function is called for its pointer.
     */
    protected function bytes(string $function, int $length, CData $handle): string
    {
        $forPointer = $this->functions->cast('void *(*)(void *)', $this->functions->find($function));
        $pointer = $forPointer($this->functions->cast('void *', $handle));
        return $pointer instanceof CData ? FFI::string($pointer, $length) : '';
    }

    /** Calls a function that returns a handle of its own, or the place of a number; never NULL. */
    protected function create(string $function): CData
    {
        return self::made($this->functions->find($function)());
    }

    /** Calls a function that returns a handle or NULL. */
    protected function callOptional(string $function, CData $handle): ?CData
    {
        $given = $this->functions->find($function)($handle);
        return $given instanceof CData && !FFI::isNull($given) ? $given : null;
    }

    /** Ends a handle. */
    protected function free(string $noun, CData $handle): void
    {
        $this->functions->find("{$noun}_free")($handle);
    }

    /** Calls a function that takes bytes and gives a handle; the copy that it is lent is wiped. */
    protected function callWithBytes(string $noun, string $function, #[\SensitiveParameter] string $bytes): CData
    {
        return $this->lending(
            'uint8_t',
            $bytes,
            fn (CData $copy, int $length): CData => $this->callForHandle($noun, $function, $copy, $length),
        );
    }

    /** Calls a function that takes bytes behind its other arguments; the copy that it is lent is wiped. */
    protected function callLending(
        #[\SensitiveParameter] string $bytes,
        string $function,
        #[\SensitiveParameter] CData|string|int|null ...$arguments,
    ): void {
        $this->lending('char', $bytes, function (CData $copy, int $length) use ($function, $arguments): void {
            $this->call($function, ...$arguments, ...[$copy, $length]);
        });
    }

    /**
     * @template T
     * @param callable(CData, int): T $call
     * @return T
     */
    private function lending(string $type, #[\SensitiveParameter] string $bytes, callable $call): mixed
    {
        $length = strlen($bytes);
        $copy = $this->functions->variable("{$type}[" . max(1, $length) . ']');
        FFI::memcpy($copy, $bytes, $length);
        try {
            return $call(FFI::addr($copy[0]), $length);
        } finally {
            FFI::memset($copy, 0, $length);
        }
    }

    private static function endsEarly(string $function): Failure
    {
        return new Failure(
            "a string that was given to omnifund_$function has a NUL in it, where C ends it",
            Advice::Bug->value,
            Code::InvalidArgument->value,
            Outcome::NotSent->value,
        );
    }

    private static function made(mixed $value): CData
    {
        assert($value instanceof CData);
        return $value;
    }

    private static function integer(mixed $value): int
    {
        assert(is_int($value));
        return $value;
    }
}
