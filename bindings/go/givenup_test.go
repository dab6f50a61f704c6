package omnifund_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/internal/crowd"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

func charge() *omnifund.Request {
	return &omnifund.Request{
		Method: "POST", Path: "/api/customers", Body: strings.NewReader(`{"lastName": "` + crowd.Till + `"}`),
	}
}

// givenUp is the outcome that a request was given up with.
func givenUp(t *testing.T, err error) omnifund.Outcome {
	t.Helper()
	var failure *omnifund.GivenUpError
	if !errors.Is(err, context.Canceled) || !errors.As(err, &failure) {
		t.Fatalf("%v", err)
	}
	return failure.Outcome
}

func TestAChargeThatWasBegunAndGivenUpIsMadeOnceAndToldUnknown(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	session := session(t, server)
	server.Faults(omnifundtest.Fault{At: "api", Method: "POST", Times: 1, DelayMS: 300})
	ctx, cancel := context.WithCancel(background)
	ended := make(chan error)
	go func() {
		_, err := session.Request(ctx, charge())
		ended <- err
	}()
	server.WaitForFault()
	cancel()
	if outcome := givenUp(t, <-ended); outcome != omnifund.OutcomeUnknown {
		t.Error(outcome)
	}
	other := got(omnifund.NewClient(got(omnifund.NewConfig(server.Options()...))(t)))(t)
	// It waits for the charge.
	must(t, session.Close())
	counting := got(other.OpenSession(memoryStore(t), omnifundtest.Username))(t)
	must(t, counting.SignIn(background, omnifundtest.Password))
	if made := got(crowd.Charges(counting))(t); made != 1 {
		t.Errorf("%d charges", made)
	}
}

func TestAChargeThatWaitsForItsTurnAndIsGivenUpIsNeverSent(t *testing.T) {
	t.Parallel()
	session := session(t, omnifundtest.Start(t))
	ctx, cancel := context.WithCancel(background)
	cancel()
	_, err := session.Request(ctx, charge())
	if outcome := givenUp(t, err); outcome != omnifund.OutcomeNotSent {
		t.Error(outcome)
	}
	if made := got(crowd.Charges(session))(t); made != 0 {
		t.Errorf("%d charges", made)
	}
}
