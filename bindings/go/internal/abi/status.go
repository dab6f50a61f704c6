package abi

/*
#include <omnifund.h>
*/
import "C"

// Status is an omnifund_status, read and freed. Times are Unix times in seconds, 0 where there is none.
type Status struct {
	SignedIn         bool
	SignedOut        bool
	Refused          bool
	SecondsLeft      int64
	Generation       int64
	LastRotation     int64
	RefreshTokenEnds int64
	FailingSince     int64
	FailuresInARow   int64
	Unsaved          bool
	KeptAnswer       int64
	Replays          int64
	Exchanges        int64
	Failures         int64
	Waits            int64
	Lost             int64
	UnsavedPairs     int64
}

func (s Session) Status() (Status, *Error) {
	var status *C.omnifund_status
	err := call(nil, func(_ []*C.char, err failure) C.int32_t {
		return C.omnifund_session_status(s.pointer, &status, err)
	})
	defer C.omnifund_status_free(status)
	return Status{
		SignedIn:         C.omnifund_status_signed_in(status) == 1,
		SignedOut:        C.omnifund_status_signed_out(status) == 1,
		Refused:          C.omnifund_status_refused(status) == 1,
		SecondsLeft:      int64(C.omnifund_status_seconds_left(status)),
		Generation:       int64(C.omnifund_status_generation(status)),
		LastRotation:     int64(C.omnifund_status_last_rotation(status)),
		RefreshTokenEnds: int64(C.omnifund_status_refresh_token_ends(status)),
		FailingSince:     int64(C.omnifund_status_failing_since(status)),
		FailuresInARow:   int64(C.omnifund_status_failures_in_a_row(status)),
		Unsaved:          C.omnifund_status_unsaved(status) == 1,
		KeptAnswer:       int64(C.omnifund_status_kept_answer(status)),
		Replays:          int64(C.omnifund_status_replays(status)),
		Exchanges:        int64(C.omnifund_status_exchanges(status)),
		Failures:         int64(C.omnifund_status_failures(status)),
		Waits:            int64(C.omnifund_status_waits(status)),
		Lost:             int64(C.omnifund_status_lost(status)),
		UnsavedPairs:     int64(C.omnifund_status_unsaved_pairs(status)),
	}, err
}
