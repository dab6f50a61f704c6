package omnifund_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

func TestALogGoesToAFunctionAsLongAsAnybodyCanCallIt(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	var mu sync.Mutex
	var lines []string
	log := omnifund.LogTo(omnifund.LogLevelDebug, func(level omnifund.LogLevel, line string) {
		mu.Lock()
		defer mu.Unlock()
		lines = append(lines, fmt.Sprint(level, " ", line))
	})
	session := server.Session(log)
	must(t, session.Refresh(background))
	must(t, session.Close())
	mu.Lock()
	defer mu.Unlock()
	if len(lines) < 2 {
		t.Errorf("these lines came: %q", lines)
	}
}

func TestALogGoesToALoggerOfSlog(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&text, &slog.HandlerOptions{Level: slog.LevelInfo}))
	server := omnifundtest.Start(t)
	session := session(t, server, omnifund.LogToLogger(omnifund.LogLevelInfo, logger))
	must(t, session.Refresh(background))
	var exchange string
	for _, line := range strings.Split(text.String(), "\n") {
		if strings.Contains(line, " event=exchange ") {
			exchange = line
		}
	}
	for _, part := range []string{
		"level=INFO", " user=" + omnifundtest.Username, " client_id=" + omnifundtest.ClientID, " duration=", " code=0",
	} {
		if !strings.Contains(exchange, part) {
			t.Errorf("no %q in %q", part, text.String())
		}
	}
}

func TestWhatIsUnderWayIsLoggedBeforeTheServerHasAnswered(t *testing.T) {
	t.Parallel()
	seen := make(chan struct{}, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		select {
		case <-seen:
			_, _ = w.Write([]byte(`{"access_token":"A","refresh_token":"R","expires_in":3600}`))
		case <-time.After(time.Minute):
			w.WriteHeader(http.StatusInternalServerError)
		}
	}))
	defer server.Close()
	log := omnifund.LogEntriesTo(omnifund.LogLevelDebug, func(entry omnifund.LogEntry) {
		if entry.Event == "renewing" || entry.Event == "signing-in" {
			seen <- struct{}{}
		}
	})
	config := got(omnifund.NewConfig(omnifund.BaseURL(server.URL), omnifund.NoProxy(),
		omnifund.Credentials("id", "secret"), log))(t)
	defer config.Close()
	client := got(omnifund.NewClient(config))(t)
	defer client.Close()
	session := got(client.OpenSession(memoryStore(t), omnifundtest.Username))(t)
	defer session.Close()
	must(t, session.SignIn(background, omnifundtest.Password))
	must(t, session.Refresh(background))
}

func TestAPanicOfALogFunctionLosesALineAndNothingElse(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server, omnifund.LogTo(omnifund.LogLevelDebug,
		func(omnifund.LogLevel, string) { panic("log") }))
	must(t, session.Refresh(background))
	got(session.Token())(t)
}

// holder is somebody's struct, whose fields fmt prints without asking them.
type holder struct {
	token   omnifund.Token
	login   omnifund.Login
	key     omnifund.Key
	session *omnifund.Session
	client  *omnifund.Client
}

func TestNoSecretIsShownByAnyVerbNorStandsInAnErrorOrALog(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	server := omnifundtest.Start(t)
	session := session(t, server, omnifund.LogTo(omnifund.LogLevelDebug,
		func(_ omnifund.LogLevel, line string) { log.WriteString(line) }))
	client := client(t, server)
	login := got(session.TokenLogin(background))(t)
	key := got(omnifund.NewKey(bytes.Repeat([]byte("k"), omnifund.KeySize)))(t)
	_, wrong := client.PasswordGrant(background, omnifundtest.Username, "a wrong password")
	token := got(session.Export(background))(t)

	shown := log.String()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		held := holder{*token, *login, *key, session, client}
		shown += fmt.Sprintf(verb+verb+verb+verb+verb, token, login, key, held, &held)
		shown += fmt.Sprintf(verb+verb+verb, *token, *login, *key) + fmt.Sprintf(verb, wrong)
	}
	secrets := []string{
		token.AccessToken(), token.RefreshToken(), omnifundtest.ClientSecret, omnifundtest.Password,
		"a wrong password", login.Cookies()[0].Value, strings.Repeat("k", omnifund.KeySize),
		strings.Repeat("107 ", 8), strings.Repeat("6b", 8),
	}
	for i, secret := range secrets {
		if strings.Contains(shown, secret) || strings.Contains(shown, fmt.Sprintf("%x", secret)) {
			t.Errorf("secret %d is shown", i)
		}
	}
}
