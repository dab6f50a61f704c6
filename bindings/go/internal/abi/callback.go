package abi

/*
#include <omnifund.h>

int32_t omnifund_go_log_to(omnifund_config *cfg, uintptr_t handle, int32_t level, omnifund_error **err);
int32_t omnifund_go_keep_alive(const omnifund_client *client, const omnifund_store *store, int64_t age,
                               int64_t budget_ms, uintptr_t handle, omnifund_error **err);
*/
import "C"

import "runtime/cgo"

// LogFunc takes a line of the log.
type LogFunc func(LogEntry)

// KeptAliveFunc is told of each session that was kept alive; the error is nil where it was refreshed.
type KeptAliveFunc func(username string, err *Error)

// LogTo logs to the LogFunc of a handle, which must outlive every client made from this config.
func (c Config) LogTo(handle cgo.Handle, level int32) *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_go_log_to(c.pointer, C.uintptr_t(handle), C.int32_t(level), err)
	})
}

// KeepAlive refreshes every session of the client that is older than age. The function must not panic:
// C can't be unwound.
func (c Client) KeepAlive(store Store, ageSeconds, budgetMS int64, told KeptAliveFunc) *Error {
	handle := cgo.NewHandle(told)
	defer handle.Delete()
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_go_keep_alive(c.pointer, store.pointer, C.int64_t(ageSeconds),
			C.int64_t(budgetMS), C.uintptr_t(handle), err)
	})
}

//export omnifundGoLog
func omnifundGoLog(handle C.uintptr_t, entry *C.omnifund_log_entry) {
	cgo.Handle(handle).Value().(LogFunc)(readLogEntry(entry))
}

//export omnifundGoKeptAlive
func omnifundGoKeptAlive(handle C.uintptr_t, username *C.char, err *C.omnifund_error) {
	var failed *Error
	if err != nil {
		failed = read(err)
	}
	cgo.Handle(handle).Value().(KeptAliveFunc)(C.GoString(username), failed)
}
