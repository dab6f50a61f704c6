package abi

// In a checkout the library is the machine's, as pkg-config knows it. A released module has another file in the place of
// this one, and the library of each platform beside it: tools/release/go.

/*
#cgo pkg-config: omnifund
#cgo omnifund_static LDFLAGS: -l:libomnifund.a -lm -ldl -lpthread -static-libgcc -Wl,--as-needed
*/
import "C"
