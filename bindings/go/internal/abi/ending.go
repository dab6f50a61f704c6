package abi

/*
#include <omnifund.h>
*/
import "C"

// EndExchanges waits for the exchanges under way, and tells how many are left.
func EndExchanges(budgetMS int64) int64 { return int64(C.omnifund_end_exchanges(C.int64_t(budgetMS))) }
