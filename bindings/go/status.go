package omnifund

import (
	"context"

	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
)

// Status tells how the session stands, from the store: no network.
func (s *Session) Status(ctx context.Context) (*Status, error) {
	return calls.Detached(ctx, s.beside, func() (*Status, error) {
		raw, err := s.raw.Status()
		if err != nil {
			return nil, failed(err)
		}
		status := newStatus(raw)
		return &status, nil
	}, &s.handle)
}
