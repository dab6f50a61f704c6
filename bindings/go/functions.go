package omnifund

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// Of a message that a store gives to an error.
const longestMessage = 300

// StoreRecord is what a store keeps under a key.
type StoreRecord struct {
	Version int64
	// WriteID is that of the change that made it.
	WriteID string
	// Age is for how long it has stood there by the store's own clock; negative where it can't tell.
	Age  time.Duration
	Body []byte
}

// StoreLease is the right to change a record.
type StoreLease struct {
	// Fence only grows.
	Fence     int64
	Remaining time.Duration
}

// StoreChange is a change of a record. It is made only while Owner has the lease of Key with this fence and it has
// not ended, else it is [StoreAnswerLost]; and where the version is Expected, else it is [StoreAnswerConflict]. The
// new version is one above; 0 is a record that is not there.
type StoreChange struct {
	Key, Owner, WriteID string
	Fence, Expected     int64
	// Body takes the record away where it is nil.
	Body []byte
}

// StoreFunctions are a store of the application's own: a dumb keeper of sealed records, as omnifund_store_functions
// in the C header describes it. Sealing, waiting and the journal are the library's. Package omnifundsql has one over
// database/sql. It is used by several goroutines at a time.
type StoreFunctions interface {
	Connect(ctx context.Context) (StoreConnection, error)
}

// StoreConnection is a connection of [StoreFunctions], which one goroutine uses at a time. The context has a deadline.
// What is not done is a [*StoreRefusal]; any other error, and a panic, is unknown to have been done from Swap, and a
// failure from all others. No method calls anything of this package.
type StoreConnection interface {
	Close() error
	// Identify gives the store's id: 32 hexadecimal digits, chosen at random when it was made.
	Identify(ctx context.Context) (string, error)
	// Load gives what was swapped last and nothing older; nil where there is no record.
	Load(ctx context.Context, key string) (*StoreRecord, error)
	// Lease tries to take a lease; another's is [StoreAnswerBusy].
	Lease(ctx context.Context, key, owner string, lasting time.Duration) (StoreLease, error)
	Swap(ctx context.Context, change StoreChange) error
	// Release ends a lease early, where it still is that one.
	Release(ctx context.Context, key, owner string, fence int64) error
	// List gives keys between both, in the order of their bytes.
	List(ctx context.Context, after, upTo string, limit int64) ([]string, error)
}

// StoreRefusal is what a store answers in place of doing it.
type StoreRefusal struct {
	Answer StoreAnswer
	// Message is for a person: what was tried, and what came back. Never a secret.
	Message string
	// Remaining is what the other's lease has left, where the answer is [StoreAnswerBusy].
	Remaining time.Duration
}

func (r *StoreRefusal) Error() string {
	if r.Message == "" {
		return fmt.Sprintf("the store answers %d", r.Answer)
	}
	return r.Message
}

// OpenFunctionsStore opens a store over functions of the application's, which several hosts may share. They live until
// the store, and all that was opened in it, has been closed.
func OpenFunctionsStore(functions StoreFunctions, options ...StoreOption) (*Store, error) {
	return openStore(options, func(key abi.Key, options abi.StoreOptions) (abi.Store, *abi.Error) {
		return abi.OpenFunctionsStore(storeFunctions{functions}, key, options)
	})
}

// Detach ends the use of the functions that a store is over: its connections are ended, and no method of them is called
// any more. What is opened in it goes on with [CodeStoreUnreachable]. It does nothing to a store of another kind.
func (s *Store) Detach() error {
	if err := s.handle.Use(); err != nil {
		return err
	}
	defer s.handle.Done()
	s.raw.Detach()
	return nil
}

func init() {
	abi.Adapted = func(functions any) abi.StoreFunctions { return storeFunctions{functions.(StoreFunctions)} }
}

type storeFunctions struct{ functions StoreFunctions }

func (f storeFunctions) Connect(deadlineMS int64, sink abi.Sink) (connection abi.StoreConnection, answer int32) {
	answer = answered(deadlineMS, sink, StoreAnswerFailed, func(ctx context.Context) error {
		opened, err := f.functions.Connect(ctx)
		if err == nil {
			connection = storeConnection{opened}
		}
		return err
	})
	return connection, answer
}

type storeConnection struct{ opened StoreConnection }

func (c storeConnection) Close() {
	defer func() { _ = recover() }()
	_ = c.opened.Close()
}

func (c storeConnection) Identify(deadlineMS int64, sink abi.Sink) int32 {
	return answered(deadlineMS, sink, StoreAnswerFailed, func(ctx context.Context) error {
		id, err := c.opened.Identify(ctx)
		if err == nil {
			sink.Key(id)
		}
		return err
	})
}

func (c storeConnection) Load(deadlineMS int64, key string, sink abi.Sink) int32 {
	return answered(deadlineMS, sink, StoreAnswerFailed, func(ctx context.Context) error {
		record, err := c.opened.Load(ctx, key)
		if err == nil && record != nil {
			age := record.Age.Milliseconds()
			if record.Age < 0 {
				age = -1
			}
			sink.Record(record.Version, record.WriteID, age, record.Body)
		}
		return err
	})
}

func (c storeConnection) Lease(deadlineMS int64, key, owner string, lastingMS int64, sink abi.Sink) int32 {
	return answered(deadlineMS, sink, StoreAnswerFailed, func(ctx context.Context) error {
		lease, err := c.opened.Lease(ctx, key, owner, time.Duration(lastingMS)*time.Millisecond)
		if err == nil {
			sink.Lease(lease.Fence, lease.Remaining.Milliseconds())
		}
		return err
	})
}

func (c storeConnection) Swap(deadlineMS int64, key, owner string, fence, expected int64, writeID string,
	body []byte, sink abi.Sink) int32 {
	return answered(deadlineMS, sink, StoreAnswerUnknown, func(ctx context.Context) error {
		return c.opened.Swap(ctx, StoreChange{
			Key: key, Owner: owner, WriteID: writeID, Fence: fence, Expected: expected, Body: body,
		})
	})
}

func (c storeConnection) Release(deadlineMS int64, key, owner string, fence int64, sink abi.Sink) int32 {
	return answered(deadlineMS, sink, StoreAnswerFailed, func(ctx context.Context) error {
		return c.opened.Release(ctx, key, owner, fence)
	})
}

func (c storeConnection) List(deadlineMS int64, after, upTo string, limit int64, sink abi.Sink) int32 {
	return answered(deadlineMS, sink, StoreAnswerFailed, func(ctx context.Context) error {
		keys, err := c.opened.List(ctx, after, upTo, limit)
		for _, key := range keys {
			sink.Key(key)
		}
		return err
	})
}

// answered calls a method of the application's, and gives what C takes for an answer.
func answered(deadlineMS int64, sink abi.Sink, unknown StoreAnswer, call func(context.Context) error) (answer int32) {
	ctx, cancel := context.WithTimeout(background, time.Duration(deadlineMS)*time.Millisecond)
	defer cancel()
	defer func() {
		if panicked := recover(); panicked != nil {
			answer = int32(unknown)
			sink.Message(oneLine(fmt.Sprintf("the store panicked: %v", panicked)))
		}
	}()
	err := call(ctx)
	if err == nil {
		return int32(StoreAnswerDone)
	}
	sink.Message(oneLine(err.Error()))
	var refusal *StoreRefusal
	if !errors.As(err, &refusal) {
		return int32(unknown)
	}
	if refusal.Answer == StoreAnswerBusy {
		sink.Lease(0, refusal.Remaining.Milliseconds())
	}
	return int32(refusal.Answer)
}

func oneLine(words string) string {
	line, _, _ := strings.Cut(words, "\n")
	line = strings.ReplaceAll(line, "\x00", " ")
	if len(line) > longestMessage {
		line = strings.ToValidUTF8(line[:longestMessage], "")
	}
	return line
}
