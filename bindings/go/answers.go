package omnifund

import (
	"net/http"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// httpHeader is what net/http has for headers.
func httpHeader(raw []abi.Header) http.Header {
	header := make(http.Header, len(raw))
	for _, one := range raw {
		header.Add(one.Name, one.Value)
	}
	return header
}

// httpCookies are what net/http has for those that an answer sets.
func httpCookies(raw []abi.Cookie) []*http.Cookie {
	cookies := make([]*http.Cookie, 0, len(raw))
	for _, one := range raw {
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
