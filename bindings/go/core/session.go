package core

import (
	"context"
	"time"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
	"github.com/omnifund/libomnifund/bindings/go/internal/tokens"
)

// background is for what no caller can break off.
var background = context.Background()

// Session is one user's sign-in under one OAuth client, kept in a store. Any goroutine may use it at any
// time, and any number of processes the same store: each refresh token is presented by one of them.
//
// A call that asks the server or the store takes the call budget at most (OMNIFUND_CALL_BUDGET), and ctx ends the
// wait for it earlier; the call then goes on by itself, and what it brings is kept. One such call of a session goes on
// at a time; all others wait in Go.
type Session struct {
	raw     abi.Session
	baseURL string
	handle  calls.Handle
	turn    calls.Limit
	tokens  tokens.Source[Token]
}

// OpenSession opens the session of a user in the store, and under the OAuth client, that a configuration
// names: the file path, or the environment variables where path is empty. Nobody needs to be signed in.
func OpenSession(path, username string) (*Session, error) {
	if err := failed(abi.Mismatch()); err != nil {
		return nil, err
	}
	raw, err := abi.SessionOpenConfigured(path, username)
	if err != nil {
		return nil, failed(err)
	}
	session := &Session{raw: raw, baseURL: raw.BaseURL(), turn: calls.NewLimit(1)}
	session.tokens.Of(raw, &session.handle, session.turn, newToken)
	session.handle.Opened(raw.Free)
	return session, nil
}

// Close waits for the calls under way, so that a program which then ends breaks off no exchange, and
// gives up the session; its state in the store goes on. Every call after it gives [ErrClosed]. A second
// Close does nothing.
func (s *Session) Close() error {
	err := s.handle.Close()
	s.tokens.Forget()
	return err
}

// BaseURL is where OmniFund is: only its origin may be sent the access token.
func (s *Session) BaseURL() string { return s.baseURL }

// Token gives a valid access token, whatever it takes. It fails only where no live token is left.
func (s *Session) Token() (*Token, error) {
	if token := s.tokens.Fresh(); token != nil {
		return token, nil
	}
	return s.tokens.Token(background)
}

// TokenContext gives a valid access token as [Session.Token] does, and waits no longer than ctx allows: where that
// has ended it fails, whether a token is there or not. The exchange goes on all the same, and the token that it brings
// is there for the next call.
func (s *Session) TokenContext(ctx context.Context) (*Token, error) { return s.tokens.Token(ctx) }

// TokenLasting gives a valid access token that counts as good for a time at least, for a batch that must not break
// off; it is refreshed where it must be. It fails with [CodeInvalidArgument] where OmniFund's tokens never last so
// long, and also where a live token is left that does not.
func (s *Session) TokenLasting(ctx context.Context, lasting time.Duration) (*Token, error) {
	seconds := int64((lasting + time.Second - 1) / time.Second)
	return calls.Detached(ctx, s.turn, func() (*Token, error) {
		raw, err := s.raw.TokenLasting(seconds)
		if err != nil {
			return nil, failed(err)
		}
		return newToken(raw), nil
	}, &s.handle)
}

// Peek gives a live token, or [ErrNoToken]: it asks neither the server nor the store, and waits for
// nobody.
func (s *Session) Peek() (*Token, error) { return s.tokens.Peek() }

// Reject hands back an access token with which you saw a 401. Where it is still the newest, no process
// takes it any more, and the next [Session.Token] refreshes; else nothing happens, so that many workers
// with one stale token make one refresh. A 403 is no rejection.
func (s *Session) Reject(ctx context.Context, accessToken string) error {
	return s.tokens.Reject(ctx, accessToken)
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

// SignOut signs out here: the store forgets the pair and a saved password. OmniFund has no call to revoke
// tokens, so they stay good at the server until they end. Where nobody of that name ever signed in it fails
// with [CodeSessionNotFound].
func (s *Session) SignOut(ctx context.Context) error {
	return s.inTurn(ctx, s.raw.SignOut)
}

// inTurn makes a call that can change the pair.
func (s *Session) inTurn(ctx context.Context, call func() *abi.Error) error {
	_, err := calls.Detached(ctx, s.turn, calls.Only(func() error {
		return failed(call())
	}), &s.handle)
	return err
}

// EndExchanges waits until no exchange is under way and every new pair is saved, for budget at most (30 seconds
// is a good one), and tells how many are left; from here on no exchange is started in this process. A program that
// leaves its sessions open, or ends by os.Exit, calls this last.
func EndExchanges(budget time.Duration) int {
	return int(abi.EndExchanges(budget.Milliseconds()))
}
