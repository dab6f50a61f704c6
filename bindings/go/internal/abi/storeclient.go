package abi

/*
#include <omnifund.h>
*/
import "C"

// StoredClient is an OAuth client that a store keeps.
type StoredClient struct {
	Name     string
	ClientID string
	Since    int64
}

func (s Store) Clients() ([]StoredClient, *Error) {
	var list *C.omnifund_client_list
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_store_clients(s.pointer, &list, err)
	})
	defer C.omnifund_client_list_free(list)
	var clients []StoredClient
	for i := C.int64_t(0); i < C.omnifund_client_list_count(list); i++ {
		clients = append(clients, StoredClient{
			Name:     C.GoString(C.omnifund_client_list_name(list, i)),
			ClientID: C.GoString(C.omnifund_client_list_client_id(list, i)),
			Since:    int64(C.omnifund_client_list_since(list, i)),
		})
	}
	return clients, err
}
