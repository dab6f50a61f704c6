package abi

/*
#include <omnifund.h>
*/
import "C"

// Session is an omnifund_session, to be ended by Free. Any goroutine may use it at any time.
type Session struct{ pointer *C.omnifund_session }

func OpenSession(client Client, store Store, username string) (Session, *Error) {
	var session Session
	err := call([]string{username}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_session_open(client.pointer, store.pointer, texts[0], &session.pointer, err)
	})
	return session, err
}

func OpenNamedSession(config Config, store Store, clientName, username string) (Session, *Error) {
	var session Session
	err := call([]string{clientName, username}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_session_open_named(config.pointer, store.pointer, texts[0], texts[1],
			&session.pointer, err)
	})
	return session, err
}

// OpenConfiguredSession reads a file, or the environment variables where path is empty.
func OpenConfiguredSession(path, username string) (Session, *Error) {
	var session Session
	err := call([]string{path, username}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_session_open_configured(orNull(texts[0]), texts[1], &session.pointer, err)
	})
	return session, err
}

func (s Session) Free() { C.omnifund_session_free(s.pointer) }

func (s Session) SignIn(password string) *Error {
	return call([]string{password}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_session_sign_in(s.pointer, texts[0], err)
	})
}

func (s Session) SignInLeaving(password string, leave int32) *Error {
	return call([]string{password}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_session_sign_in_leaving(s.pointer, texts[0], C.int32_t(leave), err)
	})
}

func (s Session) Token() (Token, *Error) {
	var token *C.omnifund_token
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_session_token(s.pointer, &token, err)
	})
	return takenToken(token), err
}

// Peek gives a live token, if there is one. It waits for nobody.
func (s Session) Peek() (Token, bool) {
	token := C.omnifund_session_peek(s.pointer)
	return takenToken(token), token != nil
}

func (s Session) Refresh() *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_session_refresh(s.pointer, err)
	})
}

func (s Session) Reject(accessToken string) *Error {
	return call([]string{accessToken}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_session_reject(s.pointer, texts[0], err)
	})
}

func (s Session) TokenLogin() (Login, *Error) {
	var login *C.omnifund_login
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_session_token_login(s.pointer, &login, err)
	})
	return takenLogin(login), err
}

func (s Session) SignOut() *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_session_sign_out(s.pointer, err)
	})
}

func (s Session) Forget() *Error {
	return call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_session_forget(s.pointer, err)
	})
}

// Adopt takes over a pair; the access token may be empty, its end 0.
func (s Session) Adopt(accessToken, refreshToken string, expiresAt int64, replace bool) *Error {
	return call([]string{accessToken, refreshToken}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_session_adopt(s.pointer, orNull(texts[0]), texts[1], C.int64_t(expiresAt),
			boolean(replace), err)
	})
}

func (s Session) Export() (Token, *Error) {
	var token *C.omnifund_token
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_session_export(s.pointer, &token, err)
	})
	return takenToken(token), err
}
