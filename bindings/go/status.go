package omnifund

import (
	"context"
	"time"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// Status is how a session stood when it was asked. A time that is not there is the zero time.
type Status struct {
	// SignedIn: there is a pair that the server has not refused.
	SignedIn bool
	// SignedOut: it was signed out here, and nobody has signed in since.
	SignedOut bool
	// Refused: the server refused the refresh token, and nobody has signed in since. The session is lost,
	// and once its access token ends a human must sign in, unless a password was left.
	Refused bool
	// Left is how long the access token counts as good.
	Left time.Duration
	// Generation is how many times the pair has changed.
	Generation int64
	// LastRotation is when it last changed.
	LastRotation time.Time
	// RefreshTokenEnds is when the refresh token presumably ends; the server never says it.
	RefreshTokenEnds time.Time
	// FailingSince is since when tries fail.
	FailingSince time.Time
	// FailuresInARow is how many failed.
	FailuresInARow int64
	// Unsaved: the store would not take the newest pair; this process holds it, and tries again with
	// each call.
	Unsaved bool
	// KeptAnswer is when an answer was asked for that could not be understood and is kept: see
	// [Session.KeptAnswer].
	KeptAnswer time.Time
	// Replays is how often a refresh token was presented again after an unknown outcome.
	Replays int64
	// Exchanges is how many requests were made to the token endpoint, and Failures how many of them
	// brought no new pair.
	Exchanges, Failures int64
	// Waits is how many calls waited for another process or thread.
	Waits int64
	// Lost is how many refresh tokens the server refused: each was a session's end, unless a password
	// was left.
	Lost int64
	// UnsavedPairs is how many pairs the store would not take at first.
	UnsavedPairs int64
}

// Status tells how the session stands, from the store: no network.
func (s *Session) Status(ctx context.Context) (*Status, error) {
	return detached(ctx, s.beside, func() (*Status, error) {
		return newStatus(s.raw.Status())
	}, &s.handle)
}

func newStatus(raw abi.Status, err *abi.Error) (*Status, error) {
	if err != nil {
		return nil, failed(err)
	}
	return &Status{
		SignedIn:         raw.SignedIn,
		SignedOut:        raw.SignedOut,
		Refused:          raw.Refused,
		Left:             time.Duration(raw.SecondsLeft) * time.Second,
		Generation:       raw.Generation,
		LastRotation:     unixTime(raw.LastRotation),
		RefreshTokenEnds: unixTime(raw.RefreshTokenEnds),
		FailingSince:     unixTime(raw.FailingSince),
		FailuresInARow:   raw.FailuresInARow,
		Unsaved:          raw.Unsaved,
		KeptAnswer:       unixTime(raw.KeptAnswer),
		Replays:          raw.Replays,
		Exchanges:        raw.Exchanges,
		Failures:         raw.Failures,
		Waits:            raw.Waits,
		Lost:             raw.Lost,
		UnsavedPairs:     raw.UnsavedPairs,
	}, nil
}
