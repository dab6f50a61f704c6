package omnifund_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// How a program of its own ends, which this test program plays where the variable is set.
const endingVariable = "OMNIFUND_TEST_ENDING"

// playEnding ends while a goroutine is in mid-exchange, if this process is to do so.
func playEnding() (code int, played bool) {
	way := os.Getenv(endingVariable)
	if way == "" {
		return 0, false
	}
	session, err := omnifund.OpenSession("", omnifundtest.Username)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1, true
	}
	go func() { _ = session.Refresh(background) }()
	// The test closes it when the server has the request in its hands.
	_, _ = io.Copy(io.Discard, os.Stdin)
	if way == "close" {
		_ = session.Close()
		return 0, true
	}
	return omnifund.EndExchanges(30 * time.Second), true
}

func TestAProgramThatEndsWhileAGoroutineRefreshesWaitsForThePair(t *testing.T) {
	t.Parallel()
	for _, way := range []string{"close", "end"} {
		server := omnifundtest.Start(t)
		session := got(omnifund.OpenSession(server.SettingsFile(), omnifundtest.Username))(t)
		must(t, session.SignIn(background, omnifundtest.Password))
		server.Faults(omnifundtest.Fault{Grant: "refresh_token", DelayReplyMS: 400, Times: 1})
		program := exec.Command(os.Args[0])
		program.Env = append(append(os.Environ(), server.Settings()...), endingVariable+"="+way)
		var said strings.Builder
		program.Stderr = &said
		alive := got(program.StdinPipe())(t)
		must(t, program.Start())
		server.WaitForFault()
		must(t, alive.Close())
		if err := program.Wait(); err != nil {
			t.Errorf("%s: %v %s", way, err, said.String())
		}
		// The next process presents the new refresh token.
		must(t, session.Refresh(background))
		must(t, session.Close())
	}
}
