<?php

/* Which release's code and library this worker has. */

declare(strict_types=1);

require __DIR__ . '/application.php';

answer(static function (): array {
    preg_match('~ (/\S*libomnifund\.so\S*)~', (string) file_get_contents('/proc/self/maps'), $library);
    return [
        'code' => (new ReflectionClass(Omnifund\Session::class))->getFileName(),
        'library' => $library[1] ?? null,
    ];
});
