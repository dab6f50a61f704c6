package core

import (
	"time"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// Token is an access token and when it ends. Printed, it shows nothing. All callers of [Session.Token] share one.
type Token struct {
	// A function, since fmt follows pointers and prints private fields without asking them.
	accessToken func() string
	expiresAt   time.Time
}

func newToken(raw abi.Token) *Token {
	token := &Token{accessToken: func() string { return raw.AccessToken }}
	if raw.ExpiresAt != 0 {
		token.expiresAt = time.Unix(raw.ExpiresAt, 0)
	}
	return token
}

// AccessToken is for the header "Authorization: Bearer ...".
func (t *Token) AccessToken() string { return t.accessToken() }

// ExpiresAt is the end of the access token by this machine's clock; the zero time where the server did
// not say.
func (t *Token) ExpiresAt() time.Time { return t.expiresAt }

// String hides the token.
func (t *Token) String() string { return "core.Token{secret}" }

// GoString hides the token.
func (t *Token) GoString() string { return t.String() }
