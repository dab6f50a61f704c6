package omnifundsql

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
)

func refusal(answer omnifund.StoreAnswer, message string) *omnifund.StoreRefusal {
	return &omnifund.StoreRefusal{Answer: answer, Message: message}
}

// refused tells what an error of a driver's says about what was asked.
func refused(err error, unknown omnifund.StoreAnswer) error {
	switch {
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone), collided(err):
		// Drivers promise that nothing was done.
		return refusal(omnifund.StoreAnswerUnreachable, err.Error())
	case state(err) != "":
		return refusal(ofState(err), err.Error())
	}
	return refusal(unknown, err.Error())
}

// ofState is for what the server itself refused.
func ofState(err error) omnifund.StoreAnswer {
	switch state := state(err); {
	case state == "40003":
		return omnifund.StoreAnswerUnknown
	case strings.HasPrefix(state, "08"), strings.HasPrefix(state, "57P"), strings.HasPrefix(state, "53"):
		return omnifund.StoreAnswerUnreachable
	case state == "57014", state == "55P03", state == "25006":
		return omnifund.StoreAnswerUnreachable
	}
	return omnifund.StoreAnswerFailed
}

// state is the SQLSTATE of an error, where the driver tells it.
func state(err error) string {
	var known interface{ SQLState() string }
	if errors.As(err, &known) {
		return known.SQLState()
	}
	// As MySQL's driver writes it: "Error 1146 (42S02): ...".
	if rest, is := strings.CutPrefix(err.Error(), "Error "); is {
		if _, rest, is := strings.Cut(rest, "("); is && len(rest) > 6 && rest[5] == ')' {
			return rest[:5]
		}
	}
	return ""
}

// collided tells whether the database itself took it back, since two met.
func collided(err error) bool {
	state, words := state(err), err.Error()
	return state == "40001" || state == "40P01" || strings.HasPrefix(words, "Error 1205 ")
}

// retried asks once more where two met.
func retried(ctx context.Context, ask func() error) error {
	for try := 1; ; try++ {
		err := ask()
		if err == nil || try == tries || !collided(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Duration(try) * 5 * time.Millisecond):
		}
	}
}
