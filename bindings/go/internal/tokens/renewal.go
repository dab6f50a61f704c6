// Package tokens hands out the token of a session: the one that is at hand, or what one call for all brings.
package tokens

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
)

// ErrNone is where there is no live token.
var ErrNone = errors.New("omnifund: no live token")

// Source gives a session's tokens as its package shows them.
type Source[T any] struct {
	raw    abi.Session
	handle *calls.Handle
	// Whoever changes the pair, one at a time.
	turn  calls.Limit
	shown func(abi.Token) *T

	cache    cache[T]
	mu       sync.Mutex
	inFlight *renewal[T]
	// What Reject was given last: it may wait for its turn, and nobody gets that token meanwhile.
	rejected atomic.Pointer[string]
}

// renewal is the one call for a token that a session has in flight; whoever needs one waits for it.
type renewal[T any] struct {
	done  chan struct{}
	token *T
	err   error
}

// Of begins the source of a session. It has one handle, and one turn, with the session's other calls.
func (s *Source[T]) Of(raw abi.Session, handle *calls.Handle, turn calls.Limit, shown func(abi.Token) *T) {
	s.raw, s.handle, s.turn, s.shown = raw, handle, turn, shown
}

// Fresh gives a token that needs nothing, or nil. All callers get the same one.
func (s *Source[T]) Fresh() *T { return s.cache.token() }

// Forget ends what is kept here.
func (s *Source[T]) Forget() { s.cache.forget() }

// Token gives a valid token, whatever it takes, and waits no longer than ctx allows.
func (s *Source[T]) Token(ctx context.Context) (*T, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if token := s.cache.token(); token != nil {
		return token, nil
	}
	renewal, mine, err := s.join()
	if err != nil {
		return nil, err
	}
	if !mine {
		// Somebody renews it ahead of its end: all others go on with the one that is live.
		if token, err := s.Peek(); !errors.Is(err, ErrNone) {
			return token, err
		}
	}
	select {
	case <-renewal.done:
		if renewal.err != nil {
			return nil, renewal.err
		}
		return renewal.token, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Peek gives a live token, or ErrNone.
func (s *Source[T]) Peek() (*T, error) {
	if err := s.handle.Use(); err != nil {
		return nil, err
	}
	defer s.handle.Done()
	raw, ok := s.raw.Peek()
	if rejected := s.rejected.Load(); !ok || rejected != nil && *rejected == raw.AccessToken {
		return nil, ErrNone
	}
	return s.shown(raw), nil
}

// Reject hands a token back to the library, and gives it to nobody from here on.
func (s *Source[T]) Reject(ctx context.Context, accessToken string) error {
	s.rejected.Store(&accessToken)
	begun.Add(1)
	_, err := calls.Detached(ctx, s.turn, calls.Only(func() error {
		return calls.Failed(s.raw.Reject(accessToken))
	}), s.handle)
	return err
}

// join gives the renewal that is in flight, or begins one.
func (s *Source[T]) join() (current *renewal[T], mine bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.inFlight != nil {
		return s.inFlight, false, nil
	}
	if err := s.handle.Use(); err != nil {
		return nil, false, err
	}
	s.inFlight = &renewal[T]{done: make(chan struct{})}
	go s.run(s.inFlight)
	return s.inFlight, true, nil
}

// run is done before it gives up its turn: a Reject that comes after it must not be followed by a call
// that joins a renewal from before.
func (s *Source[T]) run(renewal *renewal[T]) {
	defer s.handle.Done()
	s.turn <- struct{}{}
	defer func() { <-s.turn }()

	before, asked := changes(), time.Now()
	raw, err := s.raw.Token()
	if err == nil {
		renewal.token = s.shown(raw)
		fresh := time.Duration(raw.FreshForMS) * time.Millisecond
		s.cache.keep(renewal.token, asked, fresh, before)
	} else {
		renewal.err = calls.Failed(err)
		s.cache.forget()
	}
	s.mu.Lock()
	s.inFlight = nil
	s.mu.Unlock()
	close(renewal.done)
}
