<?php

/* What a page with a token costs that has nothing between itself and C: no classes, no checks, no errors. */

declare(strict_types=1);

$ffi = FFI::scope('omnifund');
$library = $ffi->dlopen($_SERVER['OMNIFUND_LIBRARY'], 2);
$find = static fn (string $name): FFI\CData => $ffi->cast("{$name}_function", $ffi->dlsym($library, $name));
$session = $ffi->new('omnifund_session *');
$token = $ffi->new('omnifund_token *');
$error = $ffi->new('omnifund_error *');
$find('omnifund_session_open_configured')(
    $_SERVER['OMNIFUND_CONFIG'],
    $_SERVER['OMNIFUND_USERNAME'],
    FFI::addr($session),
    FFI::addr($error),
);
$find('omnifund_session_token')($session, FFI::addr($token), FFI::addr($error));
echo $find('omnifund_token_access_token')($token) === '' ? 'none' : 'page';
$find('omnifund_token_free')($token);
$find('omnifund_session_free')($session);
