package omnifund_test

import (
	"strings"
	"testing"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

const callback = "http://127.0.0.1:8400/callback"

func TestACodeThatAUserAllowedSignsASessionIn(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	client := client(t, server)
	session := got(client.OpenSession(memoryStore(t), omnifundtest.Username))(t)
	defer session.Close()
	asked := got(client.Authorization(callback))(t)
	defer asked.Close()
	back := server.Allow(asked.URL())

	// The user comes back to another request than the one that asked.
	again := got(client.AuthorizationWithState(callback, asked.State()))(t)
	defer again.Close()
	must(t, session.SignInWithCode(background, again, strings.TrimPrefix(back, "http://127.0.0.1:8400")))
	token := got(session.Token())(t)
	login := got(client.TokenLogin(background, token.AccessToken))(t)
	exchanges := server.Exchanges()
	if login.StatusCode() != 200 || len(exchanges) != 1 || exchanges[0].Grant != "authorization_code" {
		t.Errorf("%d, and these exchanges came: %+v", login.StatusCode(), exchanges)
	}
	// The pair lasts: it is renewed as any other.
	must(t, session.Refresh(background))
	wants(t, session.SignInWithCode(background, asked, back), &omnifund.Error{Code: omnifund.CodeCodeRefused})
}

func TestACodeBringsATokenForARedirectURIWithAQueryOfItsOwn(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	client := client(t, server)
	asked := got(client.Authorization(callback + "?till=7&place=Caf%C3%A9"))(t)
	defer asked.Close()
	token := got(client.AuthorizationCodeGrant(background, asked, server.Allow(asked.URL())))(t)
	if token.AccessToken() == "" || token.RefreshToken() == "" {
		t.Error("it brought no pair")
	}
}

func TestWhatAUserComesBackWithIsTold(t *testing.T) {
	t.Parallel()
	client := client(t, omnifundtest.Start(t))
	asked, err := client.Authorization(callback)
	if err != nil {
		t.Fatal(err)
	}
	defer asked.Close()
	again, err := client.AuthorizationWithState(callback, asked.State())
	if err != nil || again.URL() != asked.URL() {
		t.Fatalf("another URL, or %v", err)
	}
	for url, code := range map[string]omnifund.Code{
		"/callback?error=access_denied&state=" + asked.State(): omnifund.CodeAuthorizationDenied,
		"/callback?code=planted&state=other":                   omnifund.CodeForeignRedirect,
		"/callback?code=nonsense&state=" + asked.State():       omnifund.CodeCodeRefused,
	} {
		_, err := client.AuthorizationCodeGrant(background, again, url)
		wants(t, err, &omnifund.Error{Code: code})
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
	if _, err := client.AuthorizationCodeGrant(background, again, "/callback"); err == nil {
		t.Error("a closed authorization is used")
	}
}
