package abi

/*
#include <omnifund.h>
*/
import "C"

// StoreOptions says how a store's directory is kept, and by which keys. A key that is not there is nil.
type StoreOptions struct {
	Key       []byte
	OlderKeys [][]byte
	KeyFile   string
	// "user", "machine" or "none".
	KeyProtection string
	Machine       string
	Audit         string
	Journal       string
	Group         bool
	AllowNetwork  bool
	TakeOver      bool
	MustExist     bool
}

// openStore is a function of C that opens a store at a place.
type openStore func(place *C.char, key *C.omnifund_key, made *C.omnifund_store_options, store *Store,
	err failure) C.int32_t

// OpenFileStore opens the store in a directory.
func OpenFileStore(path string, options StoreOptions) (Store, *Error) {
	return options.open(path, func(place *C.char, key *C.omnifund_key, made *C.omnifund_store_options, store *Store,
		err failure) C.int32_t {
		return C.omnifund_store_open_file_with(place, key, made, &store.pointer, err)
	})
}

// OpenStore opens the store at a place: a directory, or the url of a database.
func OpenStore(place string, options StoreOptions) (Store, *Error) {
	return options.open(place, func(place *C.char, key *C.omnifund_key, made *C.omnifund_store_options, store *Store,
		err failure) C.int32_t {
		return C.omnifund_store_open(place, key, made, &store.pointer, err)
	})
}

func (o StoreOptions) open(place string, open openStore) (Store, *Error) {
	made := C.omnifund_store_options_new()
	defer C.omnifund_store_options_free(made)
	if err := o.set(made); err != nil {
		return Store{}, err
	}
	var key *C.omnifund_key
	if o.Key != nil {
		taken, err := newKey(o.Key)
		if err != nil {
			return Store{}, err
		}
		key = taken
		defer C.omnifund_key_free(key)
	}
	var store Store
	err := call([]string{place}, func(texts []*C.char, err failure) C.int32_t {
		return open(texts[0], key, made, &store, err)
	})
	return store, err
}

func (o StoreOptions) set(made *C.omnifund_store_options) *Error {
	for _, bytes := range o.OlderKeys {
		key, err := newKey(bytes)
		if err != nil {
			return err
		}
		err = call(nil, func(_ []*C.char, err failure) C.int32_t {
			return C.omnifund_store_options_add_older_key(made, key, err)
		})
		C.omnifund_key_free(key)
		if err != nil {
			return err
		}
	}
	said := []string{o.KeyFile, o.Machine, o.Audit, o.Journal, o.KeyProtection}
	return call(said, func(texts []*C.char, err failure) C.int32_t {
		code := C.int32_t(C.OMNIFUND_OK)
		if o.KeyFile != "" {
			code = C.omnifund_store_options_set_key_file(made, texts[0], err)
		}
		if code == C.OMNIFUND_OK && o.Machine != "" {
			code = C.omnifund_store_options_set_machine(made, texts[1], err)
		}
		if code == C.OMNIFUND_OK && o.Audit != "" {
			code = C.omnifund_store_options_set_audit(made, texts[2], err)
		}
		if code == C.OMNIFUND_OK && o.Journal != "" {
			code = C.omnifund_store_options_set_journal(made, texts[3], err)
		}
		if code == C.OMNIFUND_OK && o.KeyProtection != "" {
			code = C.omnifund_store_options_set_key_protection(made, texts[4], err)
		}
		if code == C.OMNIFUND_OK && o.Group {
			code = C.omnifund_store_options_set_group(made, err)
		}
		if code == C.OMNIFUND_OK && o.AllowNetwork {
			code = C.omnifund_store_options_allow_network(made, err)
		}
		if code == C.OMNIFUND_OK && o.TakeOver {
			code = C.omnifund_store_options_take_over(made, err)
		}
		if code == C.OMNIFUND_OK && o.MustExist {
			code = C.omnifund_store_options_must_exist(made, err)
		}
		return code
	})
}

// CheckKey tells whether these bytes are a key.
func CheckKey(bytes []byte) *Error {
	key, err := newKey(bytes)
	C.omnifund_key_free(key)
	return err
}

func newKey(bytes []byte) (*C.omnifund_key, *Error) {
	var key *C.omnifund_key
	// No bytes are still something to point to.
	padded := append(bytes[:len(bytes):len(bytes)], 0)
	defer clear(padded)
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_key_from_bytes((*C.uint8_t)(&padded[0]), C.int64_t(len(bytes)), &key, err)
	})
	return key, err
}
