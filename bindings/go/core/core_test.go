package core_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/core"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

var background = context.Background()

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A session of the user in a store on disk, where nobody has signed in.
func opened(t *testing.T) (*omnifundtest.Server, *core.Session) {
	t.Helper()
	server := omnifundtest.Start(t)
	session, err := core.OpenSession(server.SettingsFile(), omnifundtest.Username)
	must(t, err)
	t.Cleanup(func() { _ = session.Close() })
	return server, session
}

func signedIn(t *testing.T) (*omnifundtest.Server, *core.Session) {
	t.Helper()
	server, session := opened(t)
	must(t, session.SignIn(background, omnifundtest.Password))
	return server, session
}

func token(t *testing.T, session *core.Session) string {
	t.Helper()
	token, err := session.Token()
	must(t, err)
	return token.AccessToken()
}

func TestWhoWantsTheTokenAloneBringsNoHTTPAlong(t *testing.T) {
	t.Parallel()
	output, err := exec.Command("go", "list", "-deps", ".").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	for _, one := range strings.Fields(string(output)) {
		if slices.Contains([]string{"net", "crypto/tls", "golang.org/x/oauth2"}, one) || strings.HasPrefix(one, "net/") {
			t.Errorf("it needs %s", one)
		}
	}
}

func TestASessionOfTheCoreIsThatOfTheWholePackage(t *testing.T) {
	t.Parallel()
	server, session := opened(t)
	if _, err := session.Token(); !errors.Is(err, core.ErrSignInRequired) || !errors.Is(err, omnifund.ErrSignInRequired) {
		t.Errorf("nobody has signed in: %v", err)
	}
	var failure *omnifund.Error
	if err := session.SignIn(background, "wrong"); !errors.As(err, &failure) || failure.Code != core.CodeWrongPassword {
		t.Errorf("a wrong password: %v", err)
	}
	must(t, session.SignIn(background, omnifundtest.Password))
	other, err := omnifund.OpenSession(server.SettingsFile(), omnifundtest.Username)
	must(t, err)
	defer other.Close()
	theirs, err := other.Token()
	must(t, err)
	ours, err := session.Token()
	must(t, err)
	if theirs.AccessToken != ours.AccessToken() || !theirs.Expiry.Equal(ours.ExpiresAt()) {
		t.Error("they have different tokens")
	}
	if session.BaseURL() != server.BaseURL {
		t.Error(session.BaseURL())
	}
}

func TestARefusedTokenIsReplacedForAllThatAsk(t *testing.T) {
	t.Parallel()
	server, session := signedIn(t)
	stale := token(t, session)
	must(t, session.Reject(background, stale))
	var asking sync.WaitGroup
	for i := 0; i < 50; i++ {
		asking.Add(1)
		go func() {
			defer asking.Done()
			if given, err := session.TokenContext(background); err != nil || given.AccessToken() == stale {
				t.Errorf("%v", err)
			}
		}()
	}
	asking.Wait()
	if exchanges := server.Exchanges(); len(exchanges) != 2 {
		t.Errorf("%d exchanges", len(exchanges))
	}
	lasting, err := session.TokenLasting(background, 10*time.Minute)
	must(t, err)
	peeked, err := session.Peek()
	if err != nil || lasting.AccessToken() != peeked.AccessToken() {
		t.Errorf("%v", err)
	}
}

func TestATokenOfTheCoreShowsNothingWhenItIsPrinted(t *testing.T) {
	t.Parallel()
	_, session := signedIn(t)
	given, err := session.Token()
	must(t, err)
	shown := fmt.Sprintf("%v %+v %#v %s", given, *given, given, struct{ Token *core.Token }{given})
	if strings.Contains(shown, given.AccessToken()) {
		t.Error("it shows the token")
	}
}

func TestAnEndedContextAndAClosedSessionAreTold(t *testing.T) {
	t.Parallel()
	_, session := signedIn(t)
	token(t, session)
	ended, end := context.WithCancel(background)
	end()
	if _, err := session.TokenContext(ended); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	must(t, session.SignOut(background))
	if _, err := session.Peek(); !errors.Is(err, core.ErrNoToken) {
		t.Error(err)
	}
	must(t, session.Close())
	if _, err := session.Token(); !errors.Is(err, core.ErrClosed) {
		t.Error(err)
	}
}

// BenchmarkColdStart runs programs from their start to their end: one with the token alone, beside one of cgo that
// does nothing, in turns. The quickest of each is not slowed down by a busy machine.
func BenchmarkColdStart(b *testing.B) {
	programs := []string{"empty", "core"}
	quickest := []time.Duration{time.Hour, time.Hour}
	for i, name := range programs {
		programs[i] = filepath.Join(b.TempDir(), name)
		build := exec.Command("go", "build", "-o", programs[i], "../internal/coldstart/"+name)
		if output, err := build.CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, output)
		}
	}
	b.ResetTimer()
	for run := 0; run < b.N+100; run++ {
		for i, program := range programs {
			began := time.Now()
			process, err := os.StartProcess(program, []string{program}, &os.ProcAttr{})
			must(b, err)
			_, err = process.Wait()
			must(b, err)
			quickest[i] = min(quickest[i], time.Since(began))
		}
	}
	b.ReportMetric(float64(quickest[1])/float64(quickest[0]), "x-empty")
	b.ReportMetric(float64(quickest[1].Microseconds())/1000, "ms")
}

func TestASessionThatNobodyOpenedIsClosed(t *testing.T) {
	t.Parallel()
	var session core.Session
	if _, err := session.Token(); !errors.Is(err, core.ErrClosed) {
		t.Error(err)
	}
	if err := session.Reject(background, "token"); !errors.Is(err, core.ErrClosed) {
		t.Error(err)
	}
}
