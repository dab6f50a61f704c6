<?php

declare(strict_types=1);

namespace Omnifund\Raw;

use Closure;
use FFI;
use FFI\CData;
use Omnifund\StoreAnswer;
use Omnifund\StoreFunctions;
use Omnifund\StoreRefusal;
use Throwable;

/**
 * A store of PHP's as the library's table of functions. C holds closures here, and none may outlive its request: so
 * what is open when a request ends is detached then, also after a fatal error. What they throw becomes an answer.
 *
 * @internal
 */
final class StoreTable
{
    private const LONGEST_MESSAGE = 300;

    /** @var array<int, Handle> the stores to end; sessions go on while they are here, whoever else holds them */
    private static array $open = [];

    private static bool $isRegistered = false;

    /** @var array<int, object> by the number that C knows */
    private array $connections = [];

    /** @var array<int, CData> where C finds that number */
    private array $cells = [];

    private int $last = 0;

    private function __construct(private StoreFunctions $functions)
    {
    }

    public static function of(StoreFunctions $functions): CData
    {
        $table = new self($functions);
        return Library::get()->storeFunctions($table->closures());
    }

    /** Sees to it that C forgets a store's closures before PHP does. */
    public static function endsWithTheRequest(Handle $store): void
    {
        if (!self::$isRegistered) {
            register_shutdown_function(self::detachAll(...));
            self::$isRegistered = true;
        }
        self::$open[spl_object_id($store)] = $store;
    }

    public static function detach(Handle $store, CData $pointer): void
    {
        if (isset(self::$open[spl_object_id($store)])) {
            unset(self::$open[spl_object_id($store)]);
            Library::get()->storeDetach($pointer);
        }
    }

    private static function detachAll(): void
    {
        // Registered anew, it comes behind what other shutdown functions still do with the store.
        register_shutdown_function(static function (): void {
            foreach (self::$open as $store) {
                $store->close();
            }
        });
    }

    /** @return array<string, Closure> */
    private function closures(): array
    {
        return [
            'connect' => fn (?CData $_, int $deadline, CData $place, CData $sink): int => self::answered(
                $sink,
                StoreAnswer::Failed,
                function () use ($deadline, $place): void {
                    $this->connections[++$this->last] = $this->functions->connect($deadline);
                    $this->cells[$this->last] = Library::get()->putNumber($place, $this->last);
                },
            ),
            'disconnect' => function (?CData $_, CData $handle): void {
                $number = Library::get()->number($handle);
                try {
                    $this->functions->disconnect($this->connections[$number]);
                } catch (Throwable) {
                    // It is over in any case.
                }
                unset($this->connections[$number], $this->cells[$number]);
            },
            'identify' => fn (?CData $_, CData $on, int $deadline, CData $sink): int => self::answered(
                $sink,
                StoreAnswer::Failed,
                fn () => Library::get()->put($sink, 'key', $this->functions->identify($this->at($on), $deadline)),
            ),
            'load' => fn (?CData $_, CData $on, int $deadline, string $key, CData $sink): int => self::answered(
                $sink,
                StoreAnswer::Failed,
                fn () => $this->load($on, $deadline, $key, $sink),
            ),
            'lease' => fn (
                ?CData $_,
                CData $on,
                int $deadline,
                string $key,
                string $owner,
                int $lasting,
                CData $sink,
            ): int => self::answered(
                $sink,
                StoreAnswer::Failed,
                function () use ($on, $deadline, $key, $owner, $lasting, $sink): void {
                    $lease = $this->functions->lease($this->at($on), $deadline, $key, $owner, $lasting);
                    Library::get()->put($sink, 'lease', $lease->fence, $lease->remaining);
                },
            ),
            'swap' => fn (
                ?CData $_,
                CData $on,
                int $deadline,
                string $key,
                string $owner,
                int $fence,
                int $expected,
                string $writeId,
                ?CData $bytes,
                int $length,
                CData $sink,
            ): int => self::answered(
                $sink,
                StoreAnswer::Unknown,
                fn () => $this->functions->swap(
                    $this->at($on),
                    $deadline,
                    $key,
                    $owner,
                    $fence,
                    $expected,
                    $writeId,
                    $bytes === null || FFI::isNull($bytes) ? null : FFI::string($bytes, $length),
                ),
            ),
            'release' => fn (
                ?CData $_,
                CData $on,
                int $deadline,
                string $key,
                string $owner,
                int $fence,
                CData $sink,
            ): int => self::answered(
                $sink,
                StoreAnswer::Failed,
                fn () => $this->functions->release($this->at($on), $deadline, $key, $owner, $fence),
            ),
            'list' => fn (
                ?CData $_,
                CData $on,
                int $deadline,
                string $after,
                string $upTo,
                int $limit,
                CData $sink,
            ): int => self::answered(
                $sink,
                StoreAnswer::Failed,
                function () use ($on, $deadline, $after, $upTo, $limit, $sink): void {
                    foreach ($this->functions->list($this->at($on), $deadline, $after, $upTo, $limit) as $key) {
                        Library::get()->put($sink, 'key', $key);
                    }
                },
            ),
        ];
    }

    private function load(CData $on, int $deadline, string $key, CData $sink): void
    {
        $record = $this->functions->load($this->at($on), $deadline, $key);
        if ($record !== null) {
            $bytes = Library::get()->copied($record->body);
            $length = strlen($record->body);
            Library::get()->put($sink, 'record', $record->version, $record->writeId, $record->age, $bytes, $length);
        }
    }

    private function at(CData $connection): object
    {
        return $this->connections[Library::get()->number($connection)];
    }

    /** @param Closure(): mixed $call */
    private static function answered(CData $sink, StoreAnswer $unknown, Closure $call): int
    {
        try {
            $call();
            return StoreAnswer::Done->value;
        } catch (StoreRefusal $refusal) {
            if ($refusal->answer === StoreAnswer::Busy) {
                Library::get()->put($sink, 'lease', 0, $refusal->remaining);
            }
            Library::get()->put($sink, 'message', self::oneLine($refusal->getMessage()));
            return $refusal->answer->value;
        } catch (Throwable $problem) {
            Library::get()->put($sink, 'message', self::oneLine($problem::class . ': ' . $problem->getMessage()));
            return $unknown->value;
        }
    }

    private static function oneLine(string $words): string
    {
        $line = substr(strtok($words, "\n") ?: '', 0, self::LONGEST_MESSAGE);
        return (string) preg_replace('/[^ -~]/', '?', $line);
    }
}
