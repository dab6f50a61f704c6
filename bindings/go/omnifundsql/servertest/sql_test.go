package servertest

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/go-sql-driver/mysql"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundsql"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

const (
	root     = "../../../.."
	lasting  = time.Minute
	password = "throw-away"
)

var (
	ctx           = context.Background()
	a, b, c       = strings.Repeat("a", 32), strings.Repeat("b", 32), strings.Repeat("c", 32)
	first, second = strings.Repeat("1", 32), strings.Repeat("2", 32)
)

func sqlite(t *testing.T) *sql.DB {
	t.Helper()
	db := open(t, "sqlite", "file:"+filepath.Join(t.TempDir(), "shop.db")+"?_pragma=busy_timeout(20000)")
	migrate(t, db, "sql/sqlite.sql")
	return db
}

func open(t *testing.T, driver, place string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, place)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func migrate(t *testing.T, db *sql.DB, file string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "stores", file))
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range strings.Split(string(text), ";\n") {
		if strings.TrimSpace(statement) == "" {
			continue
		}
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(statement, err)
		}
	}
}

// servers are real ones, which end with the test.
func servers(t *testing.T) (postgresql, mariadb string) {
	t.Helper()
	program, err := filepath.Abs(filepath.Join(root, "target/debug/omnifund-databases"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(program); err != nil {
		t.Fatalf("%v: cargo build --package omnifund-databases", err)
	}
	command := exec.Command(program, "postgresql", "mariadb", "--", "sh", "-c",
		`echo "$POSTGRESQL_PORT $MARIADB_PORT"; read -r _`)
	stdin, _ := command.StdinPipe()
	stdout, _ := command.StdoutPipe()
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = command.Wait()
	})
	line, _ := bufio.NewReader(stdout).ReadString('\n')
	ports := strings.Fields(line)
	if len(ports) != 2 {
		t.Fatal("no databases")
	}
	return ports[0], ports[1]
}

func connect(t *testing.T, functions omnifund.StoreFunctions) omnifund.StoreConnection {
	t.Helper()
	connection, err := functions.Connect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = connection.Close() })
	return connection
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func got[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		must(t, err)
		return value
	}
}

func refused(t *testing.T, err error, answer omnifund.StoreAnswer) *omnifund.StoreRefusal {
	t.Helper()
	var refusal *omnifund.StoreRefusal
	if !errors.As(err, &refusal) || refusal.Answer != answer {
		t.Fatalf("%v, and not %v", err, answer)
	}
	return refusal
}

func checkRecords(t *testing.T, functions omnifund.StoreFunctions) {
	t.Helper()
	one, other := connect(t, functions), connect(t, functions)
	key, body := fmt.Sprintf("session-%064x", os.Getpid()), bytes.Repeat([]byte{0, 1, 200, 255}, 500)
	if id := got(one.Identify(ctx))(t); len(id) != 32 || id != got(other.Identify(ctx))(t) {
		t.Fatal("the store's id is", id)
	}
	if found := got(one.Load(ctx, key))(t); found != nil {
		t.Fatal("it holds", found)
	}
	fence := got(one.Lease(ctx, key, a, lasting))(t).Fence
	_, err := other.Lease(ctx, key, b, lasting)
	if left := refused(t, err, omnifund.StoreAnswerBusy).Remaining; left <= 0 || left > lasting {
		t.Error("it is left", left)
	}
	change := omnifund.StoreChange{Key: key, Owner: a, Fence: fence, WriteID: first, Body: body}
	theirs, wrong := change, change
	theirs.Owner, wrong.Expected = b, 1
	refused(t, other.Swap(ctx, theirs), omnifund.StoreAnswerLost)
	refused(t, one.Swap(ctx, wrong), omnifund.StoreAnswerConflict)
	must(t, one.Swap(ctx, change))
	found := got(other.Load(ctx, key))(t)
	if found == nil || found.Version != 1 || found.WriteID != first || !bytes.Equal(found.Body, body) ||
		found.Age < 0 || found.Age > lasting {
		t.Fatal("it holds", found)
	}
	if keys := got(one.List(ctx, "session-", "session.", 10))(t); len(keys) != 1 || keys[0] != key {
		t.Error("it lists", keys)
	}
	must(t, one.Swap(ctx, omnifund.StoreChange{Key: key, Owner: a, Fence: fence, Expected: 1, WriteID: second}))
	if found := got(one.Load(ctx, key))(t); found != nil {
		t.Error("it holds", found)
	}
	must(t, one.Release(ctx, key, a, fence))
	refused(t, one.Release(ctx, key, a, fence), omnifund.StoreAnswerLost)
	if next := got(other.Lease(ctx, key, b, lasting))(t).Fence; next <= fence {
		t.Error("fences do not grow:", next)
	}
}

func checkWriters(t *testing.T, functions omnifund.StoreFunctions) {
	t.Helper()
	const each, key = 10, "session-w"
	var all sync.WaitGroup
	for _, owner := range []string{a, b, c} {
		all.Add(1)
		connection := connect(t, functions)
		go func() {
			defer all.Done()
			for i := 0; i < each; i++ {
				if err := appendTo(connection, key, owner); err != nil {
					t.Error(err)
					return
				}
			}
		}()
	}
	all.Wait()
	found := got(connect(t, functions).Load(ctx, key))(t)
	if found == nil || found.Version != 3*each || len(found.Body) != 3*each {
		t.Error("changes were lost:", found)
	}
}

func appendTo(connection omnifund.StoreConnection, key, owner string) error {
	var lease omnifund.StoreLease
	for {
		var err error
		var refusal *omnifund.StoreRefusal
		if lease, err = connection.Lease(ctx, key, owner, lasting); err == nil {
			break
		}
		if !errors.As(err, &refusal) || refusal.Answer == omnifund.StoreAnswerFailed {
			return err
		}
		time.Sleep(5 * time.Millisecond)
	}
	change := omnifund.StoreChange{Key: key, Owner: owner, Fence: lease.Fence, WriteID: first}
	found, err := connection.Load(ctx, key)
	if err != nil {
		return err
	}
	if found != nil {
		change.Expected, change.Body = found.Version, found.Body
	}
	change.Body = append(change.Body, owner[0])
	if err := connection.Swap(ctx, change); err != nil {
		return err
	}
	return connection.Release(ctx, key, owner, lease.Fence)
}

func TestSQLiteKeepsRecords(t *testing.T) {
	t.Parallel()
	functions := omnifundsql.New(sqlite(t), omnifundsql.SQLite)
	checkRecords(t, functions)
	checkWriters(t, functions)
}

func TestPostgreSQLAndMariaDBKeepRecords(t *testing.T) {
	t.Parallel()
	postgresql, mariadb := servers(t)
	for driver, one := range map[string]struct {
		place, migration string
		dialect          omnifundsql.Dialect
	}{
		"pgx": {
			fmt.Sprintf("postgresql://owner:%s@127.0.0.1:%s/omnifund", password, postgresql),
			"postgresql/migration.sql", omnifundsql.PostgreSQL,
		},
		"mysql": {
			fmt.Sprintf("owner:%s@tcp(127.0.0.1:%s)/omnifund", password, mariadb),
			"mysql/migration.sql", omnifundsql.MySQL,
		},
	} {
		t.Run(driver, func(t *testing.T) {
			db := open(t, driver, one.place)
			migrate(t, db, one.migration)
			functions := omnifundsql.New(db, one.dialect)
			checkRecords(t, functions)
			checkWriters(t, functions)
			must(t, drop(db))
			_, err := connect(t, functions).Load(ctx, "session-0")
			refused(t, err, omnifund.StoreAnswerFailed)
		})
	}
}

func drop(db *sql.DB) error {
	_, err := db.Exec("DROP TABLE omnifund_store")
	return err
}

func TestALeaseEndsByTheDatabasesClock(t *testing.T) {
	t.Parallel()
	functions := omnifundsql.New(sqlite(t), omnifundsql.SQLite)
	late, next := connect(t, functions), connect(t, functions)
	fence := got(late.Lease(ctx, "session-0", a, 50*time.Millisecond))(t).Fence
	for {
		lease, err := next.Lease(ctx, "session-0", b, lasting)
		if err == nil {
			if lease.Fence <= fence {
				t.Error("fences do not grow:", lease.Fence)
			}
			break
		}
		refused(t, err, omnifund.StoreAnswerBusy)
		time.Sleep(10 * time.Millisecond)
	}
	change := omnifund.StoreChange{Key: "session-0", Owner: a, Fence: fence, WriteID: first, Body: []byte("late")}
	refused(t, late.Swap(ctx, change), omnifund.StoreAnswerLost)
}

func TestNoTimeLeftIsUnknownOfASwapAndNothingIsDone(t *testing.T) {
	t.Parallel()
	functions := omnifundsql.New(sqlite(t), omnifundsql.SQLite)
	connection := connect(t, functions)
	fence := got(connection.Lease(ctx, "session-0", a, lasting))(t).Fence
	over, cancel := context.WithCancel(ctx)
	cancel()
	change := omnifund.StoreChange{Key: "session-0", Owner: a, Fence: fence, WriteID: first, Body: []byte("x")}
	refused(t, connection.Swap(over, change), omnifund.StoreAnswerUnknown)
	_, err := connection.Load(over, "session-0")
	refused(t, err, omnifund.StoreAnswerUnreachable)
	if found := got(connection.Load(ctx, "session-0"))(t); found != nil {
		t.Error("it holds", found)
	}
}

func TestHostsShareASession(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	functions := omnifundsql.New(sqlite(t), omnifundsql.SQLite)
	key := got(omnifund.NewKey(bytes.Repeat([]byte{7}, 32)))(t)
	config := got(omnifund.NewConfig(server.Options()...))(t)
	defer config.Close()
	client := got(omnifund.NewClient(config))(t)
	t.Cleanup(func() { _ = client.Close() })
	open := func(host string) *omnifund.Session {
		store := got(omnifund.OpenFunctionsStore(functions, omnifund.SealedWith(key),
			omnifund.Journal(filepath.Join(t.TempDir(), host))))(t)
		session := got(client.OpenSession(store, omnifundtest.Username))(t)
		t.Cleanup(func() {
			_ = session.Close()
			must(t, store.Detach())
			_ = store.Close()
		})
		return session
	}
	one, other := open("one"), open("other")
	must(t, one.SignIn(ctx, omnifundtest.Password))
	token := got(one.Token())(t).AccessToken
	if same := got(other.Token())(t).AccessToken; same != token {
		t.Error("the other host has another token")
	}
	must(t, other.Refresh(ctx))
	fresh := got(other.Token())(t).AccessToken
	must(t, one.Reject(ctx, token))
	if same := got(one.Token())(t).AccessToken; same != fresh || fresh == token {
		t.Error("the first host does not have the other's new token")
	}
	if refreshes := len(server.Refreshes()); refreshes != 1 {
		t.Error("refreshes:", refreshes)
	}
}

// broken panics, or gives what nobody expects.
type broken struct{ problem any }

func (b broken) Connect(context.Context) (omnifund.StoreConnection, error) { panic(b.problem) }

func TestAPanicOfAStoreIsAnError(t *testing.T) {
	t.Parallel()
	key := got(omnifund.NewKey(bytes.Repeat([]byte{7}, 32)))(t)
	_, err := omnifund.OpenFunctionsStore(broken{"out of order"}, omnifund.SealedWith(key),
		omnifund.Journal(filepath.Join(t.TempDir(), "journal")))
	if err == nil || !strings.Contains(err.Error(), "out of order") {
		t.Error(err)
	}
}

func TestNothingOfAKeyIsSQL(t *testing.T) {
	t.Parallel()
	connection := connect(t, omnifundsql.New(sqlite(t), omnifundsql.SQLite))
	for _, key := range []string{"session-'", "session-%s?$1", "session-'; DROP TABLE omnifund_store; --"} {
		fence := got(connection.Lease(ctx, key, a, lasting))(t).Fence
		must(t, connection.Swap(ctx, omnifund.StoreChange{Key: key, Owner: a, Fence: fence, WriteID: first, Body: []byte{}}))
		if found := got(connection.Load(ctx, key))(t); found == nil {
			t.Error("it has lost", key)
		}
	}
	for _, owner := range []string{"", strings.Repeat("'", 32), strings.Repeat("g", 32)} {
		_, err := connection.Lease(ctx, "session-0", owner, lasting)
		refused(t, err, omnifund.StoreAnswerFailed)
	}
}
