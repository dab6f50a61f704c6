package omnifund_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// refreshedInVain gives what the session was answered by the fault, and could not read.
func refreshedInVain(t *testing.T, server *omnifundtest.Server, session *omnifund.Session, fault omnifundtest.Fault) *omnifund.KeptAnswer {
	t.Helper()
	fault.Grant, fault.Times = "refresh_token", 1
	server.Faults(fault)
	wants(t, session.Refresh(background), omnifund.ErrTryLater)
	kept := got(session.KeptAnswer(background))(t)
	if kept == nil {
		t.Fatal("no answer is kept")
	}
	return kept
}

func TestAnAnswerThatCouldNotBeUnderstoodIsKeptUntilTheNextSuccess(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server)
	kept := refreshedInVain(t, server, session, omnifundtest.Fault{GarbageAfterCommit: true})
	content := string(kept.Expose())
	if !strings.HasPrefix(content, "HTTP/1.1 200 OK\r\n") || !strings.HasSuffix(content, "\r\n\r\n{\"access_token\":\"") {
		t.Errorf("it is not as it came: %q", content)
	}
	if ago := time.Since(kept.AskedAt()); ago < -10*time.Minute || ago > 10*time.Minute {
		t.Errorf("it was asked for %v ago", ago)
	}
	if at := got(session.Status(background))(t).KeptAnswer; !at.Equal(kept.AskedAt()) {
		t.Errorf("the status says %v, and the answer %v", at, kept.AskedAt())
	}
	err := session.Recover(background)
	wants(t, err, omnifund.ErrRefused)
	wants(t, err, &omnifund.Error{Code: omnifund.CodeStillUnreadable})

	must(t, session.SignIn(background, omnifundtest.Password))
	if answer := got(session.KeptAnswer(background))(t); answer != nil {
		t.Error("it is kept after a sign-in")
	}
}

func TestAKeptAnswerIsShownToNobodyWhoDoesNotAskForIt(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	kept := refreshedInVain(t, server, session(t, server), omnifundtest.Fault{GarbageAfterCommit: true})
	content := string(kept.Expose())
	held := struct{ kept omnifund.KeptAnswer }{*kept}
	shown := ""
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		shown += fmt.Sprintf(verb+verb+verb+verb, kept, *kept, held, &held)
	}
	for _, part := range []string{"access_token", fmt.Sprintf("%x", "access_token"), fmt.Sprint([]byte(content[:8]))} {
		if strings.Contains(shown, strings.Trim(part, "[]")) {
			t.Errorf("%q is shown", part)
		}
	}
}

func TestTokensThatAHumanFindsInAKeptAnswerCanBeAdopted(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	page := "<p>Your refresh token is " + got(session(t, server).Export(background))(t).RefreshToken() + ".</p>"
	adopting := session(t, server)
	kept := refreshedInVain(t, server, adopting, omnifundtest.Fault{Status: 200, Body: page})
	found := regexp.MustCompile(`token is (\w+)`).FindSubmatch(kept.Expose())
	if found == nil {
		t.Fatalf("no token in %q", kept.Expose())
	}
	must(t, adopting.Adopt(background, &oauth2.Token{RefreshToken: string(found[1])}, true))
	if answer := got(adopting.KeptAnswer(background))(t); answer != nil {
		t.Error("it is kept after its tokens were adopted")
	}
	got(adopting.Token())(t)
}
