<?php

/* Gives the header's plain region to PHP's FFI as it is, and asks the library through it. */

declare(strict_types=1);

function check(bool $holds, string $what): void
{
    if (!$holds) {
        fwrite(STDERR, "$what\n");
        exit(1);
    }
}

[, $plainRegion, $library, $version] = $argv;
$omnifund = FFI::cdef(file_get_contents($plainRegion), $library);

check($omnifund->omnifund_version() === $version, 'version');
check($omnifund->omnifund_abi_version() === $omnifund->OMNIFUND_ABI_VERSION, 'ABI version');
check($omnifund->OMNIFUND_OK === 0 && $omnifund->OMNIFUND_ADVICE_BUG === 6, 'constants');

$err = $omnifund->new('omnifund_error *');
$config = $omnifund->omnifund_config_new();
$code = $omnifund->omnifund_config_set_environment($config, 'nowhere', FFI::addr($err));
check($code === $omnifund->OMNIFUND_CODE_INVALID_CONFIGURATION, 'code');
check(str_contains($omnifund->omnifund_error_message($err), 'sandbox'), 'message');
$omnifund->omnifund_error_free($err);
$omnifund->omnifund_config_free($config);
