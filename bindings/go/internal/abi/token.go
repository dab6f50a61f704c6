package abi

/*
#include <omnifund.h>
*/
import "C"

// Token is an omnifund_token, read and freed. What is not there is empty.
type Token struct {
	AccessToken  string
	RefreshToken string
	TokenType    string
	Scope        string
	ExpiresIn    int64
	ExpiresAt    int64
	// FreshForMS is for how many milliseconds a session's token needs nothing.
	FreshForMS int64
}

// takenToken reads a token and frees it; a NULL is read as nothing.
func takenToken(token *C.omnifund_token) Token {
	if token == nil {
		return Token{}
	}
	defer C.omnifund_token_free(token)
	return Token{
		AccessToken:  C.GoString(C.omnifund_token_access_token(token)),
		RefreshToken: C.GoString(C.omnifund_token_refresh_token(token)),
		TokenType:    C.GoString(C.omnifund_token_token_type(token)),
		Scope:        C.GoString(C.omnifund_token_scope(token)),
		ExpiresIn:    int64(C.omnifund_token_expires_in(token)),
		ExpiresAt:    int64(C.omnifund_token_expires_at(token)),
		FreshForMS:   int64(C.omnifund_token_fresh_for(token)),
	}
}
