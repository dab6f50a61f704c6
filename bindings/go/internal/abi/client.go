package abi

/*
#include <omnifund.h>
*/
import "C"

// Client is an omnifund_client, to be ended by Free. Any goroutine may use it at any time.
type Client struct{ pointer *C.omnifund_client }

func NewClient(config Config) (Client, *Error) {
	var client Client
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_client_new(config.pointer, &client.pointer, err)
	})
	return client, err
}

func ClientFromStore(config Config, store Store, name string) (Client, *Error) {
	var client Client
	err := call([]string{name}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_client_from_store(config.pointer, store.pointer, texts[0], &client.pointer, err)
	})
	return client, err
}

func OpenConfiguredClient(config Config, store Store) (Client, *Error) {
	var client Client
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_client_open_configured(config.pointer, store.pointer, &client.pointer, err)
	})
	return client, err
}

func (c Client) Free() { C.omnifund_client_free(c.pointer) }

func (c Client) PasswordGrant(username, password string) (Token, *Error) {
	var token *C.omnifund_token
	err := call([]string{username, password}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_client_password_grant(c.pointer, texts[0], texts[1], &token, err)
	})
	return takenToken(token), err
}

func (c Client) RefreshGrant(refreshToken string) (Token, *Error) {
	var token *C.omnifund_token
	err := call([]string{refreshToken}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_client_refresh_grant(c.pointer, texts[0], &token, err)
	})
	return takenToken(token), err
}

func (c Client) TokenLogin(accessToken string) (Login, *Error) {
	var login *C.omnifund_login
	err := call([]string{accessToken}, func(texts []*C.char, err failure) C.int32_t {
		return C.omnifund_client_token_login(c.pointer, texts[0], &login, err)
	})
	return takenLogin(login), err
}
