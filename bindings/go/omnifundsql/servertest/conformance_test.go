package servertest

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundsql"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// How many rules can be tried without a fork and without another clock.
const rulesForGo = 10

func conformanceLibrary(t *testing.T) string {
	t.Helper()
	library := filepath.Join(t.TempDir(), "libomnifund_conformance.so")
	compile := exec.Command("cc", "-shared", "-fPIC", "-Iinclude", "-o", library, "conformance/conformance.c", "-lpthread")
	compile.Dir = root
	if said, err := compile.CombinedOutput(); err != nil {
		t.Fatal(err, string(said))
	}
	return library
}

func tried(t *testing.T, functions omnifund.StoreFunctions) []omnifundtest.StoreRule {
	t.Helper()
	rules, err := omnifundtest.StoreConformance(functions, conformanceLibrary(t))
	must(t, err)
	if len(rules) != rulesForGo {
		t.Error("rules:", rules)
	}
	return rules
}

func keepsEveryRule(t *testing.T, functions omnifund.StoreFunctions) {
	t.Helper()
	for _, rule := range tried(t, functions) {
		if rule.Problem != "" {
			t.Error(rule)
		}
	}
}

func TestSQLiteKeepsEveryRuleOfTheConformanceProgramme(t *testing.T) {
	t.Parallel()
	keepsEveryRule(t, omnifundsql.New(sqlite(t), omnifundsql.SQLite))
}

func TestPostgreSQLAndMariaDBKeepEveryRuleOfTheConformanceProgramme(t *testing.T) {
	t.Parallel()
	postgresql, mariadb := servers(t)
	one := open(t, "pgx", fmt.Sprintf("postgresql://owner:%s@127.0.0.1:%s/omnifund", password, postgresql))
	migrate(t, one, "postgresql/migration.sql")
	keepsEveryRule(t, omnifundsql.New(one, omnifundsql.PostgreSQL))
	other := open(t, "mysql", fmt.Sprintf("owner:%s@tcp(127.0.0.1:%s)/omnifund", password, mariadb))
	migrate(t, other, "mysql/migration.sql")
	keepsEveryRule(t, omnifundsql.New(other, omnifundsql.MySQL))
	runsTheSnippetOfThePageForOperators(t, one)
}

// blind puts its bytes in the place of whatever is there.
type blind struct{ omnifund.StoreFunctions }

type blindConnection struct{ omnifund.StoreConnection }

func (b blind) Connect(ctx context.Context) (omnifund.StoreConnection, error) {
	opened, err := b.StoreFunctions.Connect(ctx)
	return blindConnection{opened}, err
}

func (b blindConnection) Swap(ctx context.Context, change omnifund.StoreChange) error {
	found, err := b.Load(ctx, change.Key)
	if err != nil {
		return err
	}
	change.Expected = 0
	if found != nil {
		change.Expected = found.Version
	}
	return b.StoreConnection.Swap(ctx, change)
}

func TestAStoreThatWritesBlindlyIsCaught(t *testing.T) {
	t.Parallel()
	caught := map[string]string{}
	for _, rule := range tried(t, blind{omnifundsql.New(sqlite(t), omnifundsql.SQLite)}) {
		if rule.Problem != "" {
			caught[rule.Rule] = rule.Problem
		}
	}
	if caught["only the expected version is changed"] == "" {
		t.Error("caught:", caught)
	}
}

func TestALibraryThatIsNoneIsAnError(t *testing.T) {
	t.Parallel()
	_, err := omnifundtest.StoreConformance(omnifundsql.New(sqlite(t), omnifundsql.SQLite), "/nowhere.so")
	if err == nil || !strings.Contains(err.Error(), "/nowhere.so") {
		t.Error(err)
	}
}

// runsTheSnippetOfThePageForOperators has its lines, word by word but for the journal's place.
func runsTheSnippetOfThePageForOperators(t *testing.T, db *sql.DB) {
	t.Helper()
	journal := filepath.Join(t.TempDir(), "omnifund")
	// The snippet begins.
	functions := omnifundsql.New(db, omnifundsql.PostgreSQL) // or MySQL, SQLite
	store, err := omnifund.OpenFunctionsStore(functions, omnifund.Journal(journal))
	// The snippet ends.
	must(t, err)
	defer func() { _ = store.Close() }()
	must(t, store.SaveClient(ctx, "Till 7", omnifundtest.ClientID, omnifundtest.ClientSecret))

	page, _ := os.ReadFile(filepath.Join(root, "docs/fleet.md"))
	_, snippet, _ := strings.Cut(string(page), "```go\n")
	snippet, _, _ = strings.Cut(snippet, "```")
	snippet = strings.ReplaceAll(snippet, `"/var/lib/pos/omnifund"`, "journal")
	own, _ := os.ReadFile("conformance_test.go")
	_, here, _ := strings.Cut(string(own), "// The snippet begins.\n")
	here, _, _ = strings.Cut(here, "// The snippet ends.")
	if strings.Join(strings.Fields(snippet), " ") != strings.Join(strings.Fields(here), " ") || here == "" {
		t.Errorf("docs/fleet.md has:\n%s\nand this test runs:\n%s", snippet, here)
	}
}
