package omnifund

import (
	"time"

	"github.com/omnifund/libomnifund/bindings/go/internal/abi"
)

// EndExchanges waits until no exchange is under way and every new pair is saved, for budget at most (30 seconds
// is a good one), and tells how many are left; from here on no exchange is started in this process. Pairs that
// a full disk would not take are tried again meanwhile, once at least. Go's main returns without a word to anybody: a program that leaves its sessions open, or ends by os.Exit, calls this
// last. [Session.Close] does as much for one session.
func EndExchanges(budget time.Duration) int {
	return int(abi.EndExchanges(budget.Milliseconds()))
}
