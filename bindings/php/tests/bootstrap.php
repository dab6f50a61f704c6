<?php

/*
 * Without composer: the package by its own autoload.php, and what Debian packages bring by theirs. The
 * library and the local server are those that the checkout has built, unless the environment says others.
 */

declare(strict_types=1);

require __DIR__ . '/../autoload.php';
require 'GuzzleHttp/autoload.php';
require 'Psr/Http/Client/autoload.php';
require 'Psr/Log/autoload.php';

spl_autoload_register(static function (string $class): void {
    $prefix = 'Omnifund\\Tests\\';
    if (str_starts_with($class, $prefix)) {
        $file = __DIR__ . '/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});

$target = getenv('CARGO_TARGET_DIR') ?: 'target';
if (!str_starts_with($target, '/')) {
    $target = dirname(__DIR__, 3) . "/$target";
}
foreach (
    [
        'OMNIFUND_LIBRARY' => "$target/release/libomnifund.so",
        'OMNIFUND_LOCAL' => "$target/debug/omnifund-local",
    ] as $name => $built
) {
    if (getenv($name) === false) {
        putenv("$name=$built");
    }
}
