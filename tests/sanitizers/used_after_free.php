<?php

// A fault that AddressSanitizer must report: a config is used after it was freed.

declare(strict_types=1);

$library = FFI::cdef(
    'void *omnifund_config_new(void);
    void omnifund_config_free(void *config);
    int32_t omnifund_config_set_json_body(void *config, int32_t json, void **err);',
    (string) getenv('OMNIFUND_LIBRARY'),
);
$config = $library->omnifund_config_new();
$library->omnifund_config_free($config);
$library->omnifund_config_set_json_body($config, 1, null);
