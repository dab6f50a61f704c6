package abi

/*
#include <omnifund.h>
*/
import "C"

import "unsafe"

// KeptAnswer is an omnifund_kept_answer, read and freed.
type KeptAnswer struct {
	AskedAt int64
	Bytes   []byte
}

// KeptAnswer gives nil where none is kept.
func (s Session) KeptAnswer() (*KeptAnswer, *Error) {
	var answer *C.omnifund_kept_answer
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_session_kept_answer(s.pointer, &answer, err)
	})
	if answer == nil {
		return nil, err
	}
	defer C.omnifund_kept_answer_free(answer)
	return &KeptAnswer{
		AskedAt: int64(C.omnifund_kept_answer_asked_at(answer)),
		Bytes: C.GoBytes(unsafe.Pointer(C.omnifund_kept_answer_bytes(answer)),
			C.int(C.omnifund_kept_answer_length(answer))),
	}, err
}
