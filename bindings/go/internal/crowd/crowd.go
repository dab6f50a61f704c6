// Package crowd is load for tests: many goroutines that log in with a session's tokens.
package crowd

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
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
	// Charges were made through a session.
	Charges int64
	// RefusedCharges are those whose token ended twice on their way.
	RefusedCharges int64
}

// Till is whose charges they are: customers of that last name, at the local server.
const Till = "goroutines"

// LogIn has 64 goroutines ask the sessions for tokens and log in with them, and make charges through the sessions,
// again and again, as long as goesOn says. A token that the server refuses is rejected. It gives the first other
// error, if there was one.
func LogIn(client *omnifund.Client, sessions []*omnifund.Session, goesOn func() bool) (Seen, error) {
	var requests, refused, charges, refusedCharges atomic.Int64
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
				if err == nil {
					err = charge(session, &charges, &refusedCharges)
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
	return Seen{requests.Load(), refused.Load(), charges.Load(), refusedCharges.Load()}, <-failed
}

func charge(session *omnifund.Session, made, refused *atomic.Int64) error {
	answer, err := session.Request(context.Background(), &omnifund.Request{
		Method: http.MethodPost,
		Path:   "/api/customers",
		Body:   strings.NewReader(`{"lastName": "` + Till + `"}`),
	})
	switch {
	case err != nil:
		return err
	case answer.StatusCode == http.StatusCreated:
		made.Add(1)
	case answer.StatusCode == http.StatusUnauthorized:
		refused.Add(1)
	default:
		return fmt.Errorf("a charge is answered with %d: %s", answer.StatusCode, answer.Body)
	}
	return nil
}

// Charges is how many charges of the crowd the server has.
func Charges(session *omnifund.Session) (int64, error) {
	answer, err := session.Request(context.Background(), &omnifund.Request{
		Path: "/api/customers?itemsPerPage=1&lastName=" + Till,
	})
	if err != nil {
		return 0, err
	}
	var customers struct {
		Total int64 `json:"hydra:totalItems"`
	}
	err = answer.JSON(&customers)
	return customers.Total, err
}
