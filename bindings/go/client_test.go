package omnifund_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

func TestTheThreeCallsOfTheSpecification(t *testing.T) {
	t.Parallel()
	client := client(t, omnifundtest.Start(t))
	first := got(client.PasswordGrant(background, omnifundtest.Username, omnifundtest.Password))(t)
	if first.RefreshToken() == "" || first.ExpiresIn() != time.Hour ||
		time.Until(first.ExpiresAt()) > time.Hour || first.TokenType() != "bearer" {
		t.Errorf("a grant brought too little: %v", first.ExpiresAt())
	}
	second := got(client.RefreshGrant(background, first.RefreshToken()))(t)
	if second.AccessToken() == first.AccessToken() {
		t.Error("a refresh brought the same access token")
	}
	if made := second.OAuth2(); made.RefreshToken != second.RefreshToken() || !made.Valid() {
		t.Error("oauth2 gets another token")
	}
	login := got(client.TokenLogin(background, second.AccessToken()))(t)
	if login.StatusCode() != http.StatusOK || login.Header().Get("Content-Type") == "" {
		t.Errorf("it answered %d with %d headers", login.StatusCode(), len(login.Header()))
	}
	_, err := client.RefreshGrant(background, first.RefreshToken())
	wants(t, err, &omnifund.Error{Code: omnifund.CodeRefreshTokenRefused})
}

func TestALoginGivesItsCookiesLocationAndBody(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	server.Faults(omnifundtest.Fault{At: "login", Status: 302, Location: "/home", Body: "gone\x00there"})
	login := got(client(t, server).TokenLogin(background, "token"))(t)
	if login.Location() != "/home" || string(login.Body()) != "gone\x00there" {
		t.Errorf("it answered %q, %q", login.Location(), login.Body())
	}
	server.Faults()
	session := session(t, server)
	login = got(session.TokenLogin(background))(t)
	cookies := login.Cookies()
	if len(cookies) == 0 || cookies[0].Value == "" || cookies[0].Raw != login.Header().Get("Set-Cookie") {
		t.Errorf("there are %d cookies", len(cookies))
	}
}

func TestARefreshThatWasSentIsWaitedForAlthoughItsContextEnds(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	client := client(t, server)
	first := got(client.PasswordGrant(background, omnifundtest.Username, omnifundtest.Password))(t)
	server.Faults(omnifundtest.Fault{DelayMS: 300})
	ctx, cancel := context.WithCancel(background)
	go func() {
		server.WaitForFault()
		cancel()
	}()
	second := got(client.RefreshGrant(ctx, first.RefreshToken()))(t)
	if second.RefreshToken() == "" || ctx.Err() == nil {
		t.Error("the new refresh token is lost")
	}
	_, err := client.RefreshGrant(ctx, second.RefreshToken())
	wants(t, err, context.Canceled)
}

func TestManyCallsOfOneClientHoldFewThreads(t *testing.T) {
	server := omnifundtest.Start(t)
	client := client(t, server)
	server.Faults(omnifundtest.Fault{DelayMS: 500})
	ctx, cancel := context.WithTimeout(background, 300*time.Millisecond)
	defer cancel()
	before := threads()
	ended := make(chan error)
	const many = 2000
	for i := 0; i < many; i++ {
		go func() {
			_, err := client.PasswordGrant(ctx, omnifundtest.Username, omnifundtest.Password)
			ended <- err
		}()
	}
	for i := 0; i < many; i++ {
		wants(t, <-ended, context.DeadlineExceeded)
	}
	if more := threads() - before; more > 100 {
		t.Errorf("they took %d threads", more)
	}
}
