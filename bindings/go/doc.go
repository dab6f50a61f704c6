// Package omnifund gives a program a valid OmniFund OAuth2 access token, every time, and never loses the
// session. It is the Go binding of libomnifund, a C library, by cgo.
//
// # Sessions
//
// OmniFund takes each refresh token once, without grace: two programs that refresh together, or one that
// dies before it saved the new one, lock the user out until a human types the password. A [Session] keeps
// the tokens in a store, and one process at a time presents them.
//
//   - Keep one store for all programs of a machine, and let nobody else refresh with its tokens.
//   - Send requests by [Session.HTTPClient], or ask [Session.Token] before each of them and hand the
//     access token to [Session.Reject] at a 401.
//   - Where an error is [ErrSignInRequired], ask a human for the password, and hand it to
//     [Session.SignIn].
//   - Run [Client.KeepAlive] once a day: a refresh token that nobody uses dies after 14 days.
//
// The three calls of OmniFund's page "Managing OAuth Clients", [Client.PasswordGrant],
// [Client.RefreshGrant] and [Client.TokenLogin], are there by themselves too, for programs that keep
// their tokens.
//
// # Errors
//
// An error of the library is an [*Error], and errors.Is tells what to do: [ErrTryLater],
// [ErrSignInRequired], [ErrConfiguration], [ErrStore], [ErrRefused] or [ErrBug]. A context that ended
// gives its own error, and what is closed gives [ErrClosed].
//
// # Secrets
//
// No client secret, password, token or sealing key stands in an error or in a log line, nor is it shown by
// fmt where a [Token], a [Login] or a [Key] is printed. An oauth2.Token is not this package's, and shows its
// tokens: print none.
//
// # Building
//
// The package is linked through pkg-config ("omnifund"); with the build tag omnifund_static the library
// becomes a part of the program.
package omnifund
