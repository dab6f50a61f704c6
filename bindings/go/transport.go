package omnifund

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// HTTPClient is a copy of base (nil is a new one) that sends a valid access token with each request to OmniFund,
// by [Session.Transport]. Close the session after the last request.
func (s *Session) HTTPClient(base *http.Client) *http.Client {
	var client http.Client
	if base != nil {
		client = *base
	}
	client.Transport = s.Transport(client.Transport)
	return &client
}

// Transport sends a valid access token with each request to the origin (scheme, host and port) of the session's base
// URL, by base (nil is http.DefaultTransport); requests to other origins, where a redirect may lead, go as they are.
// At a 401 that is about the token it rejects that and tries once more with a new one, where the body can be sent
// again: there is none, or the request has GetBody.
func (s *Session) Transport(base http.RoundTripper) http.RoundTripper {
	return s.TransportTo(base, s.BaseURL())
}

// TransportTo does the same, to the origin of another URL.
func (s *Session) TransportTo(base http.RoundTripper, origin string) http.RoundTripper {
	if base == nil {
		base = http.DefaultTransport
	}
	parsed, err := url.Parse(origin)
	if err != nil {
		parsed = &url.URL{}
	}
	return &transport{session: s, base: base, origin: originOf(parsed)}
}

type transport struct {
	session *Session
	base    http.RoundTripper
	origin  string
}

// RoundTrip closes the request's body whatever happens, and leaves the request as it was.
func (t *transport) RoundTrip(request *http.Request) (*http.Response, error) {
	if origin := originOf(request.URL); origin == "" || origin != t.origin {
		return t.base.RoundTrip(request)
	}
	ctx := request.Context()
	token, err := t.session.TokenContext(ctx)
	if err != nil {
		return nil, errors.Join(err, closed(request.Body))
	}
	response, err := t.base.RoundTrip(with(token.AccessToken, request, request.Body))
	if err != nil || !refusesToken(response) {
		return response, err
	}
	// Where the store fails, this process does not hand the token out all the same.
	if err := t.session.Reject(ctx, token.AccessToken); errors.Is(err, ErrClosed) {
		return response, nil
	}
	body, ok := again(request)
	if !ok {
		return response, nil
	}
	rejected := token.AccessToken
	token, err = t.session.TokenContext(ctx)
	if err != nil {
		return nil, errors.Join(err, closed(body), closed(response.Body))
	}
	if token.AccessToken == rejected {
		return response, closed(body)
	}
	// What is left unread keeps the connection from being used again; a page of an error is short.
	_, _ = io.CopyN(io.Discard, response.Body, longestError)
	_ = response.Body.Close()
	return t.base.RoundTrip(with(token.AccessToken, request, body))
}

// CloseIdleConnections is for http.Client.
func (t *transport) CloseIdleConnections() {
	if base, ok := t.base.(interface{ CloseIdleConnections() }); ok {
		base.CloseIdleConnections()
	}
}

func with(accessToken string, request *http.Request, body io.ReadCloser) *http.Request {
	copied := request.Clone(request.Context())
	copied.Body = body
	copied.Header.Set("Authorization", "Bearer "+accessToken)
	return copied
}

// again gives the request's body anew, if it can be had.
func again(request *http.Request) (body io.ReadCloser, ok bool) {
	if request.Body == nil || request.Body == http.NoBody {
		return request.Body, true
	}
	if request.GetBody == nil {
		return nil, false
	}
	body, err := request.GetBody()
	return body, err == nil
}

// originOf is scheme, host and port; empty where there is none.
func originOf(place *url.URL) string {
	host := strings.TrimSuffix(strings.ToLower(place.Hostname()), ".")
	scheme, port := strings.ToLower(place.Scheme), place.Port()
	if host == "" {
		return ""
	}
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[scheme]
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}

// Compiled when the first 401 asks for them: most programs that import this package see none.
var (
	quoted       = pattern(`"(?:[^"\\]|\\.)*"`)
	bearer       = pattern(`(?i)(?:^|,)\s*bearer(?:\s|,|$)`)
	accessDenied = pattern(`(?i)\berror\s*=\s*"?access_denied\b`)
)

func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// A page of an error is short.
const longestError = 64 << 10

// refusesToken tells whether a 401 is about the access token, so that another one may help: it has a Bearer
// challenge (RFC 6750 section 3), or OAuth's error in its body. access_denied is about the user.
func refusesToken(response *http.Response) bool {
	if response.StatusCode != http.StatusUnauthorized {
		return false
	}
	challenge := strings.Join(response.Header.Values("WWW-Authenticate"), ", ")
	if accessDenied().MatchString(challenge) {
		return false
	}
	read, _ := io.ReadAll(io.LimitReader(response.Body, longestError))
	response.Body = &reread{io.MultiReader(bytes.NewReader(read), response.Body), response.Body}
	var said struct {
		Error string `json:"error"`
	}
	if json.Unmarshal(read, &said) == nil && said.Error != "" {
		return said.Error != "access_denied"
	}
	return bearer().MatchString(quoted().ReplaceAllString(challenge, ""))
}

// reread is a body of which some was read.
type reread struct {
	io.Reader
	io.Closer
}

func closed(body io.Closer) error {
	if body == nil {
		return nil
	}
	return body.Close()
}
