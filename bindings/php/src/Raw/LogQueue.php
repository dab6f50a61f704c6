<?php

declare(strict_types=1);

namespace Omnifund\Raw;

use Closure;
use FFI\CData;
use Omnifund\LogEntry;
use Omnifund\LogLevel;
use Throwable;
use WeakReference;

/**
 * Lines for a logger of PHP's. The library keeps them, and each call hands them over before it returns: C holds no
 * closure, since one that outlives its request would end a worker of FPM.
 *
 * @internal
 */
final class LogQueue extends Handle
{
    /** @var array<int, WeakReference<self>> */
    private static array $all = [];

    private static bool $isDelivering = false;

    /** @param Closure(string, string, array<string, int|string|null>): mixed $log */
    public function __construct(private Closure $log)
    {
        $this->hold(Library::get()->logQueueNew());
        self::$all[spl_object_id($this)] = WeakReference::create($this);
    }

    /** Hands over what has come since the last time. What a logger's own calls bring comes with the next one. */
    public static function deliverAll(): void
    {
        if (self::$all === [] || self::$isDelivering) {
            return;
        }
        self::$isDelivering = true;
        foreach (self::$all as $id => $reference) {
            $queue = $reference->get();
            if ($queue === null) {
                unset(self::$all[$id]);
            } else {
                $queue->deliver();
            }
        }
        self::$isDelivering = false;
    }

    private function deliver(): void
    {
        $lines = [];
        while (($entry = Library::get()->logQueueTake($this->pointer())) !== null) {
            $lines[] = self::line(LogEntry::of($entry));
        }
        foreach ($lines as $line) {
            try {
                ($this->log)(...$line);
            } catch (Throwable) {
                // A log never makes a call fail.
            }
        }
    }

    /** @return array{string, string, array<string, int|string|null>} level, message and context, as PSR-3 has them */
    private static function line(LogEntry $entry): array
    {
        $level = match ($entry->level) {
            LogLevel::Error => 'error',
            LogLevel::Warn => 'warning',
            LogLevel::Info => 'info',
            default => 'debug',
        };
        return [$level, $entry->message, [
            'event' => $entry->event,
            'time' => $entry->time->getTimestamp(),
            'user' => $entry->user,
            'client_id' => $entry->clientId,
            'milliseconds' => $entry->milliseconds,
            'code' => $entry->code->value ?? 0,
        ]];
    }

    protected function end(CData $pointer): void
    {
        Library::get()->logQueueFree($pointer);
    }
}
