<?php

/*
 * For opcache.preload: where ffi.enable=preload, as it is unless set, only preloaded code may call C.
 * An application that has a preload file of its own requires this one from it.
 */

declare(strict_types=1);

(static function (): void {
    require_once __DIR__ . '/autoload.php';
    foreach (['/src/Raw/*.php', '/src/*.php'] as $pattern) {
        foreach (glob(__DIR__ . $pattern) ?: [] as $file) {
            require_once $file;
        }
    }
})();
