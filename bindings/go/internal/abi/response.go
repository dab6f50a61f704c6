package abi

/*
#include <omnifund.h>
*/
import "C"

import "unsafe"

// Response is an omnifund_response, read and freed.
type Response struct {
	Status     int
	Outcome    int32
	RetryAfter int64
	Headers    []Header
	Next       string
	Body       []byte
}

func takenResponse(response *C.omnifund_response) Response {
	if response == nil {
		return Response{}
	}
	defer C.omnifund_response_free(response)
	taken := Response{
		Status:     int(C.omnifund_response_status(response)),
		Outcome:    int32(C.omnifund_response_outcome(response)),
		RetryAfter: int64(C.omnifund_response_retry_after(response)),
		Next:       C.GoString(C.omnifund_response_next(response)),
	}
	// C.GoBytes takes a length of 32 bits.
	length := int(C.omnifund_response_body_length(response))
	body := unsafe.Slice((*byte)(unsafe.Pointer(C.omnifund_response_body(response))), length)
	taken.Body = append(taken.Body, body...)
	for i := C.int64_t(0); i < C.omnifund_response_header_count(response); i++ {
		taken.Headers = append(taken.Headers, Header{
			Name:  C.GoString(C.omnifund_response_header_name(response, i)),
			Value: C.GoString(C.omnifund_response_header_value(response, i)),
		})
	}
	return taken
}
