package omnifund_test

import (
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/oauth2"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

func TestASessionAsksForASignInAndThenHasATokenWithoutARefreshToken(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := got(client(t, server).OpenSession(memoryStore(t), omnifundtest.Username))(t)
	defer session.Close()
	_, err := session.Token()
	wants(t, err, omnifund.ErrSignInRequired)
	_, err = session.Peek()
	wants(t, err, omnifund.ErrNoToken)

	must(t, session.SignIn(background, omnifundtest.Password))
	token := got(session.Token())(t)
	if token.RefreshToken != "" || token.Type() != "Bearer" || !token.Valid() {
		t.Errorf("it has a token of type %s, until %v", token.Type(), token.Expiry)
	}
	if got(session.Peek())(t).AccessToken != token.AccessToken {
		t.Error("another token is seen by a peek")
	}
	first := got(session.Token())(t)
	if first != got(session.Token())(t) {
		t.Error("asking for a live one made another copy")
	}
}

func TestARejectedTokenIsReplacedByOneRefresh(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server)
	token := got(session.Token())(t)
	must(t, session.Reject(background, token.AccessToken))
	must(t, session.Reject(background, token.AccessToken))
	if got(session.Token())(t).AccessToken == token.AccessToken {
		t.Error("a rejected token was handed out")
	}
	if refreshes := server.Refreshes(); len(refreshes) != 1 {
		t.Errorf("there were %d refreshes", len(refreshes))
	}
}

func TestWhatOneHandleChangesAnotherOneSees(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	client, store := client(t, server), memoryStore(t)
	one := got(client.OpenSession(store, omnifundtest.Username))(t)
	defer one.Close()
	other := got(client.OpenSession(store, omnifundtest.Username))(t)
	defer other.Close()
	must(t, one.SignIn(background, omnifundtest.Password))
	first := got(other.Token())(t)
	must(t, one.Refresh(background))
	if got(other.Token())(t).AccessToken == first.AccessToken {
		t.Error("it still has the token from before the refresh")
	}
	must(t, one.SignOut(background))
	_, err := other.Token()
	wants(t, err, omnifund.ErrSignInRequired)
}

func TestAForgottenSessionIsInTheStoreNoMore(t *testing.T) {
	t.Parallel()
	session := session(t, omnifundtest.Start(t))
	must(t, session.SignOut(background))
	if !got(session.Status(background))(t).SignedOut {
		t.Error("it is not signed out")
	}
	must(t, session.Forget(background))
	if got(session.Status(background))(t).SignedOut {
		t.Error("it is signed out still")
	}
	wants(t, session.SignOut(background), &omnifund.Error{Code: omnifund.CodeSessionNotFound})
}

func TestATokenLoginGoesOnWithANewTokenWhereTheServerRefusesTheOldOne(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server)
	before := got(session.Token())(t)
	server.ExpireAccessTokens()
	got(session.TokenLogin(background))(t)
	if got(session.Token())(t).AccessToken == before.AccessToken {
		t.Error("the refused token was handed out")
	}
}

func TestAStatusTellsHowTheSessionStands(t *testing.T) {
	t.Parallel()
	session := session(t, omnifundtest.Start(t))
	must(t, session.Refresh(background))
	status := got(session.Status(background))(t)
	if !status.SignedIn || status.Refused || status.Left < 50*time.Minute || status.Generation != 2 ||
		status.LastRotation.IsZero() || status.Exchanges != 2 || status.Unsaved ||
		!status.FailingSince.IsZero() ||
		status.RefreshTokenEnds.Sub(status.LastRotation) != 14*24*time.Hour {
		t.Errorf("it stands so: %+v", status)
	}
}

func TestAStatusTellsThatTheServerRefusedTheRefreshToken(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server)
	server.ExpireRefreshTokens()
	wants(t, session.Refresh(background), omnifund.ErrSignInRequired)
	status := got(session.Status(background))(t)
	if !status.Refused || status.SignedIn || status.Lost != 1 {
		t.Errorf("it stands so: %+v", status)
	}
}

func TestWhereEveryAnswerWasUnderstoodNoneIsKeptAndNothingRecovered(t *testing.T) {
	t.Parallel()
	session := session(t, omnifundtest.Start(t))
	token := got(session.Token())(t)
	if answer := got(session.KeptAnswer(background))(t); answer != nil {
		t.Errorf("an answer is kept: %v", answer)
	}
	if at := got(session.Status(background))(t).KeptAnswer; !at.IsZero() {
		t.Errorf("an answer is kept since %v", at)
	}
	err := session.Recover(background)
	wants(t, err, omnifund.ErrRefused)
	wants(t, err, &omnifund.Error{Code: omnifund.CodeNothingKept})
	if got(session.Token())(t).AccessToken != token.AccessToken {
		t.Error("the token is another one")
	}
}

func TestAPairGoesFromOneSessionToAnother(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	exporting := session(t, server)
	token := got(exporting.Token())(t)
	pair := got(exporting.Export(background))(t)
	_, err := exporting.Token()
	wants(t, err, omnifund.ErrSignInRequired)

	adopting := got(client(t, server).OpenSession(memoryStore(t), omnifundtest.Username))(t)
	defer adopting.Close()
	must(t, adopting.Adopt(background, pair.OAuth2(), false))
	if got(adopting.Token())(t).AccessToken != token.AccessToken {
		t.Error("it adopted another access token")
	}
	err = adopting.Adopt(background, pair.OAuth2(), false)
	wants(t, err, &omnifund.Error{Code: omnifund.CodeAlreadySignedIn})
	must(t, adopting.Adopt(background, &oauth2.Token{RefreshToken: pair.RefreshToken()}, true))
	if got(adopting.Token())(t).AccessToken == token.AccessToken {
		t.Error("an access token whose end is unknown was used")
	}
}

func TestASavedPasswordSignsInWhereTheRefreshTokenIsRefused(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server)
	must(t, session.SignInSaving(background, omnifundtest.Password, omnifund.SavePasswordInMemory))
	server.ExpireRefreshTokens()
	must(t, session.Reject(background, got(session.Token())(t).AccessToken))
	got(session.Token())(t)
}

func TestKeepAliveRefreshesEachOldSessionAndTellsOfIt(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	client := client(t, server)
	store := got(omnifund.OpenStore(filepath.Join(t.TempDir(), "store")))(t)
	defer store.Close()
	session := got(client.OpenSession(store, omnifundtest.Username))(t)
	defer session.Close()
	must(t, session.SignIn(background, omnifundtest.Password))

	told := map[string]error{}
	hear := func(username string, err error) { told[username] = err }
	must(t, client.KeepAlive(background, store, omnifund.GoodAge, time.Minute, hear))
	if len(told) != 0 {
		t.Errorf("a young one was refreshed: %v", told)
	}
	must(t, client.KeepAlive(background, store, 0, 2*time.Second, hear))
	if err, ok := told[omnifundtest.Username]; !ok || err != nil {
		t.Errorf("it told %v", told)
	}
	must(t, client.KeepAlive(background, store, 0, 2*time.Second, nil))

	server.ExpireRefreshTokens()
	must(t, client.KeepAlive(background, store, 0, 2*time.Second, hear))
	wants(t, told[omnifundtest.Username], omnifund.ErrSignInRequired)
}

func TestAPanicOfAFunctionThatIsToldComesOutWhereItBelongs(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	client, store := client(t, server), memoryStore(t)
	session := got(client.OpenSession(store, omnifundtest.Username))(t)
	defer session.Close()
	must(t, session.SignIn(background, omnifundtest.Password))
	defer func() {
		if recover() != "told" {
			t.Error("the panic is gone")
		}
		must(t, client.KeepAlive(background, store, 0, 2*time.Second, nil))
	}()
	_ = client.KeepAlive(background, store, 0, 2*time.Second, func(string, error) { panic("told") })
}
