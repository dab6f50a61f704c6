package omnifund_test

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// threads tells how many threads of the system this process has.
func threads() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		panic(err)
	}
	_, rest, _ := strings.Cut(string(status), "Threads:")
	number, _, _ := strings.Cut(strings.TrimSpace(rest), "\n")
	count, err := strconv.Atoi(number)
	if err != nil {
		panic(err)
	}
	return count
}

func TestTenThousandGoroutinesWaitForOneRefreshOnFewThreads(t *testing.T) {
	server := omnifundtest.Start(t)
	session := session(t, server)
	must(t, session.Reject(background, got(session.Token())(t).AccessToken))
	server.Faults(omnifundtest.Fault{DelayMS: 2000})
	many := 10_000
	if raceDetector {
		many = 5_000
	}
	before := threads()
	type result struct {
		token string
		err   error
	}
	results := make(chan result)
	for i := 0; i < many; i++ {
		go func() {
			token, err := session.Token()
			if err != nil {
				results <- result{err: err}
				return
			}
			results <- result{token: token.AccessToken}
		}()
	}
	server.WaitForFault()
	if more := threads() - before; more > 20 {
		t.Errorf("they took %d threads", more)
	}
	first := <-results
	for i := 1; i < many; i++ {
		if one := <-results; one != first || one.err != nil {
			t.Fatalf("one got another token, or %v", one.err)
		}
	}
	if refreshes := server.Refreshes(); len(refreshes) != 1 {
		t.Errorf("there were %d refreshes", len(refreshes))
	}
}

func TestAContextEndsTheWaitAndTheExchangeGoesOnAndItsResultIsKept(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server)
	old := got(session.Token())(t).AccessToken
	must(t, session.Reject(background, old))
	server.Faults(omnifundtest.Fault{DelayMS: 500, Times: 1})

	ctx, cancel := context.WithCancel(background)
	go func() {
		server.WaitForFault()
		cancel()
	}()
	_, err := session.TokenContext(ctx)
	wants(t, err, context.Canceled)
	if token := got(session.Token())(t); token.AccessToken == old {
		t.Error("the rejected token was handed out")
	}
	if refreshes := server.Refreshes(); len(refreshes) != 1 || refreshes[0].Status != 200 {
		t.Errorf("there were these refreshes: %+v", refreshes)
	}
}

func TestAContextThatHasEndedIsToldTheSameWithAndWithoutACachedToken(t *testing.T) {
	t.Parallel()
	session := session(t, omnifundtest.Start(t))
	ended, cancel := context.WithCancel(background)
	cancel()
	_, err := session.TokenContext(ended)
	wants(t, err, context.Canceled)
	got(session.Token())(t)
	_, err = session.TokenContext(ended)
	wants(t, err, context.Canceled)
}

func TestAHotTokenEndsWithWhateverEndsItByAnotherHandle(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	client, store := client(t, server), memoryStore(t)
	open := func() *omnifund.Session {
		opened := got(client.OpenSession(store, omnifundtest.Username))(t)
		t.Cleanup(func() { must(t, opened.Close()) })
		return opened
	}
	hot, other := open(), open()
	must(t, hot.SignIn(background, omnifundtest.Password))
	for name, end := range map[string]func(*oauth2.Token) error{
		"a rejection": func(token *oauth2.Token) error { return other.Reject(background, token.AccessToken) },
		"a refresh":   func(*oauth2.Token) error { return other.Refresh(background) },
		"a sign-in":   func(*oauth2.Token) error { return other.SignIn(background, omnifundtest.Password) },
	} {
		first := got(hot.Token())(t)
		if got(hot.Token())(t) != first {
			t.Errorf("before %s it was not hot", name)
		}
		must(t, end(first))
		if got(hot.Token())(t).AccessToken == first.AccessToken {
			t.Errorf("it outlived %s", name)
		}
	}
	got(hot.Token())(t)
	must(t, other.SignOut(background))
	_, err := hot.Token()
	wants(t, err, omnifund.ErrSignInRequired)
}

func TestADeadlineIsHonouredByEveryCallThatCanWait(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server)
	must(t, session.Reject(background, got(session.Token())(t).AccessToken))
	server.Faults(omnifundtest.Fault{DelayMS: 3000, Times: 1})
	go func() { _, _ = session.Token() }()
	server.WaitForFault()
	for name, call := range map[string]func(context.Context) error{
		"token":    func(ctx context.Context) error { _, err := session.TokenContext(ctx); return err },
		"sign-in":  func(ctx context.Context) error { return session.SignIn(ctx, omnifundtest.Password) },
		"refresh":  session.Refresh,
		"reject":   func(ctx context.Context) error { return session.Reject(ctx, "another") },
		"login":    func(ctx context.Context) error { _, err := session.TokenLogin(ctx); return err },
		"sign-out": session.SignOut,
		"forget":   session.Forget,
		"export":   func(ctx context.Context) error { _, err := session.Export(ctx); return err },
	} {
		ctx, cancel := context.WithTimeout(background, 20*time.Millisecond)
		if err := call(ctx); err != context.DeadlineExceeded {
			t.Errorf("%s: %v", name, err)
		}
		cancel()
	}
	// Neither did what waited for its turn happen later.
	got(session.Token())(t)
}

func TestAStatusDoesNotWaitForAnExchange(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server)
	must(t, session.Reject(background, got(session.Token())(t).AccessToken))
	server.Faults(omnifundtest.Fault{DelayMS: 1000, Times: 1})
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = session.Token()
	}()
	server.WaitForFault()
	got(session.Status(background))(t)
	select {
	case <-done:
		t.Error("it waited")
	default:
	}
	<-done
}

func TestALiveTokenIsHandedOutWhileSomebodyRenewsIt(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t, "--access-lifetime", "5")
	session := session(t, server)
	// Longer than the token lives on: whoever waits for the renewal gets it too late.
	server.Faults(omnifundtest.Fault{Grant: "refresh_token", DelayMS: 3000, Times: 1})
	first := got(session.Token())(t).AccessToken
	renewed := make(chan struct{})
	go func() {
		defer close(renewed)
		for got(session.Token())(t).AccessToken == first {
		}
	}()
	server.WaitForFault()
	began := time.Now()
	if token := got(session.Token())(t); token.AccessToken != first || time.Since(began) > time.Second {
		t.Errorf("it took %v", time.Since(began))
	}
	<-renewed
}

func TestARejectedTokenIsNotHandedOutWhileTheRejectionWaitsForItsTurn(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server)
	token := got(session.Token())(t).AccessToken
	server.Faults(omnifundtest.Fault{DelayMS: 500, Times: 1})
	refreshed := make(chan error)
	go func() { refreshed <- session.Refresh(background) }()
	server.WaitForFault()
	ctx, cancel := context.WithTimeout(background, time.Millisecond)
	defer cancel()
	wants(t, session.Reject(ctx, token), context.DeadlineExceeded)
	_, err := session.Peek()
	wants(t, err, omnifund.ErrNoToken)
	must(t, <-refreshed)
	if got(session.Token())(t).AccessToken == token {
		t.Error("it was handed out")
	}
}
