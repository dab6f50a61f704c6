package omnifund_test

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// tortured chooses the long form of a test.
func tortured() bool { return os.Getenv("OMNIFUND_TORTURE") != "" }

// Under the race detector, too. The tokens live 2 s, so that several ends fall into the run.
func TestSixtyFourGoroutinesNeverFailAndPresentEachRefreshTokenOnce(t *testing.T) {
	server := omnifundtest.Start(t, "--access-lifetime", "2")
	client := client(t, server)
	directory := filepath.Join(t.TempDir(), "store")
	// Four handles on one store, as four parts of a program would open it.
	var sessions [4]*omnifund.Session
	for i := range sessions {
		store := got(omnifund.OpenStore(directory))(t)
		sessions[i] = got(client.OpenSession(store, omnifundtest.Username))(t)
		must(t, store.Close())
		defer sessions[i].Close()
	}
	must(t, sessions[0].SignIn(background, omnifundtest.Password))

	length := 6 * time.Second
	if tortured() {
		length = time.Minute
	}
	end := time.Now().Add(length)
	var requests, refused atomic.Int64
	var all sync.WaitGroup
	for i := 0; i < 64; i++ {
		session := sessions[i%len(sessions)]
		all.Add(1)
		go func() {
			defer all.Done()
			for time.Now().Before(end) {
				token, err := session.Token()
				if err != nil {
					t.Errorf("no token: %v", err)
					return
				}
				requests.Add(1)
				_, err = client.TokenLogin(background, token.AccessToken)
				if errors.Is(err, &omnifund.Error{Code: omnifund.CodeAccessTokenRefused}) {
					refused.Add(1)
					err = session.Reject(background, token.AccessToken)
				}
				if err != nil {
					t.Errorf("a token login failed: %v", err)
					return
				}
			}
		}()
	}
	all.Wait()

	late, err := lateLogins(server)
	must(t, err)
	presented, err := presentedOnce(server)
	must(t, err)
	if presented < 2 || int64(late) != refused.Load() {
		t.Errorf("%d refreshes; %d refused, %d late", presented, refused.Load(), late)
	}
	t.Logf("%d requests, %d refreshes, %d tokens arrived late", requests.Load(), presented, late)
}
