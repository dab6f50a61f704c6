package omnifund

import (
	"context"
	"time"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
)

// KeptAnswer is an answer of the token endpoint that nothing could be made of. It may hold the only tokens
// that there are, so the store keeps it, sealed, until the next success. Printed, it shows none of it.
type KeptAnswer struct {
	contents hidden[abi.KeptAnswer]
}

// KeptAnswer gives the answer that could not be understood, or nil where none is kept, from the store: no
// network. [Status] tells whether there is one.
func (s *Session) KeptAnswer(ctx context.Context) (*KeptAnswer, error) {
	return calls.Detached(ctx, s.beside, func() (*KeptAnswer, error) {
		return newKeptAnswer(s.raw.KeptAnswer())
	}, &s.handle)
}

// Recover looks at the kept answer once more, and goes on with the tokens in it: no network. A session does
// so by itself before each refresh. It fails with [CodeNothingKept], or with [CodeStillUnreadable] where the
// answer can't be understood still: then a human looks at [KeptAnswer.Expose], and gives the tokens that
// stand there to [Session.Adopt], or signs in.
func (s *Session) Recover(ctx context.Context) error {
	return s.inTurn(ctx, s.raw.Recover)
}

func newKeptAnswer(raw *abi.KeptAnswer, err *abi.Error) (*KeptAnswer, error) {
	if err != nil {
		return nil, failed(err)
	}
	if raw == nil {
		return nil, nil
	}
	return &KeptAnswer{hide(*raw)}, nil
}

// AskedAt is when it was asked for.
func (k *KeptAnswer) AskedAt() time.Time { return unixTime(k.contents().AskedAt) }

// Expose gives status line, headers and body as they came, 16 KiB at most. They can hold tokens: whoever
// calls this answers for where they go.
func (k *KeptAnswer) Expose() []byte { return k.contents().Bytes }

// String hides what can hold tokens.
func (k *KeptAnswer) String() string { return "omnifund.KeptAnswer{secret}" }

// GoString hides what can hold tokens.
func (k *KeptAnswer) GoString() string { return k.String() }
