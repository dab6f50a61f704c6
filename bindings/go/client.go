package omnifund

import (
	"context"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
)

// How many calls of one client may wait for the server at a time; further ones wait for their turn.
const clientCalls = 64

// Client is an OAuth client ready to talk to one OmniFund, and its three calls by themselves. Any
// goroutine may use it at any time. Each call makes one request, which takes the exchange timeout at
// most ([ExchangeTimeout]), beside what the system's resolver takes longer.
type Client struct {
	raw    abi.Client
	handle calls.Handle
	sinks  logSinks
	calls  calls.Limit
}

// NewClient makes a client from a config's settings and credentials. It asks nobody.
func NewClient(config *Config) (*Client, error) {
	if err := config.handle.Use(); err != nil {
		return nil, err
	}
	defer config.handle.Done()
	raw, err := abi.ClientNew(config.raw)
	return newClient(raw, err, config.sinks)
}

func newClient(raw abi.Client, err *abi.Error, sinks logSinks) (*Client, error) {
	if err != nil {
		return nil, failed(err)
	}
	client := &Client{raw: raw, sinks: sinks.hold(), calls: calls.NewLimit(clientCalls)}
	client.handle.Opened(func() {
		raw.Free()
		client.sinks.release()
	})
	return client, nil
}

// Close waits for the calls under way, and ends the client. Its sessions go on. A second Close does
// nothing.
func (c *Client) Close() error { return c.handle.Close() }

// PasswordGrant gets an access token by user name and password (RFC 6749 section 4.3).
func (c *Client) PasswordGrant(ctx context.Context, username, password string) (*Token, error) {
	return calls.Detached(ctx, c.calls, func() (*Token, error) {
		return newToken(c.raw.PasswordGrant(username, password))
	}, &c.handle)
}

// RefreshGrant gets a new access token and refresh token by refresh token (RFC 6749 section 6). OmniFund
// takes each refresh token once: save the new one before you do anything else. Where an error's Outcome
// is [OutcomeUnknown], the old one may be spent or not.
//
// Once the request is sent, its answer is waited for whatever becomes of ctx, for the exchange timeout
// at most: the new refresh token would be lost.
func (c *Client) RefreshGrant(ctx context.Context, refreshToken string) (*Token, error) {
	return calls.Attached(ctx, c.calls, func() (*Token, error) {
		return newToken(c.raw.RefreshGrant(refreshToken))
	}, &c.handle)
}

// TokenLogin logs the access token's user in (the specification's "Token Login").
func (c *Client) TokenLogin(ctx context.Context, accessToken string) (*Login, error) {
	return calls.Detached(ctx, c.calls, func() (*Login, error) {
		return newLogin(c.raw.TokenLogin(accessToken))
	}, &c.handle)
}

// OpenSession opens the session of a user in a store. Nobody needs to be signed in. Client and store may
// be closed before the session.
func (c *Client) OpenSession(store *Store, username string) (*Session, error) {
	done, err := calls.UseAll(&c.handle, &store.handle)
	if err != nil {
		return nil, err
	}
	defer done()
	raw, failure := abi.SessionOpen(c.raw, store.raw, username)
	return newSession(raw, failure, c.sinks)
}
