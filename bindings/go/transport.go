package omnifund

import (
	"errors"
	"io"
	"net/http"
)

// HTTPClient is a copy of base (nil is a new one) that sends a valid access token with each request, by
// [Session.Transport]. Close the session after the last request.
func (s *Session) HTTPClient(base *http.Client) *http.Client {
	var client http.Client
	if base != nil {
		client = *base
	}
	client.Transport = s.Transport(client.Transport)
	return &client
}

// Transport sends a valid access token with each request, by base (nil is http.DefaultTransport). At a
// 401 it rejects the token and tries once more with a new one, where the body can be sent again: there
// is none, or the request has GetBody. A request that a redirect leads to another host, or to another
// scheme, gets no token.
func (s *Session) Transport(base http.RoundTripper) http.RoundTripper {
	if base == nil {
		base = http.DefaultTransport
	}
	return &transport{session: s, base: base}
}

type transport struct {
	session *Session
	base    http.RoundTripper
}

// RoundTrip closes the request's body whatever happens, and leaves the request as it was.
func (t *transport) RoundTrip(request *http.Request) (*http.Response, error) {
	if ledAway(request) {
		return t.base.RoundTrip(request)
	}
	ctx := request.Context()
	token, err := t.session.TokenContext(ctx)
	if err != nil {
		return nil, errors.Join(err, closed(request.Body))
	}
	response, err := t.base.RoundTrip(with(token.AccessToken, request, request.Body))
	if err != nil || response.StatusCode != http.StatusUnauthorized {
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
	_, _ = io.CopyN(io.Discard, response.Body, 64<<10)
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

// ledAway tells whether redirects led to another origin than the one that the program asked.
func ledAway(request *http.Request) bool {
	first := request
	for first.Response != nil && first.Response.Request != nil {
		first = first.Response.Request
	}
	return first.URL.Scheme != request.URL.Scheme || first.URL.Host != request.URL.Host
}

func closed(body io.Closer) error {
	if body == nil {
		return nil
	}
	return body.Close()
}
