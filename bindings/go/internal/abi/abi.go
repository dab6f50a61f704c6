// Package abi makes the calls of libomnifund, and does nothing else: one Go function for each of the
// header, Go values in and out. Manners (context, single flight, closing) are its caller's.
//
// Most of it is made of the description of the interface. What goes through a list, and what takes a function or
// bytes, is written by hand: there several calls of C make one of Go.
//
// A Config is for one goroutine at a time; all else may be used by any goroutine at any time. An empty text is
// NULL where NULL is allowed.
//
// cgo reads the header itself, so that no signature is written a second time, and a changed one does
// not compile.
package abi

/*
#include <stdlib.h>
#include <omnifund.h>

// By volatile, so that no compiler finds it useless.
static void wipe_and_free(char *text)
{
    for (volatile char *at = text; *at; at++)
        *at = 0;
    free(text);
}
*/
import "C"

import (
	"strings"
	"unsafe"
)

// failure is where a call puts its error.
type failure = **C.omnifund_error

// call makes a call that takes texts, each copied for C, and wiped after it: some are secrets.
func call(texts []string, function func(texts []*C.char, err failure) C.int32_t) *Error {
	copies := make([]*C.char, len(texts))
	defer func() {
		for _, text := range copies {
			if text != nil {
				C.wipe_and_free(text)
			}
		}
	}()
	for i, text := range texts {
		if strings.IndexByte(text, 0) >= 0 {
			return hasNUL()
		}
		copies[i] = C.CString(text)
	}
	var err *C.omnifund_error
	if code := function(copies, &err); code != C.OMNIFUND_OK {
		return taken(code, err)
	}
	return nil
}

// orNull is NULL for an empty text.
func orNull(text *C.char) *C.char {
	if *text == 0 {
		return nil
	}
	return text
}

func boolean(set bool) C.int32_t {
	if set {
		return 1
	}
	return 0
}

// bytesOf copies bytes of C's; C.GoBytes takes a length of 32 bits.
func bytesOf(pointer *C.char, length C.int64_t) []byte {
	return append([]byte(nil), unsafe.Slice((*byte)(unsafe.Pointer(pointer)), int(length))...)
}
