"""A fault that AddressSanitizer must report: a config is used after it was freed."""

from omnifund._raw.library import ffi, lib

config = lib.omnifund_config_new()
lib.omnifund_config_free(config)
lib.omnifund_config_set_json_body(config, 1, ffi.NULL)
