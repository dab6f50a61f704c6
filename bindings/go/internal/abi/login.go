package abi

/*
#include <omnifund.h>
*/
import "C"

import "unsafe"

// Login is an omnifund_login, read and freed.
type Login struct {
	Status   int
	Headers  []Header
	Cookies  []Cookie
	Location string
	Body     []byte
}

// Header is one header of an answer, its name in lower case.
type Header struct{ Name, Value string }

// Cookie is one that an answer sets, and its whole Set-Cookie value.
type Cookie struct{ Name, Value, Header string }

func takenLogin(login *C.omnifund_login) Login {
	if login == nil {
		return Login{}
	}
	defer C.omnifund_login_free(login)
	taken := Login{
		Status:   int(C.omnifund_login_status(login)),
		Location: C.GoString(C.omnifund_login_location(login)),
		Body: C.GoBytes(unsafe.Pointer(C.omnifund_login_body(login)),
			C.int(C.omnifund_login_body_length(login))),
	}
	for i := C.int64_t(0); i < C.omnifund_login_header_count(login); i++ {
		taken.Headers = append(taken.Headers, Header{
			Name:  C.GoString(C.omnifund_login_header_name(login, i)),
			Value: C.GoString(C.omnifund_login_header_value(login, i)),
		})
	}
	for i := C.int64_t(0); i < C.omnifund_login_cookie_count(login); i++ {
		taken.Cookies = append(taken.Cookies, Cookie{
			Name:   C.GoString(C.omnifund_login_cookie_name(login, i)),
			Value:  C.GoString(C.omnifund_login_cookie_value(login, i)),
			Header: C.GoString(C.omnifund_login_cookie_header(login, i)),
		})
	}
	return taken
}
