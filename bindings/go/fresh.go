package omnifund

import (
	"sync/atomic"
	"time"

	"golang.org/x/oauth2"
)

// changes counts what this process did that can make a cached token wrong: to any session, since two
// handles can be open on one.
var changes atomic.Uint64

func changed() { changes.Add(1) }

// cache holds a token that needs nothing, so that asking for it costs no call of C.
type cache struct{ held atomic.Pointer[freshToken] }

type freshToken struct {
	token oauth2.Token
	// until has the monotonic clock's reading too, which nobody can set.
	until time.Time
	// The wall clock stands in for the time that the machine sleeps.
	untilUnix int64
	changes   uint64
}

func (c *cache) forget() { c.held.Store(nil) }

// token gives a copy, for the caller may write into it.
func (c *cache) token() *oauth2.Token {
	held := c.held.Load()
	if held == nil || held.changes != changes.Load() {
		return nil
	}
	now := time.Now()
	if !now.Before(held.until) || now.Unix() >= held.untilUnix {
		return nil
	}
	token := held.token
	return &token
}

// keep holds a token that is fresh for so long from a time on; before is what changes was before the call
// that gave it. One that is not fresh is not held: each call comes to the library, which has something to do, such
// as to refresh, or to save a pair that the store would not take.
func (c *cache) keep(token *oauth2.Token, from time.Time, fresh time.Duration, before uint64) {
	if fresh <= 0 {
		c.forget()
		return
	}
	until := from.Add(fresh)
	c.held.Store(&freshToken{*token, until, until.Unix(), before})
}
