package abi

/*
#include <omnifund.h>
*/
import "C"

// Metrics gives the text. The config may be none.
func (s Store) Metrics(config Config) (string, *Error) {
	var metrics *C.omnifund_metrics
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_store_metrics(s.pointer, config.pointer, &metrics, err)
	})
	defer C.omnifund_metrics_free(metrics)
	return C.GoString(C.omnifund_metrics_text(metrics)), err
}
