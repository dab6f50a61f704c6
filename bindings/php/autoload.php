<?php

/*
 * For programs without composer: require this file, and the classes are there.
 */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Omnifund\\')) {
        $file = __DIR__ . '/src/' . strtr(substr($class, strlen('Omnifund\\')), '\\', '/') . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});
