package omnifund

import (
	"net/http"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// Login is what the server answered to a token login. Its cookies, location and body can each let
// somebody in as that user, so printed it shows none of them.
type Login struct {
	contents hidden[abi.Login]
}

func newLogin(raw abi.Login, err *abi.Error) (*Login, error) {
	if err != nil {
		return nil, failed(err)
	}
	return &Login{hide(raw)}, nil
}

// StatusCode is the HTTP status, 200 to 399; no redirect is followed.
func (l *Login) StatusCode() int { return l.contents().Status }

// Header is the answer's header.
func (l *Login) Header() http.Header {
	header := make(http.Header, len(l.contents().Headers))
	for _, one := range l.contents().Headers {
		header.Add(one.Name, one.Value)
	}
	return header
}

// Cookies are those that the answer sets. Raw is the whole Set-Cookie value: what a web application
// sends on to its user's browser.
func (l *Login) Cookies() []*http.Cookie {
	cookies := make([]*http.Cookie, 0, len(l.contents().Cookies))
	for _, one := range l.contents().Cookies {
		cookie := &http.Cookie{}
		answer := http.Response{Header: http.Header{"Set-Cookie": {one.Header}}}
		// net/http drops a cookie that it finds odd; name and value are there all the same.
		if parsed := answer.Cookies(); len(parsed) == 1 {
			cookie = parsed[0]
		}
		cookie.Name, cookie.Value, cookie.Raw = one.Name, one.Value, one.Header
		cookies = append(cookies, cookie)
	}
	return cookies
}

// Location is where the answer sends the browser, as the server wrote it: it may be relative.
func (l *Login) Location() string { return l.contents().Location }

// Body is the answer's body, 1 MiB at most.
func (l *Login) Body() []byte { return l.contents().Body }

// String hides what could let somebody in.
func (l *Login) String() string { return "omnifund.Login{secret}" }

// GoString hides what could let somebody in.
func (l *Login) GoString() string { return l.String() }
