package omnifund

import (
	"context"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
)

// How many calls of one store may go on at a time; further ones wait for their turn.
const storeCalls = 8

// Store is where sessions and OAuth clients are kept, sealed. Any goroutine may use it at any time, and
// any number of processes the same directory. Whoever opens a store can act as any employee in it.
type Store struct {
	raw    abi.Store
	handle calls.Handle
	calls  calls.Limit
}

// storeOptions are those of one opening.
type storeOptions struct {
	raw abi.StoreOptions
	key *Key
}

// SealedWith seals the records with a key of the application's, and not with the key in the file
// "<store>.key".
func SealedWith(key *Key) StoreOption {
	return func(o *storeOptions) error {
		o.key = key
		return nil
	}
}

// OpenStore opens the store in a directory, which is made where there is none; its parent must be there.
func OpenStore(directory string, options ...StoreOption) (*Store, error) {
	return openStore(options, func(key abi.Key, options abi.StoreOptions) (abi.Store, *abi.Error) {
		return abi.StoreOpenFileWith(directory, key, options)
	})
}

// OpenStoreAt opens the store at a place as OMNIFUND_STORE has it: a directory, or the url of a database that several
// hosts share ("postgresql://...", "mysql://..."). All hosts have the same key: without [SealedWith] it lies in the
// file "<journal>.key", beside the directory of [Journal].
func OpenStoreAt(place string, options ...StoreOption) (*Store, error) {
	return openStore(options, func(key abi.Key, options abi.StoreOptions) (abi.Store, *abi.Error) {
		return abi.StoreOpen(place, key, options)
	})
}

func openStore(
	options []StoreOption, open func(abi.Key, abi.StoreOptions) (abi.Store, *abi.Error),
) (*Store, error) {
	if err := failed(abi.Mismatch()); err != nil {
		return nil, err
	}
	all := storeOptions{raw: abi.StoreOptionsNew()}
	defer all.raw.Free()
	for _, option := range options {
		if err := option(&all); err != nil {
			return nil, err
		}
	}
	var raw abi.Store
	err := all.key.lend(func(key abi.Key) (err *abi.Error) {
		raw, err = open(key, all.raw)
		return err
	})
	return newStore(raw, err)
}

// OpenMemoryStore makes a store in this process's memory: for tests, and for programs that sign in at
// every start.
func OpenMemoryStore() (*Store, error) {
	if err := failed(abi.Mismatch()); err != nil {
		return nil, err
	}
	raw, err := abi.StoreOpenMemory()
	return newStore(raw, err)
}

func newStore(raw abi.Store, err *abi.Error) (*Store, error) {
	if err != nil {
		return nil, failed(err)
	}
	store := &Store{raw: raw, calls: calls.NewLimit(storeCalls)}
	store.handle.Opened(raw.Free)
	return store, nil
}

// Close waits for the calls under way, and ends the store. Its sessions go on. A second Close does
// nothing.
func (s *Store) Close() error { return s.handle.Close() }

// PrepareKey is the first step to change the sealing key: it puts a new one into the key file, which
// opens records and seals none yet.
func (s *Store) PrepareKey(ctx context.Context) error {
	_, err := calls.Detached(ctx, s.calls, calls.Only(func() error { return failed(s.raw.PrepareKey()) }), &s.handle)
	return err
}

// RotateKey is the second step: the prepared key seals from here on, and every record that is sealed
// with another one is sealed anew. It gives their number, also where it failed with others.
func (s *Store) RotateKey(ctx context.Context) (sealed int, err error) {
	return calls.Detached(ctx, s.calls, func() (int, error) {
		sealed, err := s.raw.RotateKey()
		return int(sealed), failed(err)
	}, &s.handle)
}

// Sessions lists the sessions of the store: those of client's OAuth client, or all where client is nil.
// A damaged record is an error with its name; the sessions before it are given too.
func (s *Store) Sessions(ctx context.Context, client *Client) ([]ListedSession, error) {
	var raw abi.Client
	handles := []*calls.Handle{&s.handle}
	if client != nil {
		raw = client.raw
		handles = append(handles, &client.handle)
	}
	return calls.Detached(ctx, s.calls, func() ([]ListedSession, error) {
		listed, err := s.raw.Sessions(raw)
		sessions := make([]ListedSession, len(listed))
		for i, one := range listed {
			sessions[i] = newListedSession(one)
		}
		return sessions, failed(err)
	}, handles...)
}

// MetricsContentType is the Content-Type to serve [Store.Metrics] with.
const MetricsContentType = "text/plain; version=0.0.4; charset=utf-8"

// Metrics tells how the store and all of its sessions stand, whatever their OAuth client, in Prometheus'
// text format: for a program that serves it. What can't be read is a number in it, and no error. It has
// 32 MiB at most, which are ten thousand sessions; of a larger store omnifund_store_untold_sessions says
// how many are left out. How long a refresh token lives, and whether it may be presented again, is what
// config says, which may be nil.
func (s *Store) Metrics(ctx context.Context, config *Config) (string, error) {
	var raw abi.Config
	handles := []*calls.Handle{&s.handle}
	if config != nil {
		raw = config.raw
		handles = append(handles, &config.handle)
	}
	return calls.Detached(ctx, s.calls, func() (string, error) {
		metrics, err := s.raw.Metrics(raw)
		return metrics.Text, failed(err)
	}, handles...)
}
