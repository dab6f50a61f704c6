package omnifund

import (
	"context"

	"golang.org/x/oauth2"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
	"github.com/omnifund/libomnifund/bindings/go/internal/tokens"
)

// How many calls of one session may go on that need not take turns: requests, token logins and statuses. A slow
// one must not hold up the next access token.
const besideCalls = 8

// Session is one user's sign-in under one OAuth client, kept in a store. Any goroutine may use it at any
// time, and any number of processes the same store: each refresh token is presented by one of them.
//
// It is an oauth2.TokenSource. Ask it for a token before each request, and keep none: a live one costs
// nanoseconds, and no call of C.
//
// A call that asks the server or the store takes the call budget at most ([CallBudget]), and ctx ends the wait
// for it earlier; the call then goes on by itself, and what it brings is kept. One such call of a session
// goes on at a time, beside a few requests, token logins and statuses; all others wait in Go.
type Session struct {
	raw     abi.Session
	baseURL string
	handle  calls.Handle
	sinks   logSinks
	// Whoever changes the pair, one at a time.
	turn   calls.Limit
	beside calls.Limit
	tokens tokens.Source[oauth2.Token]
}

var _ oauth2.TokenSource = (*Session)(nil)

// OpenSession opens the session of a user in the store, and under the OAuth client, that a configuration
// names: the file path, or the environment variables where path is empty, as for [LoadConfig].
func OpenSession(path, username string) (*Session, error) {
	if err := failed(abi.Mismatch()); err != nil {
		return nil, err
	}
	raw, err := abi.SessionOpenConfigured(path, username)
	return newSession(raw, err, nil)
}

func newSession(raw abi.Session, err *abi.Error, sinks logSinks) (*Session, error) {
	if err != nil {
		return nil, failed(err)
	}
	session := &Session{
		raw:     raw,
		baseURL: raw.BaseURL(),
		sinks:   sinks.hold(),
		turn:    calls.NewLimit(1),
		beside:  calls.NewLimit(besideCalls),
	}
	session.tokens.Of(raw, &session.handle, session.turn, oauth2Token)
	session.handle.Opened(func() {
		raw.Free()
		session.sinks.release()
	})
	return session, nil
}

// Close waits for the calls under way, so that a program which then ends breaks off no exchange, and
// gives up the session; its state in the store goes on. Every call after it gives [ErrClosed]. A second
// Close does nothing. It must not be called from a log function.
func (s *Session) Close() error {
	err := s.handle.Close()
	s.tokens.Forget()
	return err
}

// inTurn makes a call that can change the pair.
func (s *Session) inTurn(ctx context.Context, call func() *abi.Error) error {
	_, err := calls.Detached(ctx, s.turn, calls.Only(func() error {
		return failed(call())
	}), &s.handle)
	return err
}

// SignIn signs the user in by password. A failed one leaves the pair as it was. The password is
// forgotten.
func (s *Session) SignIn(ctx context.Context, password string) error {
	return s.inTurn(ctx, func() *abi.Error { return s.raw.SignIn(password) })
}

// SignInSaving signs the user in by password, and saves it with the session: so it can sign in anew by
// itself where the server's reply to a refresh was lost.
func (s *Session) SignInSaving(ctx context.Context, password string, save SavePassword) error {
	return s.inTurn(ctx, func() *abi.Error { return s.raw.SignInSaving(password, int32(save)) })
}

// Refresh refreshes whether it must or not. One that another goroutine or process ended after this call
// began counts.
func (s *Session) Refresh(ctx context.Context) error {
	return s.inTurn(ctx, s.raw.Refresh)
}

// Reject hands back an access token with which you saw a 401. Where it is still the newest, no process
// takes it any more, and the next [Session.Token] refreshes; else nothing happens, so that many workers
// with one stale token make one refresh. A 403 is no rejection. [Session.Transport] does it by itself.
func (s *Session) Reject(ctx context.Context, accessToken string) error {
	return s.tokens.Reject(ctx, accessToken)
}

// SignOut signs out here: the store forgets the pair and a saved password. OmniFund has no call to revoke
// tokens, so they stay good at the server until they end. Where nobody of that name ever signed in it fails
// with [CodeSessionNotFound].
func (s *Session) SignOut(ctx context.Context) error {
	return s.inTurn(ctx, s.raw.SignOut)
}

// Forget signs out here and takes the session out of the store, with its counters and all that is kept of it,
// for a user who has left; also one whose record is damaged. Where there is none it fails with
// [CodeSessionNotFound].
func (s *Session) Forget(ctx context.Context) error {
	return s.inTurn(ctx, s.raw.Forget)
}

// Adopt takes over a pair that was got elsewhere, as by golang.org/x/oauth2; nobody else may refresh with
// it from here on. Without an Expiry its access token is not used. Where somebody is signed in it fails
// with [CodeAlreadySignedIn], unless replace is set.
func (s *Session) Adopt(ctx context.Context, pair *oauth2.Token, replace bool) error {
	access, refresh, end := pair.AccessToken, pair.RefreshToken, int64(0)
	if !pair.Expiry.IsZero() {
		end = pair.Expiry.Unix()
	}
	return s.inTurn(ctx, func() *abi.Error { return s.raw.Adopt(access, refresh, end, replace) })
}

// Export gives the newest pair away, and signs out here in the same step, so that it is never in two
// hands. Once that has begun ctx does not end it: the pair would be lost.
func (s *Session) Export(ctx context.Context) (*Token, error) {
	return calls.Attached(ctx, s.turn, func() (*Token, error) {
		return newToken(s.raw.Export())
	}, &s.handle)
}

// TokenLogin makes a token login with a valid access token; once more with a new one where the server
// refuses it.
func (s *Session) TokenLogin(ctx context.Context) (*Login, error) {
	return calls.Detached(ctx, s.beside, func() (*Login, error) {
		return newLogin(s.raw.TokenLogin())
	}, &s.handle)
}
