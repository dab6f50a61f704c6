package omnifund

import (
	"context"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// How many calls of one store may go on at a time; further ones wait for their turn.
const storeCalls = 8

// Store is where sessions and OAuth clients are kept, sealed. Any goroutine may use it at any time, and
// any number of processes the same directory. Whoever opens a store can act as any employee in it.
type Store struct {
	raw    abi.Store
	handle handle
	calls  limit
}

// StoreOption says how a store's directory is kept.
type StoreOption func(*abi.StoreOptions)

// SealedWith seals the records with a key of the application's, and not with the key in the file
// "<store>.key".
func SealedWith(key *Key) StoreOption {
	return func(o *abi.StoreOptions) { o.Key = key.contents() }
}

// OlderKey opens records and seals none, beside the key of [SealedWith].
func OlderKey(key *Key) StoreOption {
	return func(o *abi.StoreOptions) { o.OlderKeys = append(o.OlderKeys, key.contents()) }
}

// Machine names this machine, in place of /etc/machine-id: for containers. A store that was made under
// another name is refused.
func Machine(name string) StoreOption {
	return func(o *abi.StoreOptions) { o.Machine = name }
}

// AuditStore is where the store's audit lines go, as [Audit] has it.
func AuditStore(sink string) StoreOption {
	return func(o *abi.StoreOptions) { o.Audit = sink }
}

// KeyFile keeps the sealing key in another file than "<store>.key".
func KeyFile(path string) StoreOption {
	return func(o *abi.StoreOptions) { o.KeyFile = path }
}

// ForGroup lets the directory's group read and write the store too.
func ForGroup() StoreOption {
	return func(o *abi.StoreOptions) { o.Group = true }
}

// OnNetwork takes a directory on a network file system, whose locks somebody has tried.
func OnNetwork() StoreOption {
	return func(o *abi.StoreOptions) { o.AllowNetwork = true }
}

// TakeOver takes a store that another machine made, because it was moved here and that machine uses it
// no more.
func TakeOver() StoreOption {
	return func(o *abi.StoreOptions) { o.TakeOver = true }
}

// KeyProtection says whom Windows lets open the key file, beside its permissions: "user" (who sealed it), "machine" (each
// user of the machine who may read the file), or "none".
func KeyProtection(whom string) StoreOption {
	return func(o *abi.StoreOptions) { o.KeyProtection = whom }
}

// MustExist takes a store that is there and makes none: where the path is mistyped or a disk is not mounted,
// opening fails with [CodeStoreMissing].
func MustExist() StoreOption {
	return func(o *abi.StoreOptions) { o.MustExist = true }
}

// Journal is the directory of this host's own beside a store that several hosts share: there its processes queue,
// and what an exchange brought is durable there before the shared store has it. Without it, it is "omnifund" in the
// directory that systemd names in STATE_DIRECTORY, else in the user's XDG state directory. The key file beside a
// shared store is "<journal>.key".
func Journal(directory string) StoreOption {
	return func(o *abi.StoreOptions) { o.Journal = directory }
}

// OpenStoreAt opens the store at a place as OMNIFUND_STORE has it: a directory, or the url of a database that several
// hosts share ("postgresql://...", "mysql://..."). All hosts have the same key.
func OpenStoreAt(place string, options ...StoreOption) (*Store, error) {
	return openStore(options, func(all abi.StoreOptions) (abi.Store, *abi.Error) {
		return abi.OpenStore(place, all)
	})
}

func openStore(options []StoreOption, open func(abi.StoreOptions) (abi.Store, *abi.Error)) (*Store, error) {
	if err := failed(abi.Mismatch()); err != nil {
		return nil, err
	}
	var all abi.StoreOptions
	for _, option := range options {
		option(&all)
	}
	raw, err := open(all)
	return newStore(raw, err)
}

// OpenStore opens the store in a directory, which is made where there is none; its parent must be there.
func OpenStore(directory string, options ...StoreOption) (*Store, error) {
	return openStore(options, func(all abi.StoreOptions) (abi.Store, *abi.Error) {
		return abi.OpenFileStore(directory, all)
	})
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
	store := &Store{raw: raw, calls: newLimit(storeCalls)}
	store.handle.opened(raw.Free)
	return store, nil
}

// Close waits for the calls under way, and ends the store. Its sessions go on. A second Close does
// nothing.
func (s *Store) Close() error { return s.handle.close() }

// PrepareKey is the first step to change the sealing key: it puts a new one into the key file, which
// opens records and seals none yet.
func (s *Store) PrepareKey(ctx context.Context) error {
	_, err := detached(ctx, s.calls, only(func() error { return failed(s.raw.PrepareKey()) }), &s.handle)
	return err
}

// RotateKey is the second step: the prepared key seals from here on, and every record that is sealed
// with another one is sealed anew. It gives their number, also where it failed with others.
func (s *Store) RotateKey(ctx context.Context) (sealed int, err error) {
	return detached(ctx, s.calls, func() (int, error) {
		sealed, err := s.raw.RotateKey()
		return int(sealed), failed(err)
	}, &s.handle)
}

// Sessions lists the sessions of the store: those of client's OAuth client, or all where client is nil.
// A damaged record is an error with its name; the sessions before it are given too.
func (s *Store) Sessions(ctx context.Context, client *Client) ([]ListedSession, error) {
	var raw abi.Client
	handles := []*handle{&s.handle}
	if client != nil {
		raw = client.raw
		handles = append(handles, &client.handle)
	}
	return detached(ctx, s.calls, func() ([]ListedSession, error) {
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
	handles := []*handle{&s.handle}
	if config != nil {
		raw = config.raw
		handles = append(handles, &config.handle)
	}
	return detached(ctx, s.calls, func() (string, error) {
		text, err := s.raw.Metrics(raw)
		return text, failed(err)
	}, handles...)
}
