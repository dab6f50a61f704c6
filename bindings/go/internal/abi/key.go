package abi

/*
#include <omnifund.h>
*/
import "C"

// KeyFromBytes is omnifund_key_from_bytes.
func KeyFromBytes(bytes []byte) (Key, *Error) {
	var out Key
	// No bytes are still something to point to.
	padded := append(bytes[:len(bytes):len(bytes)], 0)
	defer clear(padded)
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_key_from_bytes((*C.uint8_t)(&padded[0]), C.int64_t(len(bytes)), &out.pointer, err)
	})
	return out, err
}
