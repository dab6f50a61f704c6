package omnifund_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	omnifund "github.com/omnifund/libomnifund/bindings/go"
	"github.com/omnifund/libomnifund/bindings/go/omnifundtest"
)

func TestEveryOptionIsTaken(t *testing.T) {
	t.Parallel()
	config := got(omnifund.NewConfig(
		omnifund.Environment("sandbox"),
		omnifund.AllowPlainHTTP(),
		omnifund.BaseURL("http://omnifund.example"),
		omnifund.Credentials("id", "secret"),
		omnifund.JSONBody(),
		omnifund.ConnectTimeout(time.Second),
		omnifund.ExchangeTimeout(2*time.Second),
		omnifund.CallBudget(3*time.Second),
		omnifund.Proxy("http://proxy.example:3128"),
		omnifund.WithReplay(omnifund.ReplayOnce),
		omnifund.RefreshLifetime(24*time.Hour),
		omnifund.Audit("syslog"),
		omnifund.LogToStderr(omnifund.LogLevelError),
		omnifund.LogToSyslog(omnifund.LogLevelError),
		omnifund.LogToFile(filepath.Join(t.TempDir(), "log"), omnifund.LogLevelError),
	))(t)
	defer config.Close()
	client := got(omnifund.NewClient(config))(t)
	must(t, client.Close())
}

func TestAWrongSettingIsAConfigurationError(t *testing.T) {
	t.Parallel()
	for name, option := range map[string]omnifund.Option{
		"environment": omnifund.Environment("staging"),
		"base URL":    omnifund.BaseURL("ftp://omnifund.example"),
		"credentials": omnifund.Credentials("", ""),
		"time":        omnifund.ConnectTimeout(0),
		"CA file":     omnifund.CAFile("/nowhere/ca.pem"),
		"proxy":       omnifund.Proxy("socks5://proxy.example"),
		"audit":       omnifund.Audit("stderr"),
	} {
		_, err := omnifund.NewConfig(option)
		if err == nil {
			t.Errorf("the wrong %s was taken", name)
			continue
		}
		wants(t, err, omnifund.ErrConfiguration)
	}
	_, err := omnifund.NewConfig(omnifund.WithReplay(99))
	wants(t, err, &omnifund.Error{Code: omnifund.CodeInvalidArgument})
	_, err = omnifund.NewConfig(omnifund.LogToStderr(99))
	wants(t, err, &omnifund.Error{Code: omnifund.CodeInvalidArgument})
}

func TestNothingIsTrustedAloneWithoutACAFile(t *testing.T) {
	t.Parallel()
	config := got(omnifund.NewConfig(
		omnifund.Environment("sandbox"),
		omnifund.Credentials("id", "secret"),
		omnifund.TrustCAFileOnly(),
	))(t)
	defer config.Close()
	_, err := omnifund.NewClient(config)
	wants(t, err, omnifund.ErrConfiguration)
}

func TestAConfigWithoutAHostMakesNoClient(t *testing.T) {
	t.Parallel()
	config := got(omnifund.NewConfig(omnifund.Credentials("id", "secret")))(t)
	defer config.Close()
	_, err := omnifund.NewClient(config)
	wants(t, err, omnifund.ErrConfiguration)
}

func TestAFileOpensStoreClientAndSession(t *testing.T) {
	t.Parallel()
	server := omnifundtest.Start(t)
	config := got(omnifund.LoadConfig(server.SettingsFile(), omnifund.CallBudget(20*time.Second)))(t)
	defer config.Close()
	store := got(config.OpenStore())(t)
	defer store.Close()
	client := got(config.OpenClient(store))(t)
	defer client.Close()
	session := got(client.OpenSession(store, omnifundtest.Username))(t)
	defer session.Close()
	must(t, session.SignIn(background, omnifundtest.Password))

	same := got(omnifund.OpenSession(server.SettingsFile(), omnifundtest.Username))(t)
	defer same.Close()
	if got(same.Token())(t).AccessToken != got(session.Token())(t).AccessToken {
		t.Error("the two have not the same session")
	}
}

func TestAFileThatOthersMayReadIsRefused(t *testing.T) {
	t.Parallel()
	path := omnifundtest.Start(t).SettingsFile()
	must(t, os.Chmod(path, 0o644))
	_, err := omnifund.LoadConfig(path)
	wants(t, err, omnifund.ErrConfiguration)
	_, err = omnifund.OpenSession(path, omnifundtest.Username)
	wants(t, err, omnifund.ErrConfiguration)
}

func TestTheEnvironmentConfiguresToo(t *testing.T) {
	config := got(omnifund.LoadConfig(""))(t)
	defer config.Close()
	must(t, got(config.OpenStore())(t).Close())
}
