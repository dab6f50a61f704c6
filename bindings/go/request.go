package omnifund

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"runtime/cgo"
	"sync/atomic"
	"time"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
	"github.com/omnifund/libomnifund/bindings/go/internal/calls"
)

// Request is a request of OmniFund's API, for [Session.Request].
type Request struct {
	// Method is "GET" where it is empty.
	Method string
	// Path stands behind the base URL, such as "/api/customers", and may have a query. It leads nowhere else.
	Path   string
	Query  url.Values
	Header http.Header

	// Body is sent as ContentType says: "application/json" where that is empty. A *bytes.Buffer, *bytes.Reader or
	// *strings.Reader is sent again where the token was refused; any other is read while it is sent, once.
	Body        io.Reader
	ContentType string
	// BodyFile is a file to send in the place of Body.
	BodyFile string

	// Output takes the body of a success, and OutputFile is a file for it, which gets its name when it is whole.
	Output     io.Writer
	OutputFile string

	// TimeLimit is for all tries together: 1 ms to 1 hour, the call budget where it is 0.
	TimeLimit time.Duration
	// LargestAnswer is in bytes: 16 MiB where it is 0, and none with an output.
	LargestAnswer int64
	// Retry tries again within the time limit what was not sent, and a GET, HEAD or OPTIONS after a 429, a 503 or
	// a lost answer.
	Retry bool
	// IdempotencyKey is that by which the server knows a request that it has seen before.
	IdempotencyKey string
}

// JSON reads the body into a value.
func (r *Response) JSON(value any) error { return json.Unmarshal(r.Body, value) }

// Request makes a request with a valid access token. At a 401 that is about the token it is rejected, and the
// request made once more with another. Whatever the server answers else is a [Response], and no error.
//
// The Outcome of an [*Error] tells of this request: [OutcomeNotSent] where not one byte of it left,
// [OutcomeRefused] after a 401 where there was no other token, [OutcomeUnknown] where it left and no whole answer came
// back: then a charge may have been made, and it is never sent again here. Where ctx ends the wait, a [*GivenUpError]
// tells the same.
func (s *Session) Request(ctx context.Context, request *Request) (*Response, error) {
	wait := calls.Detached[*Response]
	if request.Output != nil || isStream(request.Body) {
		// What is the caller's must not be used after the call has returned.
		wait = calls.Attached[*Response]
	}
	// Whoever has the ticket decides: the request is made, or it never is.
	var ticket atomic.Bool
	response, err := wait(ctx, s.beside, func() (*Response, error) {
		if !ticket.CompareAndSwap(false, true) {
			return nil, nil
		}
		return s.request(request)
	}, &s.handle)
	if err == nil || !errors.Is(err, ctx.Err()) {
		return response, err
	}
	outcome := OutcomeUnknown
	if ticket.CompareAndSwap(false, true) {
		outcome = OutcomeNotSent
	}
	return nil, &GivenUpError{outcome, err}
}

// GivenUpError is what [Session.Request] gives where the context ended the wait; errors.Is tells which end it was.
type GivenUpError struct {
	// Outcome is [OutcomeNotSent] where the request never leaves, and [OutcomeUnknown] where it was begun, and goes on
	// to its end by itself: then a charge may have been made.
	Outcome Outcome
	// Err is the context's error.
	Err error
}

// Error says what can have become of the request.
func (e *GivenUpError) Error() string {
	if e.Outcome == OutcomeNotSent {
		return "omnifund: the request was given up, and was not sent: " + e.Err.Error()
	}
	return "omnifund: the request was given up, and may have been carried out: " + e.Err.Error()
}

// Unwrap gives the context's error.
func (e *GivenUpError) Unwrap() error { return e.Err }

func (s *Session) request(request *Request) (*Response, error) {
	method := request.Method
	if method == "" {
		method = http.MethodGet
	}
	raw, err := abi.RequestNew(method, request.Path)
	if err != nil {
		return nil, failed(err)
	}
	defer raw.Free()
	release, broken, err := fill(raw, request)
	defer release()
	if err != nil {
		return nil, failed(err)
	}
	answer, err := s.raw.Request(raw)
	if err != nil {
		return nil, withCause(failed(err), broken())
	}
	response := newResponse(answer, raw.IdempotencyKey())
	return &response, nil
}

// fill says in C what a request has. What it gives ends what C calls, and tells what broke that off.
func fill(raw abi.Request, request *Request) (release func(), broken func() error, err *abi.Error) {
	var handles []cgo.Handle
	body, output := &brokenReader{Reader: request.Body}, &brokenWriter{Writer: request.Output}
	release = func() {
		for _, one := range handles {
			one.Delete()
		}
	}
	broken = func() error {
		if body.err != nil {
			return body.err
		}
		return output.err
	}
	steps := []func() *abi.Error{}
	step := func(wanted bool, call func() *abi.Error) {
		if wanted {
			steps = append(steps, call)
		}
	}
	for name, values := range request.Query {
		for _, value := range values {
			name, value := name, value
			step(true, func() *abi.Error { return raw.AddQuery(name, value) })
		}
	}
	for name, values := range request.Header {
		for _, value := range values {
			name, value := name, value
			step(true, func() *abi.Error { return raw.AddHeader(name, value) })
		}
	}
	contentType := request.ContentType
	if contentType == "" {
		contentType = "application/json"
	}
	step(request.Body != nil && request.BodyFile == "", func() *abi.Error {
		if !isStream(request.Body) {
			whole, _ := io.ReadAll(request.Body)
			return raw.SetBody(contentType, whole)
		}
		handles = append(handles, cgo.NewHandle(io.Reader(body)))
		return raw.SetBodyCallback(contentType, -1, handles[len(handles)-1])
	})
	step(request.BodyFile != "", func() *abi.Error { return raw.SetBodyFile(contentType, request.BodyFile) })
	step(request.Output != nil && request.OutputFile == "", func() *abi.Error {
		handles = append(handles, cgo.NewHandle(io.Writer(output)))
		return raw.SetOutputCallback(handles[len(handles)-1])
	})
	step(request.OutputFile != "", func() *abi.Error { return raw.SetOutputFile(request.OutputFile) })
	step(request.TimeLimit != 0, func() *abi.Error { return raw.SetTimeLimit(request.TimeLimit.Milliseconds()) })
	step(request.LargestAnswer != 0, func() *abi.Error { return raw.SetLargestAnswer(request.LargestAnswer) })
	step(request.Retry, func() *abi.Error { return raw.SetRetry(true) })
	step(request.IdempotencyKey != "", func() *abi.Error {
		return raw.SetIdempotencyKey(request.IdempotencyKey)
	})
	for _, one := range steps {
		if err := one(); err != nil {
			return release, broken, err
		}
	}
	return release, broken, nil
}

// isStream tells whether a body is read while it is sent, and not before.
func isStream(body io.Reader) bool {
	switch body.(type) {
	case nil, *bytes.Buffer, *bytes.Reader, interface {
		io.Reader
		io.Seeker
		Size() int64
	}:
		return false
	}
	return true
}

// withCause adds what a reader or a writer of the caller's said.
func withCause(err, cause error) error {
	if cause == nil {
		return err
	}
	return errors.Join(err, cause)
}

// brokenReader keeps why a body could not be read.
type brokenReader struct {
	io.Reader
	err error
}

func (r *brokenReader) Read(into []byte) (int, error) {
	amount, err := r.Reader.Read(into)
	if err != nil && err != io.EOF {
		r.err = err
	}
	return amount, err
}

// brokenWriter keeps why an answer was not taken.
type brokenWriter struct {
	io.Writer
	err error
}

func (w *brokenWriter) Write(piece []byte) (int, error) {
	amount, err := w.Writer.Write(piece)
	if err != nil {
		w.err = err
	}
	return amount, err
}

// BaseURL is where OmniFund is: only its origin may be sent the access token.
func (s *Session) BaseURL() string { return s.baseURL }

// TokenLasting gives a valid access token that counts as good for a time at least, for a batch that must not break
// off; it is refreshed where it must be. It fails with [CodeInvalidArgument] where OmniFund's tokens never last so
// long, and also where a live token is left that does not.
func (s *Session) TokenLasting(ctx context.Context, lasting time.Duration) (*Token, error) {
	seconds := int64((lasting + time.Second - 1) / time.Second)
	return calls.Detached(ctx, s.turn, func() (*Token, error) {
		return newToken(s.raw.TokenLasting(seconds))
	}, &s.handle)
}
