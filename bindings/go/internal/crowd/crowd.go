// Package crowd is load for tests: many goroutines that log in with a session's tokens.
package crowd

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
)

const goroutines = 64

// Seen is what a crowd has seen.
type Seen struct {
	// Requests are token logins.
	Requests int64
	// Refused are those whose token the server refused.
	Refused int64
}

// LogIn has 64 goroutines ask the sessions for tokens and log in with them, again and again, as long as goesOn
// says. A token that the server refuses is rejected. It gives the first other error, if there was one.
func LogIn(client *omnifund.Client, sessions []*omnifund.Session, goesOn func() bool) (Seen, error) {
	var requests, refused atomic.Int64
	var all sync.WaitGroup
	failed := make(chan error, goroutines)
	for i := 0; i < goroutines; i++ {
		session := sessions[i%len(sessions)]
		all.Add(1)
		go func() {
			defer all.Done()
			for goesOn() {
				token, err := session.Token()
				if err == nil {
					requests.Add(1)
					_, err = client.TokenLogin(context.Background(), token.AccessToken)
				}
				if errors.Is(err, &omnifund.Error{Code: omnifund.CodeAccessTokenRefused}) {
					refused.Add(1)
					err = session.Reject(context.Background(), token.AccessToken)
				}
				if err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	all.Wait()
	close(failed)
	return Seen{Requests: requests.Load(), Refused: refused.Load()}, <-failed
}
