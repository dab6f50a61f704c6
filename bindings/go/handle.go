package omnifund

import "sync"

// handle is a thing of the library's that calls use, and that Close frees once the last of them has
// ended. A count and no read-write lock: a caller that has a context must not be held up by a Close.
type handle struct {
	mu     sync.Mutex
	uses   int
	open   bool
	free   func()
	closed chan struct{}
}

func (h *handle) opened(free func()) {
	h.open, h.free, h.closed = true, free, make(chan struct{})
}

func (h *handle) isOpen() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.open
}

// use begins a call, which done ends.
func (h *handle) use() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.open {
		return ErrClosed
	}
	h.uses++
	return nil
}

func (h *handle) done() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.uses--
	h.freeUnused()
}

// close ends it for new calls, and waits for those under way.
func (h *handle) close() error {
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

func (h *handle) freeUnused() {
	if !h.open && h.uses == 0 && h.free != nil {
		h.free()
		h.free = nil
		close(h.closed)
	}
}

// useAll begins a call that needs several; where one is closed it uses none.
func useAll(handles ...*handle) (done func(), err error) {
	for i, one := range handles {
		if err := one.use(); err != nil {
			for _, used := range handles[:i] {
				used.done()
			}
			return nil, err
		}
	}
	return func() {
		for _, used := range handles {
			used.done()
		}
	}, nil
}
