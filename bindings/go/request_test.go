package omnifund_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/oauth2"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// at is a session whose OmniFund is a handler.
func at(t *testing.T, handler http.HandlerFunc) *omnifund.Session {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	config := got(omnifund.NewConfig(omnifund.BaseURL(server.URL), omnifund.Credentials("id", "secret"), omnifund.NoProxy()))(t)
	client := got(omnifund.NewClient(config))(t)
	session := got(client.OpenSession(memoryStore(t), "alice"))(t)
	t.Cleanup(func() { _ = session.Close() })
	must(t, session.Adopt(background, &oauth2.Token{
		AccessToken:  "token",
		RefreshToken: "refresh",
		Expiry:       time.Now().Add(time.Hour),
	}, false))
	return session
}

func TestARequestHasWhatItWasGivenAndTheTokenAndAnyStatusIsAnAnswer(t *testing.T) {
	t.Parallel()
	session := at(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Retry-After", "7")
		w.Header().Set("Link", `</api/x?page=2>; rel="next"`)
		w.WriteHeader(http.StatusUnprocessableEntity)
		fmt.Fprintf(w, "%q", []string{
			r.Method, r.URL.String(), r.Header.Get("Authorization"), r.Header.Get("X-Till"),
			r.Header.Get("Content-Type"), r.Header.Get("Idempotency-Key"), string(body),
		})
	})
	answer := got(session.Request(background, &omnifund.Request{
		Method:         http.MethodPost,
		Path:           "/api/x",
		Query:          url.Values{"id[]": {"1", "2"}},
		Header:         http.Header{"X-Till": {"7"}},
		Body:           strings.NewReader(`{"amount":100}`),
		IdempotencyKey: "receipt 7",
	}))(t)
	wanted := `["POST" "/api/x?id%5B%5D=1&id%5B%5D=2" "Bearer token" "7" "application/json" "receipt 7" "{\"amount\":100}"]`
	if string(answer.Body) != wanted {
		t.Errorf("it was asked %s", answer.Body)
	}
	if answer.StatusCode != http.StatusUnprocessableEntity || answer.Outcome != omnifund.OutcomeRefused ||
		answer.RetryAfter != 7*time.Second || answer.Next != "/api/x?page=2" ||
		answer.IdempotencyKey != "receipt 7" || answer.Header.Get("Retry-After") != "7" {
		t.Errorf("it answered %+v", answer)
	}
}

func TestARequestCanNotLeadElsewhere(t *testing.T) {
	t.Parallel()
	session := at(t, func(http.ResponseWriter, *http.Request) { t.Error("it was sent") })
	for _, request := range []omnifund.Request{
		{Path: "//elsewhere/api"},
		{Path: "https://elsewhere/api"},
		{Path: "/api/x", Header: http.Header{"Authorization": {"Bearer mine"}}},
		{Path: "/api/x", Header: http.Header{"X-Till": {"7\r\nHost: elsewhere"}}},
	} {
		_, err := session.Request(background, &request)
		wants(t, err, omnifund.ErrBug)
	}
}

func TestAChargeWhoseAnswerIsLostIsUnknownAndOneThatWasNotSentIsToldSo(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	session := at(t, func(http.ResponseWriter, *http.Request) {
		asked.Add(1)
		panic(http.ErrAbortHandler)
	})
	outcome := func(request *omnifund.Request) omnifund.Outcome {
		_, err := session.Request(background, request)
		var failed *omnifund.Error
		if !errors.As(err, &failed) {
			t.Fatalf("it failed with %v", err)
		}
		return failed.Outcome
	}
	charge := omnifund.Request{Method: http.MethodPost, Path: "/api/x", Body: strings.NewReader("100"), Retry: true}
	if outcome := outcome(&charge); outcome != omnifund.OutcomeUnknown || asked.Load() != 1 {
		t.Errorf("%v after %d requests", outcome, asked.Load())
	}
	charge = omnifund.Request{Method: http.MethodPost, Path: "/api/x", BodyFile: "/nowhere"}
	if outcome := outcome(&charge); outcome != omnifund.OutcomeNotSent || asked.Load() != 1 {
		t.Errorf("%v after %d requests", outcome, asked.Load())
	}
}

// torn gives some bytes and then an error.
type torn struct{ io.Reader }

var errTorn = errors.New("the tape is torn")

func (r torn) Read(into []byte) (int, error) {
	amount, err := r.Reader.Read(into)
	if err == io.EOF {
		err = errTorn
	}
	return amount, err
}

func TestBodiesAndAnswersGoThroughReadersWritersAndFiles(t *testing.T) {
	t.Parallel()
	session := at(t, func(w http.ResponseWriter, r *http.Request) {
		// All of it before the first byte is answered: net/http throws away what was not read by then.
		body, _ := io.ReadAll(r.Body)
		_, _ = w.Write(body)
	})
	large := strings.Repeat("a line of a batch\n", 100_000)
	var into bytes.Buffer
	answer := got(session.Request(background, &omnifund.Request{
		Method: http.MethodPut, Path: "/api/x", ContentType: "text/plain",
		Body: io.MultiReader(strings.NewReader(large)), Output: &into,
	}))(t)
	if into.String() != large || len(answer.Body) != 0 {
		t.Errorf("%d bytes came back, and %d in memory", into.Len(), len(answer.Body))
	}
	file := filepath.Join(t.TempDir(), "batch")
	must(t, os.WriteFile(file, []byte(large), 0o600))
	got(session.Request(background, &omnifund.Request{
		Method: http.MethodPut, Path: "/api/x", BodyFile: file, OutputFile: file + ".answer",
	}))(t)
	if read := got(os.ReadFile(file + ".answer"))(t); string(read) != large {
		t.Errorf("%d bytes came back", len(read))
	}
	_, err := session.Request(background, &omnifund.Request{
		Method: http.MethodPut, Path: "/api/x", Body: torn{strings.NewReader("half")},
	})
	if !errors.Is(err, errTorn) {
		t.Errorf("it failed with %v", err)
	}
}

func TestATokenThatLastsIsHandedOut(t *testing.T) {
	t.Parallel()
	session := at(t, func(http.ResponseWriter, *http.Request) { t.Error("nothing is to be asked") })
	if token := got(session.TokenLasting(background, 50*time.Minute))(t); token.AccessToken() != "token" {
		t.Error("it is another one")
	}
}

func TestALifeThatNoTokenHasIsRefused(t *testing.T) {
	t.Parallel()
	session := session(t, omnifundtest.Start(t))
	must(t, session.SignIn(background, omnifundtest.Password))
	_, err := session.TokenLasting(background, 100*time.Hour)
	wants(t, err, &omnifund.Error{Code: omnifund.CodeInvalidArgument})
}
