// Package calls bounds the calls of a thing of the library's, and ends it once the last of them has ended.
package calls

import (
	"errors"
	"sync"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// ErrClosed is what every call of a closed handle gives.
var ErrClosed = errors.New("omnifund: it is closed")

// Failed makes the error that programs see of what a call of C returned; package core sets it, where that error is
// at home.
var Failed func(*abi.Error) error

// Handle is a thing of the library's that calls use, and that Close frees once the last of them has
// ended. A count and no read-write lock: a caller that has a context must not be held up by a Close.
type Handle struct {
	mu     sync.Mutex
	uses   int
	open   bool
	free   func()
	closed chan struct{}
}

// Opened begins its life, which free ends.
func (h *Handle) Opened(free func()) {
	h.open, h.free, h.closed = true, free, make(chan struct{})
}

// IsOpen tells whether it takes new calls.
func (h *Handle) IsOpen() bool {
	if h == nil {
		return false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.open
}

// Use begins a call, which Done ends.
func (h *Handle) Use() error {
	// Of a session that nobody opened.
	if h == nil {
		return ErrClosed
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.open {
		return ErrClosed
	}
	h.uses++
	return nil
}

// Done ends a call.
func (h *Handle) Done() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.uses--
	h.freeUnused()
}

// Close ends it for new calls, and waits for those under way.
func (h *Handle) Close() error {
	h.mu.Lock()
	if h.closed == nil {
		h.mu.Unlock()
		return nil
	}
	if h.open {
		h.open = false
		h.freeUnused()
	}
	h.mu.Unlock()
	<-h.closed
	return nil
}

func (h *Handle) freeUnused() {
	if !h.open && h.uses == 0 && h.free != nil {
		h.free()
		h.free = nil
		close(h.closed)
	}
}

// UseAll begins a call that needs several; where one is closed it uses none.
func UseAll(handles ...*Handle) (done func(), err error) {
	for i, one := range handles {
		if err := one.Use(); err != nil {
			for _, used := range handles[:i] {
				used.Done()
			}
			return nil, err
		}
	}
	return func() {
		for _, used := range handles {
			used.Done()
		}
	}, nil
}
