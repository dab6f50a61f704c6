package omnifundtest_test

import (
	"context"
	"testing"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

var background = context.Background()

func wants(t *testing.T, err error, code omnifund.Code) {
	t.Helper()
	failure, ok := err.(*omnifund.Error)
	if !ok || failure.Code != code {
		t.Errorf("wanted code %d, got %v", code, err)
	}
}

func TestTokensEndOnDemandAndTheProgramGoesOn(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session, client := server.Session(), server.Client()
	defer session.Close()
	defer client.Close()
	token, err := session.Token()
	if err != nil {
		t.Fatal(err)
	}
	server.ExpireAccessTokens()
	_, err = client.TokenLogin(background, token.AccessToken)
	wants(t, err, omnifund.CodeAccessTokenRefused)
	if _, err = session.TokenLogin(background); err != nil {
		t.Error(err)
	}
	if logins := server.Logins(); len(logins) != 3 || logins[2].Status != 200 {
		t.Errorf("these token logins came: %+v", logins)
	}
	server.ExpireRefreshTokens()
	wants(t, session.Refresh(background), omnifund.CodeSignInRequired)
}

func TestTheServerRefusesOnDemand(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	client := server.Client()
	defer client.Close()
	server.Lifetimes(2*time.Hour, 24*time.Hour)
	token, err := client.PasswordGrant(background, omnifundtest.Username, omnifundtest.Password)
	if err != nil || token.ExpiresIn() != 2*time.Hour {
		t.Fatalf("%v, %v", token, err)
	}
	server.RefuseAll(true)
	_, err = client.TokenLogin(background, token.AccessToken())
	wants(t, err, omnifund.CodeAccessTokenRefused)
	server.RefuseAll(false)
	server.Disable(omnifundtest.Username)
	_, err = client.TokenLogin(background, token.AccessToken())
	wants(t, err, omnifund.CodeAccessDenied)
	server.Faults(omnifundtest.Fault{Garbage: true})
	_, err = client.PasswordGrant(background, omnifundtest.Username, omnifundtest.Password)
	wants(t, err, omnifund.CodeUnreadableToken)
	if exchanges := server.Exchanges(); len(exchanges) != 2 || exchanges[0].Grant != "password" {
		t.Errorf("these exchanges came: %+v", exchanges)
	}
}

func TestTheServersOfTwoTestsKnowNothingOfEachOther(t *testing.T) {
	t.Parallel()
	one, other := omnifundtest.Start(t), omnifundtest.Start(t)
	session := one.Session()
	defer session.Close()
	if one.BaseURL == other.BaseURL || len(other.Exchanges()) != 0 {
		t.Error("they are one")
	}
}

func TestTokensAgeWithTheServersClockAndNoTestSleeps(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	client := server.Client()
	defer client.Close()
	token, err := client.PasswordGrant(background, omnifundtest.Username, omnifundtest.Password)
	if err != nil {
		t.Fatal(err)
	}
	login := func() error { _, err := client.TokenLogin(background, token.AccessToken()); return err }
	server.MoveClock(59 * time.Minute)
	if err := login(); err != nil {
		t.Errorf("it ended before its hour: %v", err)
	}
	server.MoveClock(61 * time.Minute)
	wants(t, login(), omnifund.CodeAccessTokenRefused)
	server.MoveClock(0)
	if err := login(); err != nil {
		t.Errorf("back at the machine's time: %v", err)
	}
}
