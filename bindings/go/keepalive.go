package omnifund

import (
	"context"
	"sync"
	"time"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
)

// GoodAge is a good age for [Client.KeepAlive]: a refresh token that nobody uses dies after 14 days.
const GoodAge = 3 * 24 * time.Hour

// KeepAlive refreshes every session of the client in store whose pair is older than age; run it once a
// day. It takes budget at most (1 ms to 1 hour) and one call, or what is left until ctx's deadline where
// that is less; what does not fit into it is left for the next run. told hears of each session; its error is
// nil where it was refreshed. told may be nil. A session that can't be refreshed is no error of KeepAlive's own.
//
// Where ctx is cancelled, the run goes on by itself, and told hears nothing more.
func (c *Client) KeepAlive(
	ctx context.Context, store *Store, age, budget time.Duration, told func(username string, err error),
) error {
	if deadline, ok := ctx.Deadline(); ok {
		budget = min(budget, max(time.Until(deadline), time.Millisecond))
	}
	listener := &listener{told: told}
	_, err := calls.Detached(ctx, c.calls, calls.Only(func() error {
		seconds, milliseconds := int64(age/time.Second), budget.Milliseconds()
		return failed(c.raw.KeepAlive(store.raw, seconds, milliseconds, listener.hear))
	}), &c.handle, &store.handle)
	listener.leave()
	return err
}

// listener stands between C, which can't be unwound, and a function that may panic or be gone.
type listener struct {
	mu       sync.Mutex
	told     func(string, error)
	panicked any
}

func (l *listener) hear(username string, err *abi.Error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.told == nil {
		return
	}
	defer func() {
		if l.panicked = recover(); l.panicked != nil {
			l.told = nil
		}
	}()
	l.told(username, failed(err))
}

// leave ends the listening, and goes on with a panic where it belongs: in the goroutine that asked.
func (l *listener) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.told = nil
	if l.panicked != nil {
		panic(l.panicked)
	}
}
