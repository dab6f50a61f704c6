package omnifund_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

func TestAStoreKeepsOAuthClientsUnderNames(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	store := memoryStore(t)
	must(t, store.SaveClient(background, "Till", "id", "secret"))
	wants(t, store.SaveClient(background, "Till", "other", "secret"),
		&omnifund.Error{Code: omnifund.CodeClientNameTaken})
	must(t, store.RenameClient(background, "Till", "Till 7"))
	replaced := got(store.ReplaceClient(background, "Till 7", omnifundtest.ClientID, omnifundtest.ClientSecret))(t)
	clients := got(store.Clients(background))(t)
	if replaced != 0 || len(clients) != 1 || clients[0].Name != "Till 7" ||
		clients[0].ClientID != omnifundtest.ClientID || clients[0].Since.IsZero() {
		t.Errorf("it keeps %v", clients)
	}

	config := got(omnifund.NewConfig(server.Options()...))(t)
	defer config.Close()
	client := got(config.OpenStoredClient(store, "Till 7"))(t)
	defer client.Close()
	session := got(config.OpenSession(store, "Till 7", omnifundtest.Username))(t)
	defer session.Close()
	must(t, session.SignIn(background, omnifundtest.Password))
	if listed := got(store.Sessions(background, client))(t); len(listed) != 1 {
		t.Errorf("it lists %v", listed)
	}

	must(t, store.RemoveClient(background, "Till 7"))
	_, err := config.OpenSession(store, "Till 7", omnifundtest.Username)
	wants(t, err, &omnifund.Error{Code: omnifund.CodeClientNotFound})
}

func TestItTellsPrometheusOfAllSessionsAndOfADamagedOne(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	client, directory := client(t, server), filepath.Join(t.TempDir(), "store")
	store := got(omnifund.OpenStore(directory))(t)
	defer store.Close()
	must(t, store.SaveClient(background, "Till 7", omnifundtest.ClientID, omnifundtest.ClientSecret))
	for _, user := range []string{"alice", "bob"} {
		session := got(client.OpenSession(store, user))(t)
		must(t, session.Adopt(background, &oauth2.Token{RefreshToken: "refresh token of " + user}, false))
		must(t, session.Close())
	}
	config := got(omnifund.NewConfig(append(server.Options(), omnifund.RefreshLifetime(time.Minute))...))(t)
	defer config.Close()
	for _, settings := range []*omnifund.Config{nil, config} {
		text := got(store.Metrics(background, settings))(t)
		for _, user := range []string{"alice", "bob"} {
			labels := `client="Till 7",client_id="` + omnifundtest.ClientID + `",user="` + user + `"} 1`
			if !strings.Contains(text, labels) {
				t.Errorf("%s is not in\n%s", labels, text)
			}
		}
	}
	records := got(filepath.Glob(directory + "/records/*/1-*"))(t)
	must(t, os.WriteFile(records[0], []byte("damaged"), 0o600))
	text := got(store.Metrics(background, nil))(t)
	if !strings.Contains(text, `omnifund_store_damaged_records{store="`+directory+`"} 1`) {
		t.Errorf("no damaged record in\n%s", text)
	}
}

func TestItListsSessionsOfAllPages(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t, "--user", "other:password")
	client, store := client(t, server), memoryStore(t)
	for _, user := range []struct{ name, password string }{
		{omnifundtest.Username, omnifundtest.Password}, {"other", "password"},
	} {
		session := got(client.OpenSession(store, user.name))(t)
		must(t, session.SignIn(background, user.password))
		must(t, session.Close())
	}
	listed := got(store.Sessions(background, nil))(t)
	if len(listed) != 2 {
		t.Fatalf("it lists %v", listed)
	}
	for _, one := range listed {
		if !one.SignedIn || one.LastRotation.IsZero() || one.BaseURL != server.BaseURL ||
			one.ClientID != omnifundtest.ClientID || one.Username == "" {
			t.Errorf("it lists %+v", one)
		}
	}
}

func TestAKeyOfTheApplicationsOpensWhatItSealed(t *testing.T) {
	t.Parallel()
	server, path := omnifundtest.Start(t), filepath.Join(t.TempDir(), "store")
	old := got(omnifund.NewKey(bytes.Repeat([]byte{1}, omnifund.KeySize)))(t)
	young := got(omnifund.NewKey(bytes.Repeat([]byte{2}, omnifund.KeySize)))(t)
	client := client(t, server)

	store := got(omnifund.OpenStore(path, omnifund.SealedWith(old)))(t)
	session := got(client.OpenSession(store, omnifundtest.Username))(t)
	must(t, session.SignIn(background, omnifundtest.Password))
	must(t, session.Close())
	must(t, store.Close())

	store = got(omnifund.OpenStore(path, omnifund.SealedWith(young), omnifund.OlderKey(old)))(t)
	if sealed := got(store.RotateKey(background))(t); sealed != 1 {
		t.Errorf("%d records were sealed anew", sealed)
	}
	must(t, store.Close())
	store = got(omnifund.OpenStore(path, omnifund.SealedWith(young)))(t)
	defer store.Close()
	session = got(client.OpenSession(store, omnifundtest.Username))(t)
	defer session.Close()
	got(session.Token())(t)
}

func TestAStoreIsItsMachinesByTheNameThatItWasGiven(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store")
	store := got(omnifund.OpenStore(path, omnifund.Machine("till-7")))(t)
	defer store.Close()
	_, err := omnifund.OpenStore(path, omnifund.Machine("till-8"))
	wants(t, err, &omnifund.Error{Code: omnifund.CodeStoreMoved})
}

func TestAStoreThatMustExistIsNotMade(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "mistyped")
	_, err := omnifund.OpenStore(path, omnifund.MustExist())
	wants(t, err, &omnifund.Error{Code: omnifund.CodeStoreMissing})
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("it is there: %v", err)
	}
}

func TestAKeyFileIsSealedForNobodyWhereTheSystemCanNot(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store")
	_, err := omnifund.OpenStore(path, omnifund.KeyProtection("user"), omnifund.OnNetwork())
	wants(t, err, &omnifund.Error{Code: omnifund.CodeInvalidConfiguration})
	got(omnifund.OpenStore(path, omnifund.KeyProtection("none"), omnifund.OnNetwork()))(t).Close()
}

func TestAKeyHas32Bytes(t *testing.T) {
	t.Parallel()
	for _, length := range []int{0, 31, 33} {
		_, err := omnifund.NewKey(make([]byte, length))
		wants(t, err, &omnifund.Error{Code: omnifund.CodeInvalidArgument})
	}
}

func TestTheKeyOfAKeyFileIsChangedInTwoSteps(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	keyFile := filepath.Join(directory, "keys")
	store := got(omnifund.OpenStore(filepath.Join(directory, "store"), omnifund.KeyFile(keyFile),
		omnifund.OnNetwork(), omnifund.TakeOver()))(t)
	defer store.Close()
	before := got(os.ReadFile(keyFile))(t)
	must(t, store.PrepareKey(background))
	got(store.RotateKey(background))(t)
	if bytes.HasPrefix(got(os.ReadFile(keyFile))(t), before[:64]) {
		t.Error("the first key is the old one")
	}
}

func TestAStoreForAGroupIsOpenToIt(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store")
	store := got(omnifund.OpenStore(path, omnifund.ForGroup()))(t)
	defer store.Close()
	if mode := got(os.Stat(path))(t).Mode(); mode.Perm() != 0o770 || mode&os.ModeSetgid == 0 {
		t.Errorf("its mode is %v", mode)
	}
}

func TestAStoreThatOthersMayReadIsAStoreError(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "store")
	must(t, os.Mkdir(path, 0o777))
	must(t, os.Chmod(path, 0o777))
	_, err := omnifund.OpenStore(path)
	wants(t, err, omnifund.ErrStore)
}

func TestTheAuditTellsWhatIsDoneInAStore(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	directory := t.TempDir()
	audit := filepath.Join(directory, "audit")
	store := got(omnifund.OpenStore(filepath.Join(directory, "store"), omnifund.AuditStore("file:"+audit)))(t)
	defer store.Close()
	must(t, store.SaveClient(background, "Till 7", omnifundtest.ClientID, omnifundtest.ClientSecret))
	session := got(client(t, server).OpenSession(store, omnifundtest.Username))(t)
	defer session.Close()
	must(t, session.SignIn(background, omnifundtest.Password))
	lines := string(got(os.ReadFile(audit))(t))
	for _, act := range []string{`"act":"client-add"`, `"act":"sign-in","detail":"password","outcome":"done"`} {
		if !strings.Contains(lines, act) {
			t.Errorf("no %s in %s", act, lines)
		}
	}
	_, err := omnifund.OpenStore(filepath.Join(directory, "other"), omnifund.AuditStore("stderr"))
	wants(t, err, omnifund.ErrConfiguration)
}
