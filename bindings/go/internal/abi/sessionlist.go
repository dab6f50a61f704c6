package abi

/*
#include <omnifund.h>
*/
import "C"

// Sessions gives all sessions, or those of a client; with an error those that came before it.
func (s Store) Sessions(client Client) ([]ListedSession, *Error) {
	var list *C.omnifund_session_list
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_store_sessions(s.pointer, client.pointer, &list, err)
	})
	if err != nil {
		return nil, err
	}
	defer C.omnifund_session_list_free(list)
	var sessions []ListedSession
	for {
		err := call(nil, func(_ []*C.char, err failure) C.int32_t {
			return C.omnifund_session_list_next(list, err)
		})
		count := C.omnifund_session_list_count(list)
		for i := C.int64_t(0); i < count; i++ {
			sessions = append(sessions, readListedSession(list, i))
		}
		if err != nil || count == 0 {
			return sessions, err
		}
	}
}
