package abi

/*
#include <omnifund.h>
*/
import "C"

import (
	"sync/atomic"
	"unsafe"
)

// It stands at one address as long as the process lives, and is no memory of Go's.
var changes = (*int64)(unsafe.Pointer(C.omnifund_changes()))

// Changes is a count of what may have ended an access token of this process before its time, by whomever.
func Changes() int64 { return atomic.LoadInt64(changes) }
