<?php

declare(strict_types=1);

namespace Omnifund\Testing;

use FFI;
use FFI\CData;
use Omnifund\Raw\Functions;
use Omnifund\Raw\StoreTable;
use Omnifund\StoreFunctions;

/**
 * A store of one's own, tried by the rules that libomnifund's folder conformance has. The library is what this makes of
 * them:
 *
 *     cc -shared -fPIC -Iinclude -o libomnifund_conformance.so conformance/conformance.c -lpthread
 *
 * It takes about ten seconds. Let nobody else use the store meanwhile. What needs threads is left out: PHP has none.
 */
final class StoreConformance
{
    private const FORK = 1;

    private const DECLARATION = 'int omnifund_store_conformance(const void *functions, int abilities, '
        . 'void *move_clock, void (*told)(void *, const char *, const char *), void *userdata);';

    /** @return array<string, ?string> what the store does in place of each rule; null where it keeps it */
    public static function of(StoreFunctions $store, string $library): array
    {
        $rules = [];
        $told = static function (?CData $_, string $rule, ?string $problem) use (&$rules): void {
            $rules[$rule] = $problem;
        };
        // What is found in it lasts no longer than this.
        $functions = new Functions(FFI::cdef(self::DECLARATION, $library));
        $conforms = $functions->find('store_conformance');
        $table = StoreTable::of($store);
        $conforms(FFI::addr($table), self::FORK, null, $told, null);
        return $rules;
    }
}
