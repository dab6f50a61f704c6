package omnifund

import (
	"context"

	"golang.org/x/oauth2"
)

// Token gives a valid access token, whatever it takes. It has no refresh token, so that no helper can
// spend it. It fails only where no live token is left.
//
// Do not put it into oauth2.NewClient, nor oauth2.ReuseTokenSource: they keep the token in a cache of
// their own until its end, and go on sending one that the server has rejected. Use [Session.HTTPClient].
// All callers share what it points to: do not write into it.
func (s *Session) Token() (*oauth2.Token, error) {
	if token := s.tokens.Fresh(); token != nil {
		return token, nil
	}
	return s.tokens.Token(background)
}

// TokenContext gives a valid access token as [Session.Token] does, and waits no longer than ctx allows: where that
// has ended it fails, whether a token is there or not. The exchange goes on all the same, and the token that it brings
// is there for the next call.
func (s *Session) TokenContext(ctx context.Context) (*oauth2.Token, error) {
	return s.tokens.Token(ctx)
}

// Peek gives a live token, or [ErrNoToken]: it asks neither the server nor the store, and waits for
// nobody.
func (s *Session) Peek() (*oauth2.Token, error) { return s.tokens.Peek() }
