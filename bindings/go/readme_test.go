package omnifund_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

// What a file of the README's lines needs around them.
const (
	tenLinesFile = "package main\n\nimport (\n\t\"errors\"\n\t\"fmt\"\n\t\"log\"\n\n" +
		"\tomnifund \"github.com/omnifund/libomnifund/bindings/go\"\n)\n\nfunc tenLines(username string) {\n"
	browserFile = "package main\n\nimport \"net/http\"\n\n"
)

// readmeLines gives the README's lines of Go under a heading.
func readmeLines(t *testing.T, heading string) string {
	t.Helper()
	text := string(got(os.ReadFile("README.md"))(t))
	block := regexp.MustCompile("(?s)\n## " + heading + "\n[^#]*?```go\n(.*?)```").FindStringSubmatch(text)
	if block == nil {
		t.Fatalf("no Go under %q", heading)
	}
	return block[1]
}

// buildReadme builds testdata/readme with the README's lines, and gives the program's path.
func buildReadme(t *testing.T) string {
	t.Helper()
	inCheckout(t)
	directory := t.TempDir()
	write := func(name string, text []byte) {
		must(t, os.WriteFile(filepath.Join(directory, name), text, 0o600))
	}
	write("main.go", got(os.ReadFile("testdata/readme/main.go"))(t))
	write("ten.go", []byte(tenLinesFile+readmeLines(t, "Ten lines")+"}\n"))
	write("browser.go", []byte(browserFile+readmeLines(t, "Signing in through the browser")))
	module := string(got(os.ReadFile(filepath.Join(till, "go.mod")))(t))
	write("go.mod", []byte(strings.ReplaceAll(module, "../../bindings/go", got(filepath.Abs("."))(t))))
	write("go.sum", got(os.ReadFile(filepath.Join(till, "go.sum")))(t))
	if output, err := run(t, directory, nil, "go", "build", "-buildvcs=false", "-o", "readme", "."); err != nil {
		t.Fatal(output)
	}
	return filepath.Join(directory, "readme")
}

func TestTheReadmesLinesAskForThePasswordAndThenLogInAndSignInThroughTheBrowser(t *testing.T) {
	t.Parallel()
	if lines := readmeLines(t, "Ten lines"); strings.Count(lines, "\n") > 12 {
		t.Errorf("these are no ten lines:\n%s", lines)
	}
	program, server := buildReadme(t), omnifundtest.Start(t)
	output, err := run(t, "", environment(server), program)
	if err != nil || !strings.Contains(output, "password") {
		t.Errorf("%v\n%s", err, output)
	}
	session := got(omnifund.OpenSession(server.SettingsFile(), omnifundtest.Username))(t)
	defer session.Close()
	must(t, session.SignIn(background, omnifundtest.Password))
	output, err = run(t, "", environment(server), program)
	if err != nil || !strings.Contains(output, "Authorization: Bearer ") {
		t.Errorf("%v\n%s", err, output)
	}
	// With a server of its own.
	if output, err := run(t, "", nil, program, "browser"); err != nil {
		t.Errorf("%v\n%s", err, output)
	}
}
