package omnifund_test

import (
	"fmt"
	"testing"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// lateLogins counts the token logins that were refused because their token had ended when the server looked
// at it, a busy one some time after it arrived. Where another one failed that is an error.
func lateLogins(server *omnifundtest.Server) (late int, err error) {
	for _, login := range server.Logins() {
		switch {
		case login.Status == 200:
		case login.Status == 401 && login.Reason == "the access token has expired":
			late++
		default:
			return late, fmt.Errorf("refused without need: %+v", login)
		}
	}
	return late, nil
}

// presentedOnce counts the refresh tokens that were presented. Where one was presented twice, or refused,
// that is an error.
func presentedOnce(server *omnifundtest.Server) (int, error) {
	presented := map[string]bool{}
	for _, refresh := range server.Refreshes() {
		if presented[refresh.Presented] || refresh.Status != 200 {
			return len(presented), fmt.Errorf("presented twice, or refused: %+v", refresh)
		}
		presented[refresh.Presented] = true
	}
	return len(presented), nil
}

// logInAfter is a login that was held up, with its token, while something happened to the server.
func logInAfter(t *testing.T, happens func(*omnifundtest.Server)) *omnifundtest.Server {
	t.Helper()
	server := omnifundtest.Start(t)
	session, client := session(t, server), client(t, server)
	token := got(session.Token())(t).AccessToken
	got(client.TokenLogin(background, token))(t)
	happens(server)
	if _, err := client.TokenLogin(background, token); err == nil {
		t.Fatal("the login was not refused")
	}
	return server
}

func TestTheJudgeExcusesATokenThatCameAfterItsEnd(t *testing.T) {
	t.Parallel()
	server := logInAfter(t, (*omnifundtest.Server).ExpireAccessTokens)
	logins := server.Logins()
	if len(logins) != 2 || logins[0].Status != 200 || logins[1].Status != 401 {
		t.Fatalf("these logins came: %+v", logins)
	}
	if late, err := lateLogins(server); late != 1 || err != nil {
		t.Errorf("%d late, %v", late, err)
	}
}

func TestTheJudgeExcusesATokenThatEndedBeforeABusyServerLookedAtIt(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session, client := session(t, server), client(t, server)
	server.Faults(omnifundtest.Fault{At: "login", DelayMS: 3000})
	ended := make(chan error)
	token := got(session.Token())(t).AccessToken
	go func() {
		_, err := client.TokenLogin(background, token)
		ended <- err
	}()
	server.WaitForFault()
	// The server counts in milliseconds, and both must not fall into one.
	time.Sleep(10 * time.Millisecond)
	server.ExpireAccessTokens()
	wants(t, <-ended, &omnifund.Error{Code: omnifund.CodeAccessTokenRefused})
	if login := server.Logins()[0]; login.ArrivedMS >= login.ExpiresMS {
		t.Errorf("it had ended before it arrived: %+v", login)
	}
	if late, err := lateLogins(server); late != 1 || err != nil {
		t.Errorf("%d late, %v", late, err)
	}
}

func TestTheJudgeExcusesNothingElse(t *testing.T) {
	t.Parallel()
	answers := func(status int) func(*omnifundtest.Server) {
		return func(server *omnifundtest.Server) {
			server.Faults(omnifundtest.Fault{At: "login", Status: status})
		}
	}
	for name, happens := range map[string]func(*omnifundtest.Server){
		"a live token is refused": func(server *omnifundtest.Server) { server.RefuseAll(true) },
		"a gateway answers 401":   answers(401),
		"a gateway answers 500":   answers(500),
		"the user is disabled":    func(server *omnifundtest.Server) { server.Disable(omnifundtest.Username) },
		"a 500 for a token's end": func(server *omnifundtest.Server) {
			server.ExpireAccessTokens()
			answers(500)(server)
		},
	} {
		happens := happens
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if late, err := lateLogins(logInAfter(t, happens)); err == nil {
				t.Errorf("%d were excused", late)
			}
		})
	}
}

func TestTheJudgeFindsARefreshTokenThatWasPresentedTwice(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	client := client(t, server)
	pair := got(client.PasswordGrant(background, omnifundtest.Username, omnifundtest.Password))(t)
	got(client.RefreshGrant(background, pair.RefreshToken()))(t)
	if presented, err := presentedOnce(server); presented != 1 || err != nil {
		t.Errorf("%d presented, %v", presented, err)
	}
	if _, err := client.RefreshGrant(background, pair.RefreshToken()); err == nil {
		t.Fatal("a refresh token was taken twice")
	}
	if presented, err := presentedOnce(server); err == nil {
		t.Errorf("%d presented, and nothing was found", presented)
	}
}
