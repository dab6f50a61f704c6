package abi

/*
#cgo LDFLAGS: -ldl
#include <stdlib.h>
#include <stdint.h>

int omnifund_go_store_conformance(const char *library, uintptr_t handle, int abilities, uintptr_t rules);
*/
import "C"

import (
	"errors"
	"runtime/cgo"
	"unsafe"
)

// Of what the program around the rules can do: threads, and no fork, which Go's runtime does not outlive.
const conformanceThreads = 2

// Adapted makes of a store of the package above what C calls.
var Adapted func(functions any) StoreFunctions

// Conformance tries functions by the rules that a shared library of omnifund_store_conformance has, and tells each; the
// problem is empty where it is kept.
func Conformance(functions any, library string, told func(rule, problem string)) error {
	name := C.CString(library)
	defer C.free(unsafe.Pointer(name))
	handle := cgo.NewHandle(Adapted(functions))
	defer handle.Delete()
	var failed string
	tell := cgo.NewHandle(func(rule, problem string) {
		if rule == "" {
			failed = problem
			return
		}
		told(rule, problem)
	})
	defer tell.Delete()
	if C.omnifund_go_store_conformance(name, C.uintptr_t(handle), conformanceThreads, C.uintptr_t(tell)) < 0 {
		return errors.New(failed)
	}
	return nil
}

//export omnifundGoStoreRule
func omnifundGoStoreRule(rules C.uintptr_t, rule, problem *C.char) {
	cgo.Handle(rules).Value().(func(rule, problem string))(C.GoString(rule), C.GoString(problem))
}
