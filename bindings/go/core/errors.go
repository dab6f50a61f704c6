package core

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
	"github.com/omnifund/libomnifund/bindings/go/internal/tokens"
)

// What to do about an [Error], for errors.Is. A till needs to look at nothing else.
var (
	// ErrTryLater: wait for as long as [Error].RetryAfter says, and try again.
	ErrTryLater = errors.New("try later")
	// ErrSignInRequired: ask a human for the password, and hand it to [Session.SignIn].
	ErrSignInRequired = errors.New("sign-in required")
	// ErrConfiguration: whoever installed this must mend a setting, the clock, or the OAuth client.
	ErrConfiguration = errors.New("the configuration must be mended")
	// ErrStore: whoever runs this machine must mend the store: space, permissions, the key file.
	ErrStore = errors.New("the store must be mended")
	// ErrRefused: OmniFund does not allow it, and trying again changes nothing.
	ErrRefused = errors.New("refused")
	// ErrBug: the program, or the library, is wrong.
	ErrBug = errors.New("a bug")
)

// ErrClosed is what every method of a closed value returns.
var ErrClosed = calls.ErrClosed

// ErrNoToken is what [Session.Peek] returns where there is no live token.
var ErrNoToken = tokens.ErrNone

// Error is what went wrong. It never holds a client secret, a password or a token.
type Error struct {
	Code    Code
	Advice  Advice
	Outcome Outcome
	// HTTPStatus is 0 where no answer was read.
	HTTPStatus int
	// OAuthError is the server's own, such as "invalid_grant", and empty where it said none.
	OAuthError string
	// Description is the server's error_description. It tells apart what shares a code.
	Description string
	// RetryAfter is how long to wait before another try; 0 where waiting is not the advice.
	RetryAfter time.Duration
	// Message is for the person who reads it: what was tried, what came back, what to do.
	Message string
}

// Error is the message, for a log or a screen.
func (e *Error) Error() string { return fmt.Sprintf("omnifund: %s", e.Message) }

// LogValue is what log/slog shows of it, as a group: numbers by their names, and no field that says nothing.
func (e *Error) LogValue() slog.Value {
	attributes := []slog.Attr{
		slog.String("message", e.Message),
		slog.String("code", e.Code.String()),
		slog.String("advice", e.Advice.String()),
		slog.String("outcome", e.Outcome.String()),
	}
	if e.HTTPStatus != 0 {
		attributes = append(attributes, slog.Int("http_status", e.HTTPStatus))
	}
	if e.OAuthError != "" {
		attributes = append(attributes, slog.String("oauth_error", e.OAuthError))
	}
	if e.Description != "" {
		attributes = append(attributes, slog.String("description", e.Description))
	}
	if e.RetryAfter != 0 {
		attributes = append(attributes, slog.Duration("retry_after", e.RetryAfter))
	}
	return slog.GroupValue(attributes...)
}

// Unwrap gives what to do: one of the Err variables.
func (e *Error) Unwrap() error {
	switch e.Advice {
	case AdviceWait:
		return ErrTryLater
	case AdviceSignIn:
		return ErrSignInRequired
	case AdviceFixConfiguration:
		return ErrConfiguration
	case AdviceFixStorage:
		return ErrStore
	case AdviceRefused:
		return ErrRefused
	default:
		return ErrBug
	}
}

// Is tells whether target is an [Error] of the same code.
func (e *Error) Is(target error) bool {
	other, ok := target.(*Error)
	return ok && other.Code == e.Code
}

// What is below this package can't name its error.
func init() { calls.Failed = failed }

// failed makes an error of what a call returned.
func failed(err *abi.Error) error {
	if err == nil {
		return nil
	}
	return &Error{
		Code:        Code(err.Code),
		Advice:      Advice(err.Advice),
		Outcome:     Outcome(err.Outcome),
		HTTPStatus:  err.HTTPStatus,
		OAuthError:  err.OAuthError,
		Description: err.Description,
		RetryAfter:  time.Duration(err.RetryAfterSeconds) * time.Second,
		Message:     err.Message,
	}
}
