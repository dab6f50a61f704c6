package omnifund_test

import (
	"fmt"
	"testing"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

func TestAWrongPasswordAsksForASignInAndTellsTheServersWords(t *testing.T) {
	t.Parallel()
	_, err := client(t, omnifundtest.Start(t)).PasswordGrant(background, omnifundtest.Username, "wrong")
	wants(t, err, omnifund.ErrSignInRequired)
	wants(t, err, &omnifund.Error{Code: omnifund.CodeWrongPassword})
	failure := asError(t, err)
	if failure.Outcome != omnifund.OutcomeRefused || failure.HTTPStatus != 400 ||
		failure.OAuthError != "invalid_grant" || failure.Description == "" {
		t.Errorf("it says too little: %+v", failure)
	}
}

func TestATooBusyServerIsTriedLaterAfterAsManySecondsAsItSays(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	server.Faults(omnifundtest.Fault{Status: 429, RetryAfter: "7"})
	_, err := client(t, server).PasswordGrant(background, omnifundtest.Username, omnifundtest.Password)
	wants(t, err, omnifund.ErrTryLater)
	if wait := asError(t, err).RetryAfter; wait != 7*time.Second {
		t.Errorf("it says to wait %v", wait)
	}
}

func TestEachAdviceHasItsVariable(t *testing.T) {
	t.Parallel()
	for advice, wanted := range map[omnifund.Advice]error{
		omnifund.AdviceWait:             omnifund.ErrTryLater,
		omnifund.AdviceSignIn:           omnifund.ErrSignInRequired,
		omnifund.AdviceFixConfiguration: omnifund.ErrConfiguration,
		omnifund.AdviceFixStorage:       omnifund.ErrStore,
		omnifund.AdviceRefused:          omnifund.ErrRefused,
		omnifund.AdviceBug:              omnifund.ErrBug,
	} {
		wants(t, fmt.Errorf("wrapped: %w", &omnifund.Error{Advice: advice}), wanted)
	}
}

func TestATextWithANULIsRefusedAndNeverShortened(t *testing.T) {
	t.Parallel()
	_, err := omnifund.NewConfig(omnifund.Credentials("id", "secret\x00more"))
	wants(t, err, &omnifund.Error{Code: omnifund.CodeInvalidArgument})
}

func TestATextThatIsNoUTF8IsRefused(t *testing.T) {
	t.Parallel()
	_, err := omnifund.NewConfig(omnifund.Credentials("id", "secret\xff"))
	wants(t, err, &omnifund.Error{Code: omnifund.CodeInvalidUTF8})
}
