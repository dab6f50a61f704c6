package omnifund_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// What stands around each of the README's blocks under a heading.
var around = map[string][]string{
	"Sign in": {
		`func signInOnce(username, password string) {`, `}`,
		`func tenLines(username string) {`, `}`,
	},
	"Through the browser": {``, ``},
	"Call the API":        {`func callTheAPI(ctx context.Context, session *omnifund.Session) {`, `}`},
	"A hundred merchants in one process": {
		`func save(ctx context.Context, store *omnifund.Store, merchant, clientID, clientSecret string) error {`,
		`return err }`,
		`func tokenOf(config *omnifund.Config, store *omnifund.Store, merchant, username string) (string, error) {`,
		`if err != nil { return "", err }; return token.AccessToken, nil }`,
	},
	"Development, staging, production": {
		`func openIn(environment, username string) (*omnifund.Session, error) {`, `return session, err }`,
	},
}

// Whatever a block imports.
const imports = `package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

var _ = []any{context.Background, errors.As, fmt.Println, log.Fatal, http.Get, url.Parse, strings.Fields,
	testing.Short, time.Now, omnifund.Version, omnifundtest.Run}

`

// readmeLines gives the README's blocks of Go under a heading.
func readmeLines(t *testing.T, heading string) []string {
	t.Helper()
	text := string(got(os.ReadFile("README.md"))(t))
	section := regexp.MustCompile("(?ms)^#+ " + heading + "\n(.*?)(^##|\\z)").FindStringSubmatch(text)
	if section == nil {
		t.Fatalf("no %q", heading)
	}
	var blocks []string
	for _, block := range regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(section[1], -1) {
		blocks = append(blocks, block[1])
	}
	return blocks
}

// buildReadme builds testdata/readme with the README's lines, each block a function, and gives the program's path.
func buildReadme(t *testing.T) string {
	t.Helper()
	inCheckout(t)
	directory := t.TempDir()
	write := func(name string, text []byte) {
		must(t, os.WriteFile(filepath.Join(directory, name), text, 0o600))
	}
	write("main.go", got(os.ReadFile("testdata/readme/main.go"))(t))
	all := imports
	for heading, lines := range around {
		blocks := readmeLines(t, heading)
		if len(blocks) != len(lines)/2 {
			t.Fatalf("%d blocks under %q", len(blocks), heading)
		}
		for i, block := range blocks {
			all += lines[2*i] + "\n" + strings.ReplaceAll(block, `"/etc/omnifund/"`, "directory") + lines[2*i+1] + "\n\n"
		}
	}
	write("blocks.go", []byte(all))
	write("program_test.go", []byte(imports+readmeLines(t, "Test your own code")[0]))
	module := string(got(os.ReadFile(filepath.Join(till, "go.mod")))(t))
	write("go.mod", []byte(strings.ReplaceAll(module, "../../bindings/go", got(filepath.Abs("."))(t))))
	write("go.sum", got(os.ReadFile(filepath.Join(till, "go.sum")))(t))
	if output, err := run(t, directory, nil, "go", "build", "-buildvcs=false", "-o", "readme", "."); err != nil {
		t.Fatal(output)
	}
	return filepath.Join(directory, "readme")
}

func TestTheReadmesLinesDoWhatTheySay(t *testing.T) {
	t.Parallel()
	if lines := readmeLines(t, "Sign in")[1]; strings.Count(lines, "\n") > 12 {
		t.Errorf("these are no ten lines:\n%s", lines)
	}
	program, server := buildReadme(t), omnifundtest.Start(t)
	for _, step := range []struct{ lines, says string }{
		{"ten lines", "password"},
		{"sign in", ""},
		{"ten lines", "Authorization: Bearer "},
		{"call the API", "201 Done\n"},
		// The rest have servers of their own.
		{"browser", ""},
		{"merchants", ""},
		{"environments", ""},
	} {
		output, err := run(t, "", environment(server), program, step.lines)
		if err != nil || !strings.Contains(output, step.says) {
			t.Errorf("%s: %v\n%s", step.lines, err, output)
		}
	}
	server.Faults(omnifundtest.Fault{At: "api", Method: "POST", Times: 1, DropReply: true})
	output, err := run(t, "", environment(server), program, "call the API")
	if err != nil || !strings.Contains(output, "Unknown\n") {
		t.Errorf("%v\n%s", err, output)
	}
}

func TestTheReadmesTestIsOne(t *testing.T) {
	t.Parallel()
	directory := filepath.Dir(buildReadme(t))
	if output, err := run(t, directory, nil, "go", "test", "."); err != nil || !strings.Contains(output, "ok") {
		t.Errorf("%v\n%s", err, output)
	}
}

func TestEachBlockOfTheReadmeIsOneOfThese(t *testing.T) {
	t.Parallel()
	text := string(got(os.ReadFile("README.md"))(t))
	// The import stands in each program here.
	known := 1 + len(readmeLines(t, "Test your own code"))
	for _, lines := range around {
		known += len(lines) / 2
	}
	if all := strings.Count(text, "```go\n"); all != known {
		t.Errorf("%d blocks, of which %d are known", all, known)
	}
}
