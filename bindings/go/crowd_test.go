package omnifund_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/internal/crowd"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// tortured chooses the long form of a test.
func tortured() bool { return os.Getenv("OMNIFUND_TORTURE") != "" }

// Under the race detector, too. The tokens live 2 s, so that several ends fall into the run.
func TestSixtyFourGoroutinesNeverFailAndPresentEachRefreshTokenOnce(t *testing.T) {
	server := omnifundtest.Start(t, "--access-lifetime", "2")
	// A busy machine may take its time.
	client := client(t, server, omnifund.ConnectTimeout(time.Minute), omnifund.ExchangeTimeout(time.Minute),
		omnifund.CallBudget(2*time.Minute))
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
	seen, err := crowd.LogIn(client, sessions[:], func() bool { return time.Now().Before(end) })
	must(t, err)

	late, err := lateLogins(server)
	must(t, err)
	presented, err := presentedOnce(server)
	must(t, err)
	if presented < 2 || int64(late) != seen.Refused {
		t.Errorf("%d refreshes; %d refused, %d late", presented, seen.Refused, late)
	}
	// Each charge that was answered is there once, and no other.
	if there := got(crowd.Charges(sessions[0]))(t); there != seen.Charges || there <= seen.RefusedCharges {
		t.Errorf("%d charges are there of %+v", there, seen)
	}
	t.Logf("%d logins, %d charges, %d refreshes, %d tokens arrived late", seen.Requests, seen.Charges, presented, late)
}
