package tokens

import (
	"sync/atomic"
	"time"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// begun counts rejections that this process has begun: a token is not handed out while one waits for its turn.
var begun atomic.Int64

// changes is another number once a cached token can have ended before its time, whoever ended it: it is of all
// sessions, since two handles can be open on one. Both parts only grow.
func changes() int64 { return abi.Changes() + begun.Load() }

// drift is how far the two clocks may come apart. The monotonic one stands still while the machine sleeps, and the
// wall clock can be set: where they do not agree the library is asked, which knows a third one.
const drift = time.Second

// cache holds a token that needs nothing, so that asking for it costs no call of C.
type cache[T any] struct{ held atomic.Pointer[freshToken[T]] }

type freshToken[T any] struct {
	token *T
	// from has the monotonic clock's reading, which nobody can set.
	from     time.Time
	fromWall int64
	fresh    time.Duration
	changes  int64
}

func (c *cache[T]) forget() { c.held.Store(nil) }

// token gives what all callers share, as golang.org/x/oauth2 does.
func (c *cache[T]) token() *T {
	held := c.held.Load()
	if held == nil || held.changes != changes() {
		return nil
	}
	now := time.Now()
	passed := now.Sub(held.from)
	apart := time.Duration(now.UnixNano()-held.fromWall) - passed
	if passed >= held.fresh || apart > drift || apart < -drift {
		return nil
	}
	return held.token
}

// keep holds a token that is fresh for so long from a time on; before is what changes was before the call
// that gave it. One that is not fresh is not held: each call comes to the library, which has something to do, such
// as to refresh, or to save a pair that the store would not take.
func (c *cache[T]) keep(token *T, from time.Time, fresh time.Duration, before int64) {
	if fresh <= 0 {
		c.forget()
		return
	}
	c.held.Store(&freshToken[T]{token, from, from.UnixNano(), fresh, before})
}
