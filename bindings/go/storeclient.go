package omnifund

import (
	"context"

	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
)

// SaveClient keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike
// any other. The secret is sealed, and nothing gives it back.
func (s *Store) SaveClient(ctx context.Context, name, clientID, clientSecret string) error {
	_, err := calls.Detached(ctx, s.calls, calls.Only(func() error {
		return failed(s.raw.SaveClient(name, clientID, clientSecret))
	}), &s.handle)
	return err
}

// RenameClient gives an OAuth client of the store another name. Its sessions stay its sessions.
func (s *Store) RenameClient(ctx context.Context, name, newName string) error {
	_, err := calls.Detached(ctx, s.calls, calls.Only(func() error {
		return failed(s.raw.RenameClient(name, newName))
	}), &s.handle)
	return err
}

// ReplaceClient puts a new client id and secret in the place of lost ones. It gives the number of
// signed-in sessions that this concerns: a refresh token of the old id is never sent under the new one,
// so each session's live access token serves to its end, and then somebody must sign in.
func (s *Store) ReplaceClient(
	ctx context.Context, name, clientID, clientSecret string,
) (sessions int, err error) {
	return calls.Detached(ctx, s.calls, func() (int, error) {
		sessions, err := s.raw.ReplaceClient(name, clientID, clientSecret)
		return int(sessions), failed(err)
	}, &s.handle)
}

// RemoveClient forgets an OAuth client of the store. Its sessions stay, and can be used with its
// credentials only.
func (s *Store) RemoveClient(ctx context.Context, name string) error {
	_, err := calls.Detached(ctx, s.calls, calls.Only(func() error { return failed(s.raw.RemoveClient(name)) }), &s.handle)
	return err
}

// Clients lists the OAuth clients of the store, in the order in which they were first saved.
func (s *Store) Clients(ctx context.Context) ([]StoredClient, error) {
	return calls.Detached(ctx, s.calls, func() ([]StoredClient, error) {
		listed, err := s.raw.Clients()
		clients := make([]StoredClient, len(listed))
		for i, one := range listed {
			clients[i] = newStoredClient(one)
		}
		return clients, failed(err)
	}, &s.handle)
}
