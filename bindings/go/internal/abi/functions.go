package abi

/*
#include <stdlib.h>
#include <omnifund.h>

int32_t omnifund_go_store_open_functions(uintptr_t handle, const omnifund_key *key,
                                         const omnifund_store_options *options, omnifund_store **store,
                                         omnifund_error **err);
void omnifund_go_sink_record(const omnifund_store_sink *sink, int64_t version, const char *write_id, int64_t age_ms,
                             const uint8_t *bytes, size_t length);
void omnifund_go_sink_lease(const omnifund_store_sink *sink, int64_t fence, int64_t remaining_ms);
void omnifund_go_sink_key(const omnifund_store_sink *sink, const char *key);
void omnifund_go_sink_message(const omnifund_store_sink *sink, const char *text);
*/
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

// Sink takes what a function of a store found, during its call alone.
type Sink struct{ pointer *C.omnifund_store_sink }

func (s Sink) Record(version int64, writeID string, ageMS int64, body []byte) {
	id, bytes := C.CString(writeID), C.CBytes(body)
	C.omnifund_go_sink_record(s.pointer, C.int64_t(version), id, C.int64_t(ageMS), (*C.uint8_t)(bytes),
		C.size_t(len(body)))
	C.free(bytes)
	C.free(unsafe.Pointer(id))
}

func (s Sink) Lease(fence, remainingMS int64) {
	C.omnifund_go_sink_lease(s.pointer, C.int64_t(fence), C.int64_t(remainingMS))
}

func (s Sink) Key(key string) {
	text := C.CString(key)
	C.omnifund_go_sink_key(s.pointer, text)
	C.free(unsafe.Pointer(text))
}

func (s Sink) Message(words string) {
	text := C.CString(words)
	C.omnifund_go_sink_message(s.pointer, text)
	C.free(unsafe.Pointer(text))
}

// StoreFunctions are an omnifund_store_functions. None may panic: C can't be unwound. Each gives a
// StoreAnswer.
type StoreFunctions interface {
	Connect(deadlineMS int64, sink Sink) (StoreConnection, int32)
}

// StoreConnection is a connection of it.
type StoreConnection interface {
	Close()
	Identify(deadlineMS int64, sink Sink) int32
	Load(deadlineMS int64, key string, sink Sink) int32
	Lease(deadlineMS int64, key, owner string, lastingMS int64, sink Sink) int32
	// Swap takes the record away where body is nil.
	Swap(deadlineMS int64, key, owner string, fence, expected int64, writeID string, body []byte, sink Sink) int32
	Release(deadlineMS int64, key, owner string, fence int64, sink Sink) int32
	List(deadlineMS int64, after, upTo string, limit int64, sink Sink) int32
}

// OpenFunctionsStore opens a store over functions, which C holds until the store has ended.
func OpenFunctionsStore(functions StoreFunctions, key Key, options StoreOptions) (Store, *Error) {
	var out Store
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		handle := C.uintptr_t(cgo.NewHandle(functions))
		return C.omnifund_go_store_open_functions(handle, key.pointer, options.pointer, &out.pointer, err)
	})
	return out, err
}

func connectionOf(handle C.uintptr_t) StoreConnection {
	return cgo.Handle(handle).Value().(StoreConnection)
}

//export omnifundGoStoreConnect
func omnifundGoStoreConnect(functions C.uintptr_t, deadlineMS C.int64_t, connection *C.uintptr_t,
	sink *C.omnifund_store_sink) C.int32_t {
	opened, answer := cgo.Handle(functions).Value().(StoreFunctions).Connect(int64(deadlineMS), Sink{sink})
	if opened != nil {
		*connection = C.uintptr_t(cgo.NewHandle(opened))
	}
	return C.int32_t(answer)
}

//export omnifundGoStoreDisconnect
func omnifundGoStoreDisconnect(connection C.uintptr_t) {
	connectionOf(connection).Close()
	cgo.Handle(connection).Delete()
}

//export omnifundGoStoreDestroy
func omnifundGoStoreDestroy(functions C.uintptr_t) { cgo.Handle(functions).Delete() }

//export omnifundGoStoreIdentify
func omnifundGoStoreIdentify(connection C.uintptr_t, deadlineMS C.int64_t, sink *C.omnifund_store_sink) C.int32_t {
	return C.int32_t(connectionOf(connection).Identify(int64(deadlineMS), Sink{sink}))
}

//export omnifundGoStoreLoad
func omnifundGoStoreLoad(connection C.uintptr_t, deadlineMS C.int64_t, key *C.char,
	sink *C.omnifund_store_sink) C.int32_t {
	return C.int32_t(connectionOf(connection).Load(int64(deadlineMS), C.GoString(key), Sink{sink}))
}

//export omnifundGoStoreLease
func omnifundGoStoreLease(connection C.uintptr_t, deadlineMS C.int64_t, key, owner *C.char, lastingMS C.int64_t,
	sink *C.omnifund_store_sink) C.int32_t {
	return C.int32_t(connectionOf(connection).Lease(int64(deadlineMS), C.GoString(key), C.GoString(owner),
		int64(lastingMS), Sink{sink}))
}

//export omnifundGoStoreSwap
func omnifundGoStoreSwap(connection C.uintptr_t, deadlineMS C.int64_t, key, owner *C.char, fence,
	expected C.int64_t, writeID *C.char, bytes *C.uint8_t, length C.size_t, sink *C.omnifund_store_sink) C.int32_t {
	var body []byte
	if bytes != nil {
		body = append([]byte{}, unsafe.Slice((*byte)(bytes), int(length))...)
	}
	return C.int32_t(connectionOf(connection).Swap(int64(deadlineMS), C.GoString(key), C.GoString(owner),
		int64(fence), int64(expected), C.GoString(writeID), body, Sink{sink}))
}

//export omnifundGoStoreRelease
func omnifundGoStoreRelease(connection C.uintptr_t, deadlineMS C.int64_t, key, owner *C.char, fence C.int64_t,
	sink *C.omnifund_store_sink) C.int32_t {
	return C.int32_t(connectionOf(connection).Release(int64(deadlineMS), C.GoString(key), C.GoString(owner),
		int64(fence), Sink{sink}))
}

//export omnifundGoStoreList
func omnifundGoStoreList(connection C.uintptr_t, deadlineMS C.int64_t, after, upTo *C.char, limit C.int64_t,
	sink *C.omnifund_store_sink) C.int32_t {
	return C.int32_t(connectionOf(connection).List(int64(deadlineMS), C.GoString(after), C.GoString(upTo),
		int64(limit), Sink{sink}))
}
