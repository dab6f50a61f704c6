package abi

/*
#include <omnifund.h>
*/
import "C"

// Peek gives a live token, if there is one. It waits for nobody.
func (s Session) Peek() (Token, bool) {
	token := C.omnifund_session_peek(s.pointer)
	return takenToken(token), token != nil
}
