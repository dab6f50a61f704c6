package omnifund_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// resident tells how many bytes of memory this process holds.
func resident(t *testing.T) int {
	t.Helper()
	debug.FreeOSMemory()
	var size, pages int
	text := got(os.ReadFile("/proc/self/statm"))(t)
	got(fmt.Sscan(string(text), &size, &pages))(t)
	return pages * os.Getpagesize()
}

func TestOpeningAskingAndClosingLeavesNothingBehind(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector's own memory grows")
	}
	server := omnifundtest.Start(t)
	settings := server.SettingsFile()
	round := func() {
		session := got(omnifund.OpenSession(settings, omnifundtest.Username))(t)
		got(session.Token())(t)
		must(t, session.Close())
	}
	// A client and a store of their own each time, with a log function, and errors.
	path := filepath.Join(t.TempDir(), "store")
	all := func() {
		options := append(server.Options(), omnifund.LogTo(omnifund.LogLevelError, func(omnifund.LogLevel, string) {}))
		config := got(omnifund.NewConfig(options...))(t)
		client := got(omnifund.NewClient(config))(t)
		store := got(omnifund.OpenStore(path))(t)
		session := got(client.OpenSession(store, "nobody"))(t)
		_, err := session.Token()
		wants(t, err, omnifund.ErrSignInRequired)
		for _, one := range []interface{ Close() error }{config, client, store, session} {
			must(t, one.Close())
		}
	}
	first := got(omnifund.OpenSession(settings, omnifundtest.Username))(t)
	must(t, first.SignIn(background, omnifundtest.Password))
	must(t, first.Close())

	rounds := 4000
	if tortured() {
		rounds = 100_000
	}
	warm := rounds / 4
	before := 0
	for i := 0; i < rounds; i++ {
		if i == warm {
			before = resident(t)
		}
		round()
		if i%4 == 0 {
			all()
		}
	}
	grown := resident(t) - before
	t.Logf("%d rounds: %d KiB more than after the first %d", rounds, grown/1024, warm)
	if grown > 2<<20 {
		t.Errorf("%d bytes are left behind", grown)
	}
}
