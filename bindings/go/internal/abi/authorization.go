package abi

/*
#include <omnifund.h>
*/
import "C"

// Authorization is an omnifund_authorization, to be ended by Free. Any goroutine may use it at any time.
type Authorization struct{ pointer *C.omnifund_authorization }

func (c Client) Authorization(redirectURI string) (Authorization, *Error) {
	var authorization Authorization
	err := call([]string{redirectURI}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_client_authorization(c.pointer, texts[0], &authorization.pointer, err)
	})
	return authorization, err
}

func (c Client) AuthorizationWithState(redirectURI, state string) (Authorization, *Error) {
	var authorization Authorization
	err := call([]string{redirectURI, state}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_client_authorization_with_state(
			c.pointer, texts[0], texts[1], &authorization.pointer, err)
	})
	return authorization, err
}

func (c Client) AuthorizationCodeGrant(authorization Authorization, redirectURL string) (Token, *Error) {
	var token *C.omnifund_token
	err := call([]string{redirectURL}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_client_authorization_code_grant(
			c.pointer, authorization.pointer, texts[0], &token, err)
	})
	return takenToken(token), err
}

func (s Session) SignInWithCode(authorization Authorization, redirectURL string) *Error {
	return call([]string{redirectURL}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_session_sign_in_with_code(s.pointer, authorization.pointer, texts[0], err)
	})
}

func (a Authorization) URL() string   { return C.GoString(C.omnifund_authorization_url(a.pointer)) }
func (a Authorization) State() string { return C.GoString(C.omnifund_authorization_state(a.pointer)) }
func (a Authorization) Free()         { C.omnifund_authorization_free(a.pointer) }
