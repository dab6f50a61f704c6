package abi

/*
#include <omnifund.h>
*/
import "C"

// Error is an omnifund_error, read and freed.
type Error struct {
	Code              int32
	Advice            int32
	Outcome           int32
	HTTPStatus        int
	OAuthError        string
	Description       string
	RetryAfterSeconds int64
	Message           string
}

// taken reads an error and frees it.
func taken(code C.int32_t, err *C.omnifund_error) *Error {
	defer C.omnifund_error_free(err)
	if err == nil {
		return &Error{Code: int32(code), Advice: C.OMNIFUND_ADVICE_BUG, Message: "no words for it"}
	}
	return read(err)
}

func read(err *C.omnifund_error) *Error {
	return &Error{
		Code:              int32(C.omnifund_error_code(err)),
		Advice:            int32(C.omnifund_error_advice(err)),
		Outcome:           int32(C.omnifund_error_outcome(err)),
		HTTPStatus:        int(C.omnifund_error_http_status(err)),
		OAuthError:        C.GoString(C.omnifund_error_oauth_error(err)),
		Description:       C.GoString(C.omnifund_error_oauth_error_description(err)),
		RetryAfterSeconds: int64(C.omnifund_error_retry_after(err)),
		Message:           C.GoString(C.omnifund_error_message(err)),
	}
}

// hasNUL is for a text that would arrive shortened: C ends it at its first NUL.
func hasNUL() *Error {
	return &Error{
		Code:    C.OMNIFUND_CODE_INVALID_ARGUMENT,
		Advice:  C.OMNIFUND_ADVICE_BUG,
		Outcome: C.OMNIFUND_OUTCOME_NOT_SENT,
		Message: "a text has a NUL in it, which C would take for its end; nothing was done",
	}
}
