package omnifund_test

import (
	"fmt"
	"log/slog"
	"strings"
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

func TestConstantsAndErrorsAreShownByTheirNames(t *testing.T) {
	t.Parallel()
	failure := &omnifund.Error{
		Code: omnifund.CodeStoreFull, Advice: omnifund.AdviceFixStorage, Outcome: omnifund.OutcomeNotSent,
		RetryAfter: 5 * time.Second, Message: "no space",
	}
	shown := fmt.Sprintf("%v %v %v %v", failure.Code, failure.Advice, failure.Outcome, omnifund.Code(9999))
	if shown != "StoreFull FixStorage NotSent Code(9999)" {
		t.Errorf("they are shown as %q", shown)
	}
	var line strings.Builder
	slog.New(slog.NewTextHandler(&line, nil)).Warn("failed", "err", fmt.Errorf("wrapped: %w", failure))
	slog.New(slog.NewTextHandler(&line, nil)).Warn("failed", "err", failure)
	for _, wanted := range []string{
		"no space", "err.code=StoreFull", "err.advice=FixStorage", "err.outcome=NotSent", "err.retry_after=5s",
	} {
		if !strings.Contains(line.String(), wanted) {
			t.Errorf("%q is not in %s", wanted, line.String())
		}
	}
	if strings.Contains(line.String(), "http_status") {
		t.Errorf("an answer that was not read is in %s", line.String())
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
