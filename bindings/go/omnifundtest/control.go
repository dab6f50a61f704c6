package omnifundtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// Fault is a rule of misbehaviour. Each request takes the first rule that is for it and not used up.
type Fault struct {
	// At is "token", "login", "api" or "any", which is meant where it is empty.
	At string `json:"at,omitempty"`
	// Grant is "password" or "refresh_token", for the token endpoint.
	Grant string `json:"grant,omitempty"`
	// Method is an HTTP method, such as "POST", for the API.
	Method string `json:"method,omitempty"`
	// Times is how often; 0 is for ever.
	Times int `json:"times,omitempty"`
	// Skip is how many requests it lets through first.
	Skip int `json:"skip,omitempty"`

	// And one of these actions.

	// DelayMS waits, then processes.
	DelayMS int `json:"delay_ms,omitempty"`
	// DelayReplyMS processes, waits, then replies.
	DelayReplyMS int `json:"delay_reply_ms,omitempty"`
	// DropReply processes, then closes.
	DropReply bool `json:"drop_reply,omitempty"`
	// CutRequest reads the request and closes.
	CutRequest bool `json:"cut_request,omitempty"`
	// Garbage answers with a captive portal's page.
	Garbage bool `json:"garbage,omitempty"`
	// GarbageAfterCommit processes, and answers what nobody can read.
	GarbageAfterCommit bool `json:"garbage_after_commit,omitempty"`
	// Status answers with this HTTP status, and what goes with it.
	Status     int    `json:"status,omitempty"`
	Body       string `json:"body,omitempty"`
	RetryAfter string `json:"retry_after,omitempty"`
	Location   string `json:"location,omitempty"`
}

// Exchange is a request that reached the token endpoint, in the order of its commits. Tokens are told by
// fingerprints.
type Exchange struct {
	Number     int    `json:"number"`
	ArrivedMS  int64  `json:"arrived_ms"`
	AnsweredMS *int64 `json:"answered_ms"`
	Grant      string `json:"grant"`
	User       string `json:"user"`
	Presented  string `json:"presented"`
	Status     int    `json:"status"`
	Error      string `json:"error"`
	Access     string `json:"access"`
	Refresh    string `json:"refresh"`
	ExpiresMS  int64  `json:"expires_ms"`
}

// Login is a request that reached token login.
type Login struct {
	Number    int    `json:"number"`
	ArrivedMS int64  `json:"arrived_ms"`
	Presented string `json:"presented"`
	// Status is 0 where a fault stopped it.
	Status int `json:"status"`
	// Reason is why the server refused it, in its own words.
	Reason string `json:"reason"`
	// ExpiresMS is 0 where the server did not know the token, or did not look at it.
	ExpiresMS int64 `json:"expires_ms"`
}

// ExpireAccessTokens ends all access tokens now, at the server alone: it answers 401 to them.
func (s *Server) ExpireAccessTokens() { s.post("/expire", map[string]string{"tokens": "access"}) }

// ExpireRefreshTokens ends all refresh tokens now: at the next refresh somebody must sign in.
func (s *Server) ExpireRefreshTokens() { s.post("/expire", map[string]string{"tokens": "refresh"}) }

// Allow plays the user who allows it in the browser: it takes the URL of OmniFund's page that the browser
// was sent to, and gives the URL that it comes back with. The code in it is good once, for 30 seconds.
// Whether the redirect URI is the OAuth client's is not looked at.
func (s *Server) Allow(authorizationURL string) string {
	asked, err := url.Parse(authorizationURL)
	if err != nil {
		s.fail(err)
	}
	parameters := asked.Query()
	back, err := url.Parse(parameters.Get("redirect_uri"))
	if err != nil {
		s.fail(err)
	}
	var allowed struct {
		Code string `json:"code"`
	}
	s.ask(http.MethodPost, "/codes", map[string]string{
		"client": parameters.Get("client_id"), "user": Username, "redirect_uri": back.String(),
	}, &allowed)
	answer := back.Query()
	answer.Set("code", allowed.Code)
	answer.Set("state", parameters.Get("state"))
	back.RawQuery = answer.Encode()
	return back.String()
}

// RefuseAll makes token login refuse every access token, or ends that.
func (s *Server) RefuseAll(refuse bool) {
	s.ask(http.MethodPut, "/login", map[string]bool{"refuse_all": refuse}, nil)
}

// Lifetimes sets how long new tokens live.
func (s *Server) Lifetimes(access, refresh time.Duration) {
	s.ask(http.MethodPut, "/lifetimes",
		map[string]int{"access": int(access / time.Second), "refresh": int(refresh / time.Second)}, nil)
}

// MoveClock moves the server's clock so far ahead of the machine's, in whole seconds: tokens age at the server alone, and
// no test sleeps. Back to the machine's time it goes with 0.
func (s *Server) MoveClock(ahead time.Duration) {
	s.ask(http.MethodPut, "/clock", map[string]int64{"offset": int64(ahead / time.Second)}, nil)
}

// Disable disables a user.
func (s *Server) Disable(username string) {
	s.post("/users/"+url.PathEscape(username)+"/disable", nil)
}

// Faults replaces all rules of misbehaviour; none makes the server behave.
func (s *Server) Faults(faults ...Fault) {
	if faults == nil {
		faults = []Fault{}
	}
	s.ask(http.MethodPut, "/faults", faults, nil)
}

// WaitForFault waits until a request has met the first rule.
func (s *Server) WaitForFault() {
	for start := time.Now(); time.Since(start) < patience; time.Sleep(2 * time.Millisecond) {
		var faults []struct {
			Used int `json:"used"`
		}
		s.ask(http.MethodGet, "/faults", nil, &faults)
		if len(faults) > 0 && faults[0].Used > 0 {
			return
		}
	}
	s.fail(errors.New("no request met the fault"))
}

// Exchanges lists what reached the token endpoint.
func (s *Server) Exchanges() (exchanges []Exchange) {
	s.ask(http.MethodGet, "/exchanges?after=0", nil, &exchanges)
	return exchanges
}

// Refreshes lists the refreshes among them.
func (s *Server) Refreshes() (refreshes []Exchange) {
	for _, one := range s.Exchanges() {
		if one.Grant == "refresh_token" {
			refreshes = append(refreshes, one)
		}
	}
	return refreshes
}

// Logins lists what reached token login.
func (s *Server) Logins() (logins []Login) {
	s.ask(http.MethodGet, "/logins?after=0", nil, &logins)
	return logins
}

func (s *Server) post(path string, body any) { s.ask(http.MethodPost, path, body, nil) }

// The control endpoint is on loopback, whatever proxy the environment names.
var direct = &http.Client{Transport: &http.Transport{}, Timeout: patience}

func (s *Server) ask(method, path string, body, answer any) {
	var sent io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			s.fail(err)
		}
		sent = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, s.control+path, sent)
	if err != nil {
		s.fail(err)
	}
	// What no page in a browser can send: the server takes changes from programs only.
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Omnifund-Control", "1")
	response, err := direct.Do(request)
	if err != nil {
		s.fail(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		s.fail(fmt.Errorf("%s %s: %s %s %v", method, path, response.Status, text, err))
	}
	if answer != nil {
		if err := json.Unmarshal(text, answer); err != nil {
			s.fail(err)
		}
	}
}
