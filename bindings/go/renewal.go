package omnifund

import (
	"context"
	"errors"
	"time"

	"golang.org/x/oauth2"
)

// renewal is the one call for a token that a session has in flight; whoever needs one waits for it.
type renewal struct {
	done  chan struct{}
	token *oauth2.Token
	err   error
}

// Token gives a valid access token, whatever it takes. It has no refresh token, so that no helper can
// spend it. It fails only where no live token is left.
//
// Do not put it into oauth2.NewClient, nor oauth2.ReuseTokenSource: they keep the token in a cache of
// their own until its end, and go on sending one that the server has rejected. Use [Session.HTTPClient].
// All callers share what it points to: do not write into it.
func (s *Session) Token() (*oauth2.Token, error) {
	if token := s.cache.token(); token != nil {
		return token, nil
	}
	return s.TokenContext(background)
}

// TokenContext gives a valid access token as [Session.Token] does, and waits no longer than ctx allows: where that
// has ended it fails, whether a token is there or not. The exchange goes on all the same, and the token that it brings
// is there for the next call.
func (s *Session) TokenContext(ctx context.Context) (*oauth2.Token, error) {
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
		if token, err := s.Peek(); !errors.Is(err, ErrNoToken) {
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

// Peek gives a live token, or [ErrNoToken]: it asks neither the server nor the store, and waits for
// nobody.
func (s *Session) Peek() (*oauth2.Token, error) {
	if err := s.handle.use(); err != nil {
		return nil, err
	}
	defer s.handle.done()
	raw, ok := s.raw.Peek()
	if rejected := s.rejected.Load(); !ok || rejected != nil && *rejected == raw.AccessToken {
		return nil, ErrNoToken
	}
	return oauth2Token(raw), nil
}

// join gives the renewal that is in flight, or begins one.
func (s *Session) join() (current *renewal, mine bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.inFlight != nil {
		return s.inFlight, false, nil
	}
	if err := s.handle.use(); err != nil {
		return nil, false, err
	}
	s.inFlight = &renewal{done: make(chan struct{})}
	go s.run(s.inFlight)
	return s.inFlight, true, nil
}

// run is done before it gives up its turn: a Reject that comes after it must not be followed by a call
// that joins a renewal from before.
func (s *Session) run(renewal *renewal) {
	defer s.handle.done()
	s.turn <- struct{}{}
	defer func() { <-s.turn }()

	before, asked := changes(), time.Now()
	raw, err := s.raw.Token()
	if err == nil {
		renewal.token = oauth2Token(raw)
		fresh := time.Duration(raw.FreshForMS) * time.Millisecond
		s.cache.keep(renewal.token, asked, fresh, before)
	} else {
		renewal.err = failed(err)
		s.cache.forget()
	}
	s.mu.Lock()
	s.inFlight = nil
	s.mu.Unlock()
	close(renewal.done)
}
