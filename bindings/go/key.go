package omnifund

import "github.com/omnifund/libomnifund/bindings/go/internal/abi"

// KeySize is the length of a sealing key.
const KeySize = 32

// Key seals the records of a store. Printed, it shows nothing.
type Key struct {
	contents hidden[[]byte]
}

// NewKey takes over the bytes of a key, of which there must be [KeySize]. They are copied; wipe yours.
func NewKey(bytes []byte) (*Key, error) {
	if err := failed(abi.CheckKey(bytes)); err != nil {
		return nil, err
	}
	return &Key{hide(append([]byte(nil), bytes...))}, nil
}

// String hides the key.
func (k *Key) String() string { return "omnifund.Key{secret}" }

// GoString hides the key.
func (k *Key) GoString() string { return k.String() }
