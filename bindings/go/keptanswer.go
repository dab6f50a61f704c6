package omnifund

import (
	"context"

	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
)

// KeptAnswer gives the answer that could not be understood, or nil where none is kept, from the store: no
// network. [Status] tells whether there is one.
func (s *Session) KeptAnswer(ctx context.Context) (*KeptAnswer, error) {
	return calls.Detached(ctx, s.beside, func() (*KeptAnswer, error) {
		raw, err := s.raw.KeptAnswer()
		if raw == nil {
			return nil, failed(err)
		}
		return newKeptAnswer(*raw, err)
	}, &s.handle)
}

// Recover looks at the kept answer once more, and goes on with the tokens in it: no network. A session does
// so by itself before each refresh. It fails with [CodeNothingKept], or with [CodeStillUnreadable] where the
// answer can't be understood still: then a human looks at [KeptAnswer.Expose], and gives the tokens that
// stand there to [Session.Adopt], or signs in.
func (s *Session) Recover(ctx context.Context) error {
	return s.inTurn(ctx, s.raw.Recover)
}
