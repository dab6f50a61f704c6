package abi

/*
#include <omnifund.h>
*/
import "C"

func (s Store) Clients() ([]StoredClient, *Error) {
	var list *C.omnifund_client_list
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_store_clients(s.pointer, &list, err)
	})
	defer C.omnifund_client_list_free(list)
	var clients []StoredClient
	for i := C.int64_t(0); i < C.omnifund_client_list_count(list); i++ {
		clients = append(clients, readStoredClient(list, i))
	}
	return clients, err
}
