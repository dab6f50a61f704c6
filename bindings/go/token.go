package omnifund

import (
	"time"

	"golang.org/x/oauth2"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// Token is what a grant brought, for programs that keep their tokens. Printed, it shows no secret.
type Token struct {
	contents hidden[abi.Token]
}

func newToken(raw abi.Token, err *abi.Error) (*Token, error) {
	if err != nil {
		return nil, failed(err)
	}
	return &Token{hide(raw)}, nil
}

// AccessToken is for the header "Authorization: Bearer ...". Empty for an exported pair without one.
func (t *Token) AccessToken() string { return t.contents().AccessToken }

// RefreshToken is good for one refresh. Empty where the server gave none: then the one that was sent
// stays good.
func (t *Token) RefreshToken() string { return t.contents().RefreshToken }

// TokenType is as the server wrote it, mostly "bearer".
func (t *Token) TokenType() string { return t.contents().TokenType }

// Scope is space-separated, and empty where there is none.
func (t *Token) Scope() string { return t.contents().Scope }

// ExpiresIn is how long the access token lives from the moment the request left; 0 where the server did
// not say.
func (t *Token) ExpiresIn() time.Duration { return time.Duration(t.contents().ExpiresIn) * time.Second }

// ExpiresAt is the end of the access token by this machine's clock; the zero time where the server did
// not say.
func (t *Token) ExpiresAt() time.Time { return unixTime(t.contents().ExpiresAt) }

// OAuth2 is the same as golang.org/x/oauth2 has it, refresh token included: whoever gets it must be the
// only one to refresh with it.
func (t *Token) OAuth2() *oauth2.Token {
	token := oauth2Token(t.contents())
	token.RefreshToken = t.contents().RefreshToken
	return token
}

// String hides the tokens.
func (t *Token) String() string { return "omnifund.Token{secret}" }

// GoString hides the tokens.
func (t *Token) GoString() string { return t.String() }

// oauth2Token leaves the refresh token out: a helper that finds none can't spend it.
func oauth2Token(raw abi.Token) *oauth2.Token {
	token := &oauth2.Token{
		AccessToken: raw.AccessToken,
		TokenType:   "Bearer",
		Expiry:      unixTime(raw.ExpiresAt),
	}
	if raw.Scope != "" {
		token = token.WithExtra(map[string]any{"scope": raw.Scope})
	}
	return token
}

func unixTime(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0)
}
