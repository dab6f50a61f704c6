package omnifund

import (
	"github.com/omnifund/libomnifund/bindings/go/core"
	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
)

// Error is what went wrong. It never holds a client secret, a password or a token.
type Error = core.Error

// What to do about an [Error], for errors.Is. A till needs to look at nothing else.
var (
	// ErrTryLater: wait for as long as [Error].RetryAfter says, and try again.
	ErrTryLater = core.ErrTryLater
	// ErrSignInRequired: ask a human for the password, and hand it to [Session.SignIn].
	ErrSignInRequired = core.ErrSignInRequired
	// ErrConfiguration: whoever installed this must mend a setting, the clock, or the OAuth client.
	ErrConfiguration = core.ErrConfiguration
	// ErrStore: whoever runs this machine must mend the store: space, permissions, the key file.
	ErrStore = core.ErrStore
	// ErrRefused: OmniFund does not allow it, and trying again changes nothing.
	ErrRefused = core.ErrRefused
	// ErrBug: the program, or the library, is wrong.
	ErrBug = core.ErrBug
)

// ErrClosed is what every method of a closed value returns.
var ErrClosed = core.ErrClosed

// ErrNoToken is what [Session.Peek] returns where there is no live token.
var ErrNoToken = core.ErrNoToken

// failed makes an error of what a call returned.
func failed(err *abi.Error) error { return calls.Failed(err) }
