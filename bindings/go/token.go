package omnifund

import (
	"time"

	"golang.org/x/oauth2"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// OAuth2 is the token as golang.org/x/oauth2 has it, refresh token included: whoever gets it must be the
// only one to refresh with it.
func (t *Token) OAuth2() *oauth2.Token {
	token := oauth2Token(t.contents())
	token.RefreshToken = t.contents().RefreshToken
	return token
}

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
