"""Gives the header's plain region to cffi as it is, and asks the library through it."""

import sys

import cffi

plain_region, library, version = sys.argv[1:]
ffi = cffi.FFI()
with open(plain_region, encoding="ascii") as header:
    ffi.cdef(header.read())
omnifund = ffi.dlopen(library)

assert ffi.string(omnifund.omnifund_version()).decode() == version
assert omnifund.omnifund_abi_version() == omnifund.OMNIFUND_ABI_VERSION
assert (omnifund.OMNIFUND_OK, omnifund.OMNIFUND_ADVICE_BUG) == (0, 6)

err = ffi.new("omnifund_error **")
config = omnifund.omnifund_config_new()
code = omnifund.omnifund_config_set_environment(config, b"nowhere", err)
assert code == omnifund.OMNIFUND_CODE_INVALID_CONFIGURATION
assert b"sandbox" in ffi.string(omnifund.omnifund_error_message(err[0]))
omnifund.omnifund_error_free(err[0])
omnifund.omnifund_config_free(config)
