package abi

/*
#include <omnifund.h>

int32_t omnifund_go_body_from(omnifund_request *request, const char *content_type, int64_t length,
                              uintptr_t handle, omnifund_error **err);
int32_t omnifund_go_output_to(omnifund_request *request, uintptr_t handle, omnifund_error **err);
*/
import "C"

import (
	"io"
	"runtime/cgo"
	"unsafe"
)

// SetBody is omnifund_request_set_body.
func (r Request) SetBody(contentType string, body []byte) *Error {
	return call([]string{contentType}, func(texts []*C.char, err failure) C.int32_t {
		bytes := (*C.char)(unsafe.Pointer(unsafe.SliceData(body)))
		return C.omnifund_request_set_body(r.pointer, texts[0], bytes, C.int64_t(len(body)), err)
	})
}

// SetBodyCallback has the body read from the io.Reader of a handle, which must outlive the request. A length below
// 0 is unknown.
func (r Request) SetBodyCallback(contentType string, length int64, handle cgo.Handle) *Error {
	return call([]string{contentType}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_go_body_from(r.pointer, texts[0], C.int64_t(length), C.uintptr_t(handle), err)
	})
}

// SetOutputCallback has the answer's body written to the io.Writer of a handle, which must outlive the request.
func (r Request) SetOutputCallback(handle cgo.Handle) *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_go_output_to(r.pointer, C.uintptr_t(handle), err)
	})
}

// Neither may panic: C can't be unwound.

//export omnifundGoBody
func omnifundGoBody(handle C.uintptr_t, buffer *C.char, room C.int64_t) C.int64_t {
	into := unsafe.Slice((*byte)(unsafe.Pointer(buffer)), int(room))
	reader := cgo.Handle(handle).Value().(io.Reader)
	for {
		amount, err := reader.Read(into)
		switch {
		case amount > 0:
			return C.int64_t(amount)
		case err == io.EOF:
			return 0
		case err != nil:
			return -1
		}
	}
}

//export omnifundGoOutput
func omnifundGoOutput(handle C.uintptr_t, bytes *C.char, length C.int64_t) C.int32_t {
	piece := unsafe.Slice((*byte)(unsafe.Pointer(bytes)), int(length))
	if _, err := cgo.Handle(handle).Value().(io.Writer).Write(piece); err != nil {
		return 0
	}
	return 1
}
