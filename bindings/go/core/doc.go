// Package core gives the token alone: it is for programs that send their requests by something else than net/http,
// which the package above brings along, with golang.org/x/oauth2. The same session in the same store, the same
// errors; what it knows of settings stands in a file, or in the environment.
//
//	session, err := core.OpenSession("", username)
//	...
//	token, err := session.Token() // before each request: a live one costs nanoseconds
//	// "Authorization: Bearer " + token.AccessToken()
//
// At a 401 hand the access token to [Session.Reject], and ask for another one, once.
package core
