package abi

/*
#include <omnifund.h>
*/
import "C"

func (s Session) Status() (Status, *Error) {
	var status *C.omnifund_status
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_session_status(s.pointer, &status, err)
	})
	defer C.omnifund_status_free(status)
	return readStatus(status), err
}
