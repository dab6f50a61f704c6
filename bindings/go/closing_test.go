package omnifund_test

import (
	"errors"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/oauth2"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

func TestEveryCallOfWhatIsClosedSaysSo(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	config := got(omnifund.NewConfig(server.Options()...))(t)
	client := got(omnifund.NewClient(config))(t)
	store := got(omnifund.OpenMemoryStore())(t)
	session := got(client.OpenSession(store, omnifundtest.Username))(t)
	open := got(omnifund.OpenMemoryStore())(t)
	defer open.Close()
	must(t, session.SignIn(background, omnifundtest.Password))
	got(session.Token())(t)
	for _, one := range []interface{ Close() error }{config, client, store, session} {
		must(t, one.Close())
		must(t, one.Close())
	}
	for name, call := range map[string]func() error{
		"NewClient":       func() error { _, err := omnifund.NewClient(config); return err },
		"OpenClient":      func() error { _, err := config.OpenClient(open); return err },
		"OpenStore":       func() error { _, err := config.OpenStore(); return err },
		"Config.Session":  func() error { _, err := config.OpenSession(open, "a", "b"); return err },
		"PasswordGrant":   func() error { _, err := client.PasswordGrant(background, "a", "b"); return err },
		"RefreshGrant":    func() error { _, err := client.RefreshGrant(background, "a"); return err },
		"Client.Login":    func() error { _, err := client.TokenLogin(background, "a"); return err },
		"Client.Session":  func() error { _, err := client.OpenSession(open, "a"); return err },
		"KeepAlive":       func() error { return client.KeepAlive(background, open, 0, time.Second, nil) },
		"SaveClient":      func() error { return store.SaveClient(background, "a", "b", "c") },
		"Clients":         func() error { _, err := store.Clients(background); return err },
		"Sessions":        func() error { _, err := store.Sessions(background, nil); return err },
		"Sessions of one": func() error { _, err := open.Sessions(background, client); return err },
		"Metrics":         func() error { _, err := store.Metrics(background, nil); return err },
		"Metrics of one":  func() error { _, err := open.Metrics(background, config); return err },
		"RotateKey":       func() error { _, err := store.RotateKey(background); return err },
		"Token":           func() error { _, err := session.Token(); return err },
		"Peek":            func() error { _, err := session.Peek(); return err },
		"SignIn":          func() error { return session.SignIn(background, "a") },
		"Reject":          func() error { return session.Reject(background, "a") },
		"Refresh":         func() error { return session.Refresh(background) },
		"SignOut":         func() error { return session.SignOut(background) },
		"Forget":          func() error { return session.Forget(background) },
		"Adopt":           func() error { return session.Adopt(background, &oauth2.Token{}, false) },
		"Export":          func() error { _, err := session.Export(background); return err },
		"TokenLogin":      func() error { _, err := session.TokenLogin(background); return err },
		"Status":          func() error { _, err := session.Status(background); return err },
		"KeptAnswer":      func() error { _, err := session.KeptAnswer(background); return err },
		"Recover":         func() error { return session.Recover(background) },
		"Request": func() error {
			_, err := session.Request(background, &omnifund.Request{Path: "/api/x"})
			return err
		},
		"TokenLasting":   func() error { _, err := session.TokenLasting(background, 1); return err },
		"HTTPClient":     func() error { _, err := session.HTTPClient(nil).Get(session.BaseURL()); return err },
		"nothing opened": func() error { _, err := new(omnifund.Session).Token(); return err },
	} {
		if err := call(); !errors.Is(err, omnifund.ErrClosed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestACloseThatRacesWithCallsIsNoCrash(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	client := client(t, server)
	store := got(omnifund.OpenStore(filepath.Join(t.TempDir(), "store")))(t)
	defer store.Close()
	first := got(client.OpenSession(store, omnifundtest.Username))(t)
	must(t, first.SignIn(background, omnifundtest.Password))
	must(t, first.Close())
	for round := 0; round < 50; round++ {
		session := got(client.OpenSession(store, omnifundtest.Username))(t)
		var all sync.WaitGroup
		for i := 0; i < 16; i++ {
			all.Add(1)
			go func() {
				defer all.Done()
				for {
					_, err := session.Token()
					if err == nil {
						_, err = session.Status(background)
					}
					if errors.Is(err, omnifund.ErrClosed) {
						return
					}
					if err != nil {
						t.Error(err)
						return
					}
				}
			}()
		}
		got(session.Token())(t)
		must(t, session.Close())
		all.Wait()
	}
}

func TestACloseWaitsForTheExchangeUnderWay(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server)
	must(t, session.Reject(background, got(session.Token())(t).AccessToken))
	server.Faults(omnifundtest.Fault{DelayMS: 300, Times: 1})
	failed := make(chan error, 1)
	go func() {
		_, err := session.Token()
		failed <- err
	}()
	server.WaitForFault()
	must(t, session.Close())
	if refreshes := server.Refreshes(); len(refreshes) != 1 || refreshes[0].AnsweredMS == nil {
		t.Errorf("there were these refreshes: %+v", refreshes)
	}
	must(t, <-failed)
}

func TestHandlesMayBeClosedInAnyOrder(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	config := got(omnifund.NewConfig(server.Options()...))(t)
	client := got(omnifund.NewClient(config))(t)
	store := got(omnifund.OpenMemoryStore())(t)
	session := got(client.OpenSession(store, omnifundtest.Username))(t)
	must(t, config.Close())
	must(t, client.Close())
	must(t, store.Close())
	must(t, session.SignIn(background, omnifundtest.Password))
	if login := got(session.TokenLogin(background))(t); login.StatusCode() != http.StatusOK {
		t.Errorf("it answered %d", login.StatusCode())
	}
	must(t, session.Close())
}
