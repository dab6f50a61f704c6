package calls

import "context"

// Limit bounds how many calls wait inside C at a time: each holds a thread of the system, and a program
// with 10,000 of them is ended by the Go runtime. All others wait for their turn here, and for ctx.
type Limit chan struct{}

// NewLimit lets so many wait.
func NewLimit(most int) Limit { return make(Limit, most) }

// Detached makes a call that ctx can leave: the call then goes on by itself to its end, so that no
// exchange is broken off, and the handles stay open for it.
func Detached[T any](ctx context.Context, l Limit, call func() (T, error), handles ...*Handle) (T, error) {
	if ctx.Done() == nil {
		return Attached(ctx, l, call, handles...)
	}
	var value T
	end, err := begin(ctx, l, handles)
	if err != nil {
		return value, err
	}
	type result struct {
		value T
		err   error
	}
	ended := make(chan result, 1)
	go func() {
		defer end()
		value, err := call()
		ended <- result{value, err}
	}()
	select {
	case got := <-ended:
		return got.value, got.err
	case <-ctx.Done():
		return value, ctx.Err()
	}
}

// Attached makes a call whose result nobody else could have: ctx ends the wait for its turn only.
func Attached[T any](ctx context.Context, l Limit, call func() (T, error), handles ...*Handle) (T, error) {
	end, err := begin(ctx, l, handles)
	if err != nil {
		var none T
		return none, err
	}
	defer end()
	return call()
}

// begin waits for a turn. The handles are used from then on only, so that a Close waits for the calls
// under way, and those that wait for their turn find it closed.
func begin(ctx context.Context, l Limit, handles []*Handle) (end func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, one := range handles {
		if !one.IsOpen() {
			return nil, ErrClosed
		}
	}
	select {
	case l <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	done, err := UseAll(handles...)
	if err != nil {
		<-l
		return nil, err
	}
	return func() {
		done()
		<-l
	}, nil
}

// Nothing is the result of a call that gives none.
type Nothing = struct{}

// Only makes a function that gives Nothing into a call.
func Only(function func() error) func() (Nothing, error) {
	return func() (Nothing, error) { return Nothing{}, function() }
}
