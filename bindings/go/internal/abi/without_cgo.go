//go:build !cgo

package abi

// libomnifund is a C library. cgo is switched off: by CGO_ENABLED=0, because no C compiler was found, or
// because the program is compiled for another system. The name below is there to be read.
var _ = omnifund_needs_cgo__set_CGO_ENABLED_1_and_install_a_C_compiler
