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
	raw, err := abi.KeyFromBytes(bytes)
	if err != nil {
		return nil, failed(err)
	}
	raw.Free()
	return &Key{hide(append([]byte(nil), bytes...))}, nil
}

// lend makes a call with C's own of the key, which lives as long as the call; none is lent of nil.
func (k *Key) lend(call func(abi.Key) *abi.Error) *abi.Error {
	if k == nil {
		return call(abi.Key{})
	}
	raw, err := abi.KeyFromBytes(k.contents())
	if err != nil {
		return err
	}
	defer raw.Free()
	return call(raw)
}

// String hides the key.
func (k *Key) String() string { return "omnifund.Key{secret}" }

// GoString hides the key.
func (k *Key) GoString() string { return k.String() }
