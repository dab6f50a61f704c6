package abi

/*
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <dlfcn.h>
#include <omnifund.h>

static const char *where_the_library_is(void)
{
    Dl_info info;
    return dladdr((void *)omnifund_abi_version, &info) && info.dli_fname ? info.dli_fname : "?";
}
*/
import "C"

import "fmt"

// builtFor is the ABI number of the header that this package was compiled with.
const builtFor = C.OMNIFUND_ABI_VERSION

var (
	found    = int(C.omnifund_abi_version())
	mismatch = compare(found)
)

// Mismatch says which library was found and where, if its ABI is another than this package's.
func Mismatch() *Error { return mismatch }

func compare(number int) *Error {
	if number == builtFor {
		return nil
	}
	message := fmt.Sprintf("libomnifund %s, found at %s, has the ABI number %d, and this program was "+
		"built for %d: install the library that goes with it", Version(), Library(), number, builtFor)
	return &Error{
		Code:    C.OMNIFUND_CODE_INVALID_CONFIGURATION,
		Advice:  C.OMNIFUND_ADVICE_FIX_CONFIGURATION,
		Outcome: C.OMNIFUND_OUTCOME_NOT_SENT,
		Message: message,
	}
}

// Version is the library's.
func Version() string { return C.GoString(C.omnifund_version()) }

// Library is the file that the library was found in: the program itself where it is linked statically.
func Library() string { return C.GoString(C.where_the_library_is()) }
