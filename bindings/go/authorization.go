package omnifund

import (
	"context"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
)

// Authorization is a question to a user: may this OAuth client act for you (RFC 6749 section 4.1)? Send
// the user's browser to its URL, and hand the URL that the user comes back with to
// [Session.SignInWithCode]. Any goroutine may use it at any time.
type Authorization struct {
	raw        abi.Authorization
	handle     calls.Handle
	url, state string
}

// Authorization makes a question with a random state. The OAuth client has to have redirectURI under
// Profile, API Access, to the letter. It asks nobody.
func (c *Client) Authorization(redirectURI string) (*Authorization, error) {
	if err := c.handle.Use(); err != nil {
		return nil, err
	}
	defer c.handle.Done()
	return newAuthorization(c.raw.Authorization(redirectURI))
}

// AuthorizationWithState makes a question once more, where the user comes back to another request than
// the one that asked: that one kept the state in the user's web session.
func (c *Client) AuthorizationWithState(redirectURI, state string) (*Authorization, error) {
	if err := c.handle.Use(); err != nil {
		return nil, err
	}
	defer c.handle.Done()
	return newAuthorization(c.raw.AuthorizationWithState(redirectURI, state))
}

func newAuthorization(raw abi.Authorization, err *abi.Error) (*Authorization, error) {
	if err != nil {
		return nil, failed(err)
	}
	authorization := &Authorization{raw: raw, url: raw.URL(), state: raw.State()}
	authorization.handle.Opened(raw.Free)
	return authorization, nil
}

// URL is where the user's browser is to go.
func (a *Authorization) URL() string { return a.url }

// State is what the answer is known by: for the user's web session, and for nobody else's eyes.
func (a *Authorization) State() string { return a.state }

// Close waits for the calls under way, and ends the authorization. A second Close does nothing.
func (a *Authorization) Close() error { return a.handle.Close() }

// AuthorizationCodeGrant gets a token for the code that the user came back with (RFC 6749 section 4.1.3).
// redirectURL is the URL that the user came back with, whole or path and query as a web server sees it. A
// code is good once, for 30 seconds.
func (c *Client) AuthorizationCodeGrant(
	ctx context.Context, authorization *Authorization, redirectURL string,
) (*Token, error) {
	return calls.Attached(ctx, c.calls, func() (*Token, error) {
		return newToken(c.raw.AuthorizationCodeGrant(authorization.raw, redirectURL))
	}, &c.handle, &authorization.handle)
}

// SignInWithCode signs the user in with the code that it came back with from OmniFund's authorization
// page. A failed one leaves the pair as it was. OmniFund does not say who logged in there: that it is
// this session's user, the program has to know.
func (s *Session) SignInWithCode(
	ctx context.Context, authorization *Authorization, redirectURL string,
) error {
	_, err := calls.Detached(ctx, s.turn, calls.Only(func() error {
		return failed(s.raw.SignInWithCode(authorization.raw, redirectURL))
	}), &s.handle, &authorization.handle)
	return err
}
