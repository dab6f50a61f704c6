package omnifund_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"golang.org/x/oauth2"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// resource is a server that asks for a token, and answers 401 to one that it was told to refuse.
type resource struct {
	*httptest.Server
	mu      sync.Mutex
	refused string
	tokens  []string
	bodies  []string
}

func newResource(t *testing.T) *resource {
	resource := &resource{}
	resource.Server = httptest.NewServer(resource)
	t.Cleanup(resource.Close)
	return resource
}

func (r *resource) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	body, _ := io.ReadAll(request.Body)
	token := strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer ")
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tokens = append(r.tokens, token)
	r.bodies = append(r.bodies, string(body))
	if token == "" || token == r.refused || r.refused == "all" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="Service", error="invalid_grant"`)
		w.WriteHeader(http.StatusUnauthorized)
	}
}

// client sends the session's tokens here and nowhere else.
func (r *resource) client(session *omnifund.Session) *http.Client {
	return &http.Client{Transport: session.TransportTo(nil, r.URL)}
}

func (r *resource) refuse(token string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refused = token
}

func (r *resource) seen() (tokens, bodies []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.tokens, r.bodies
}

func status(t *testing.T, response *http.Response, err error) int {
	t.Helper()
	must(t, err)
	defer response.Body.Close()
	return response.StatusCode
}

func TestTheHTTPClientSendsAValidTokenAndLeavesTheRequestAsItWas(t *testing.T) {
	t.Parallel()
	session, resource := session(t, omnifundtest.Start(t)), newResource(t)
	request := got(http.NewRequest(http.MethodGet, resource.URL, nil))(t)
	response, err := resource.client(session).Do(request)
	if code := status(t, response, err); code != http.StatusOK {
		t.Errorf("it answered %d", code)
	}
	if tokens, _ := resource.seen(); tokens[0] != got(session.Token())(t).AccessToken {
		t.Error("another token was sent")
	}
	if request.Header.Get("Authorization") != "" {
		t.Error("the request was changed")
	}
}

func TestA401IsRejectedAndTriedOnceMoreWithTheSameBody(t *testing.T) {
	t.Parallel()
	session, resource := session(t, omnifundtest.Start(t)), newResource(t)
	old := got(session.Token())(t).AccessToken
	resource.refuse(old)
	client := resource.client(session)
	response, err := client.Post(resource.URL, "text/plain", strings.NewReader("an order"))
	if code := status(t, response, err); code != http.StatusOK {
		t.Errorf("it answered %d", code)
	}
	tokens, bodies := resource.seen()
	if len(tokens) != 2 || tokens[0] != old || tokens[1] == old || bodies[1] != "an order" {
		t.Errorf("%d requests came, with the bodies %q", len(tokens), bodies)
	}
}

func TestABodyThatCanNotBeSentAgainIsSentOnceAndTheNextRequestHasANewToken(t *testing.T) {
	t.Parallel()
	session, resource := session(t, omnifundtest.Start(t)), newResource(t)
	resource.refuse(got(session.Token())(t).AccessToken)
	client := resource.client(session)
	once := io.MultiReader(strings.NewReader("an order"))
	response, err := client.Post(resource.URL, "text/plain", once)
	if code := status(t, response, err); code != http.StatusUnauthorized {
		t.Errorf("it answered %d", code)
	}
	response, err = client.Get(resource.URL)
	if code := status(t, response, err); code != http.StatusOK {
		t.Errorf("the next one answered %d", code)
	}
}

func TestA401ToEveryTokenIsHandedOnAfterTheSecondTry(t *testing.T) {
	t.Parallel()
	session, resource := session(t, omnifundtest.Start(t)), newResource(t)
	resource.refuse("all")
	response, err := resource.client(session).Get(resource.URL)
	if code := status(t, response, err); code != http.StatusUnauthorized {
		t.Errorf("it answered %d", code)
	}
	if tokens, _ := resource.seen(); len(tokens) != 2 {
		t.Errorf("%d requests came", len(tokens))
	}
}

func TestARequestOfNobodySignedInTellsWhatToDo(t *testing.T) {
	t.Parallel()
	session, resource := session(t, omnifundtest.Start(t)), newResource(t)
	must(t, session.SignOut(background))
	_, err := resource.client(session).Post(resource.URL, "text/plain", strings.NewReader("an order"))
	wants(t, err, omnifund.ErrSignInRequired)
	if tokens, _ := resource.seen(); len(tokens) != 0 {
		t.Error("it was sent all the same")
	}
}

func TestARedirectToAnotherHostGetsNoToken(t *testing.T) {
	t.Parallel()
	session, stranger := session(t, omnifundtest.Start(t)), newResource(t)
	leading := httptest.NewServer(http.RedirectHandler(stranger.URL, http.StatusTemporaryRedirect))
	defer leading.Close()
	client := &http.Client{Transport: session.TransportTo(nil, leading.URL)}
	response, err := client.Get(leading.URL)
	if code := status(t, response, err); code != http.StatusUnauthorized {
		t.Errorf("it answered %d", code)
	}
	if tokens, _ := stranger.seen(); len(tokens) != 1 || tokens[0] != "" {
		t.Error("the stranger has the token")
	}
}

func TestManyRequestsWithOneRejectedTokenMakeOneRefresh(t *testing.T) {
	t.Parallel()
	server, resource := omnifundtest.Start(t), newResource(t)
	session := session(t, server)
	resource.refuse(got(session.Token())(t).AccessToken)
	client := resource.client(session)
	var all sync.WaitGroup
	for i := 0; i < 16; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			response, err := client.Get(resource.URL)
			if err != nil || response.StatusCode != http.StatusOK {
				t.Errorf("one failed: %v", err)
			}
			if err == nil {
				_ = response.Body.Close()
			}
		}()
	}
	all.Wait()
	if refreshes := server.Refreshes(); len(refreshes) != 1 {
		t.Errorf("there were %d refreshes", len(refreshes))
	}
}

func TestARequestsContextEndsTheWaitForItsToken(t *testing.T) {
	t.Parallel()
	server, resource := omnifundtest.Start(t), newResource(t)
	session := session(t, server)
	must(t, session.Reject(background, got(session.Token())(t).AccessToken))
	server.Faults(omnifundtest.Fault{DelayMS: 500, Times: 1})
	ctx, cancel := context.WithCancel(background)
	go func() {
		server.WaitForFault()
		cancel()
	}()
	request := got(http.NewRequestWithContext(ctx, http.MethodGet, resource.URL, nil))(t)
	_, err := resource.client(session).Do(request)
	wants(t, err, context.Canceled)
}

// Why Session has an HTTPClient of its own: oauth2.NewClient puts its source into a cache, which asks
// the session again only when the token has expired by its own words.
func TestOAuth2sNewClientGoesOnSendingARejectedToken(t *testing.T) {
	t.Parallel()
	session, resource := session(t, omnifundtest.Start(t)), newResource(t)
	client := oauth2.NewClient(background, session)
	old := got(session.Token())(t).AccessToken
	response, err := client.Get(resource.URL)
	status(t, response, err)
	resource.refuse(old)
	must(t, session.Reject(background, old))

	response, err = client.Get(resource.URL)
	if code := status(t, response, err); code != http.StatusUnauthorized {
		t.Errorf("oauth2.NewClient has learned to ask anew: it answered %d, and the README is wrong", code)
	}
	response, err = resource.client(session).Get(resource.URL)
	if code := status(t, response, err); code != http.StatusOK {
		t.Errorf("the session's own client answered %d", code)
	}
}

func TestARequestToAnotherOriginThanOmniFundsGetsNoToken(t *testing.T) {
	t.Parallel()
	session, stranger := session(t, omnifundtest.Start(t)), newResource(t)
	response, err := session.HTTPClient(nil).Get(stranger.URL)
	if code := status(t, response, err); code != http.StatusUnauthorized {
		t.Errorf("it answered %d", code)
	}
	if tokens, _ := stranger.seen(); len(tokens) != 1 || tokens[0] != "" {
		t.Error("the stranger has the token")
	}
}

func TestA401ThatIsNotAboutTheTokenIsHandedOnAndCostsNone(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server)
	for _, challenge := range []string{`Basic realm="Bearer"`, `Bearer error="access_denied"`, ""} {
		asks := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("WWW-Authenticate", challenge)
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = io.WriteString(w, "why")
		}))
		client := &http.Client{Transport: session.TransportTo(nil, asks.URL)}
		response := got(client.Get(asks.URL))(t)
		body := got(io.ReadAll(response.Body))(t)
		if response.StatusCode != http.StatusUnauthorized || string(body) != "why" {
			t.Errorf("%s: it answered %d %q", challenge, response.StatusCode, body)
		}
		_ = response.Body.Close()
		asks.Close()
	}
	got(session.Token())(t)
	if refreshes := server.Refreshes(); len(refreshes) != 0 {
		t.Errorf("%d refreshes", len(refreshes))
	}
}

// countedBody tells whether it was closed.
type countedBody struct {
	io.Reader
	closed bool
}

func (b *countedBody) Close() error {
	b.closed = true
	return nil
}

func TestTheRequestsBodyIsClosedAlsoWhereNothingIsSent(t *testing.T) {
	t.Parallel()
	session := session(t, omnifundtest.Start(t))
	must(t, session.Close())
	body := &countedBody{Reader: strings.NewReader("an order")}
	request := got(http.NewRequest(http.MethodPost, session.BaseURL(), body))(t)
	_, err := session.Transport(nil).RoundTrip(request)
	if !errors.Is(err, omnifund.ErrClosed) || !body.closed {
		t.Errorf("%v, and the body is closed: %v", err, body.closed)
	}
}
