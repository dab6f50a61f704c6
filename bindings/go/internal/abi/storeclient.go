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

func (s Store) SaveClient(name, id, secret string) *Error {
	return call([]string{name, id, secret}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_store_save_client(s.pointer, texts[0], texts[1], texts[2], err)
	})
}

func (s Store) RenameClient(name, newName string) *Error {
	return call([]string{name, newName}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_store_rename_client(s.pointer, texts[0], texts[1], err)
	})
}

// ReplaceClient tells how many signed-in sessions it concerns.
func (s Store) ReplaceClient(name, id, secret string) (int64, *Error) {
	var sessions C.int64_t
	err := call([]string{name, id, secret}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_store_replace_client(s.pointer, texts[0], texts[1], texts[2], &sessions, err)
	})
	return int64(sessions), err
}

func (s Store) RemoveClient(name string) *Error {
	return call([]string{name}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_store_remove_client(s.pointer, texts[0], err)
	})
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
