Attribute VB_Name = "Omnifund"
' libomnifund for Visual Basic 6: a valid OmniFund OAuth2 access token, every time.
' Made by tools/interface from omnifund-api.json; edits here are lost. README.md says how it is used.
'
' Handles are numbers (Long), to be ended with the ...Free of their noun; 0 is none. A text goes in by StrPtr, and
' vbNullString stands for none; what comes out is read by OmnifundText. Bytes go in by VarPtr of the first one.
' Numbers of 64 bits, also those of an index or a Unix time, are Double.
Option Explicit

' The code of an error. A number is never reused; new codes come under an old advice, so that a program that switches
' on the advice alone goes on working.
'
' Bands: 1xx arguments and configuration, 2xx the way to the server, 3xx the server's refusals, 4xx answers that are
' no OAuth answer, 5xx the store, 6xx the session, 9xx the library itself.
Public Enum OmnifundCode
    omnifundCodeNullArgument = 100
    omnifundCodeInvalidUtf8 = 101
    omnifundCodeInvalidArgument = 102
    omnifundCodeMissingCredentials = 103
    omnifundCodeForeignRedirect = 104
    omnifundCodeInvalidConfiguration = 150
    omnifundCodeUnreadableCertificates = 151
    omnifundCodeNameNotResolved = 200
    omnifundCodeConnectFailed = 201
    omnifundCodeConnectTimeout = 202
    omnifundCodeProxyRefused = 203
    omnifundCodeTlsFailed = 204
    omnifundCodeCertificateUntrusted = 205
    omnifundCodeCertificateDates = 206
    omnifundCodeCertificateName = 207
    omnifundCodeProxyFailed = 208
    omnifundCodeTlsIncompatible = 209
    omnifundCodeResponseTimeout = 220
    omnifundCodeConnectionLost = 221
    omnifundCodeCertificateWanted = 222
    omnifundCodeBodyUnreadable = 223
    omnifundCodeInvalidRequest = 300
    omnifundCodeInvalidClient = 301
    omnifundCodeUnauthorizedClient = 302
    omnifundCodeUnsupportedGrantType = 303
    omnifundCodeInvalidScope = 304
    omnifundCodeWrongPassword = 305
    omnifundCodeRefreshTokenRefused = 306
    omnifundCodeOtherOauthError = 307
    omnifundCodeAuthorizationDenied = 308
    omnifundCodeCodeRefused = 309
    omnifundCodeRedirectUriRefused = 310
    omnifundCodeAccessTokenRefused = 320
    omnifundCodeAccessDenied = 321
    omnifundCodeInsufficientScope = 322
    omnifundCodeLoginInvalidRequest = 323
    omnifundCodeTokenNotSeen = 324
    omnifundCodeServerError = 400
    omnifundCodeUnexpectedRedirect = 401
    omnifundCodeUnexpectedAnswer = 402
    omnifundCodeAnswerTooLarge = 403
    omnifundCodeUnreadableToken = 404
    omnifundCodeNoTokenEndpoint = 405
    omnifundCodeAnswerNotTaken = 406
    omnifundCodeRateLimited = 410
    omnifundCodeUnavailable = 411
    omnifundCodeStoreFailed = 500
    omnifundCodeStoreFull = 501
    omnifundCodeStorePermissions = 502
    omnifundCodeKeyMissing = 503
    omnifundCodeKeyWrong = 504
    omnifundCodeRecordCorrupt = 505
    omnifundCodeStoreTooNew = 506
    omnifundCodeStoreMoved = 507
    omnifundCodeStoreOnNetwork = 508
    omnifundCodeStoreMissing = 509
    omnifundCodeStoreBusy = 510
    omnifundCodeStoreUnreachable = 511
    omnifundCodeLeaseLost = 512
    omnifundCodeSignInRequired = 600
    omnifundCodeBackingOff = 601
    omnifundCodeStillRefused = 602
    omnifundCodeAlreadySignedIn = 603
    omnifundCodeClientNameTaken = 604
    omnifundCodeClientNotFound = 605
    omnifundCodeNothingKept = 606
    omnifundCodeStillUnreadable = 607
    omnifundCodeSessionNotFound = 608
    omnifundCodePanic = 900
    omnifundCodeInternal = 901
End Enum

' What to do about an error. A till needs to switch on nothing else.
Public Enum OmnifundAdvice
    omnifundAdviceNone = 0
    omnifundAdviceWait = 1
    omnifundAdviceSignIn = 2
    omnifundAdviceFixConfiguration = 3
    omnifundAdviceFixStorage = 4
    omnifundAdviceRefused = 5
    omnifundAdviceBug = 6
End Enum

' What became of the request: a fact, noted where the first byte leaves, never a guess.
Public Enum OmnifundOutcome
    omnifundOutcomeNotSent = 1
    omnifundOutcomeRefused = 2
    omnifundOutcomeUnknown = 3
    omnifundOutcomeDone = 4
End Enum

' How much a line matters. A sink takes lines of its level and of the lower numbers.
Public Enum OmnifundLogLevel
    omnifundLogLevelError = 1
    omnifundLogLevelWarn = 2
    omnifundLogLevelInfo = 3
    omnifundLogLevelDebug = 4
End Enum

' What becomes of a refresh token whose last exchange has an unknown outcome: the reply was lost, or the process
' ended. It is spent or not.
Public Enum OmnifundReplay
    omnifundReplayUntilAnswered = 0
    omnifundReplayOnce = 1
    omnifundReplayNever = 2
End Enum

' What a function of omnifund_store_functions answers. Any other number counts as omnifundStoreAnswerUnknown from
' `swap`, and as omnifundStoreAnswerFailed from all others.
Public Enum OmnifundStoreAnswer
    omnifundStoreAnswerDone = 0
    omnifundStoreAnswerConflict = 1
    omnifundStoreAnswerBusy = 2
    omnifundStoreAnswerLost = 3
    omnifundStoreAnswerUnknown = 4
    omnifundStoreAnswerUnreachable = 5
    omnifundStoreAnswerFailed = 6
End Enum

' Whether a password is saved with the session, so that it can sign in anew where the server's reply to a refresh was
' lost.
Public Enum OmnifundSavePassword
    omnifundSavePasswordNo = 0
    omnifundSavePasswordInMemory = 1
    omnifundSavePasswordSealed = 2
End Enum

' The version of the library, such as "0.1.0".
Public Declare Function OmnifundVersion Lib "omnifund.dll" () As Long

' The number of the binary interface, 1.
Public Declare Function OmnifundAbiVersion Lib "omnifund.dll" () As Long

' The code: an omnifund_code, the same that the function returned.
Public Declare Function OmnifundErrorCode Lib "omnifund.dll" ( _
    ByVal failure As Long) As Long

' What to do: an omnifund_advice.
Public Declare Function OmnifundErrorAdvice Lib "omnifund.dll" ( _
    ByVal failure As Long) As Long

' What became of the request: an omnifund_outcome.
Public Declare Function OmnifundErrorOutcome Lib "omnifund.dll" ( _
    ByVal failure As Long) As Long

' What was tried, what came back and what to do, in English, for the person who reads it: for a log or a screen, not
' for a program to take apart.
Public Declare Function OmnifundErrorMessage Lib "omnifund.dll" ( _
    ByVal failure As Long) As Long

' The HTTP status of the answer.
Public Declare Function OmnifundErrorHttpStatus Lib "omnifund.dll" ( _
    ByVal failure As Long) As Long

' The OAuth error as the server wrote it, such as "invalid_grant" (RFC 6749 section 5.2, RFC 6750 section 3).
Public Declare Function OmnifundErrorOauthError Lib "omnifund.dll" ( _
    ByVal failure As Long) As Long

' The server's own words, such as "Refresh token has expired": they tell apart what shares a code.
Public Declare Function OmnifundErrorOauthErrorDescription Lib "omnifund.dll" ( _
    ByVal failure As Long) As Long

' How many seconds to wait before another try: what the server asked for, 1 to 900, else 5.
Public Declare Function OmnifundErrorRetryAfter Lib "omnifund.dll" ( _
    ByVal failure As Long) As Double

' Ends an error, and its strings with it.
Public Declare Sub OmnifundErrorFree Lib "omnifund.dll" ( _
    ByVal failure As Long)

' The name of a code, such as "omnifundCodeConnectFailed", or "OMNIFUND_OK": for a log.
Public Declare Function OmnifundCodeName Lib "omnifund.dll" ( _
    ByVal code As Long) As Long

' What a code means, in a sentence for a person, where no error was asked for: OmnifundErrorMessage says what was
' tried and what came back, and this can't.
Public Declare Function OmnifundCodeText Lib "omnifund.dll" ( _
    ByVal code As Long) As Long

' A config with nothing set but the defaults, which the setters tell: proxy from the environment variables, the
' system's certificates, no log.
Public Declare Function OmnifundConfigNew Lib "omnifund.dll" () As Long

' A config from a file of NAME=value lines, or from environment variables of the same names where `path` is NULL;
' `path` may be NULL.
Public Declare Function OmnifundConfigLoad Lib "omnifund.dll" ( _
    ByVal itsPath As Long, _
    ByRef cfg As Long, _
    ByRef failure As Long) As Long

' One of the vendor's hosts by name: "sandbox" or "production".
Public Declare Function OmnifundConfigSetEnvironment Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal environment As Long, _
    ByRef failure As Long) As Long

' Any other OmniFund, such as a local server: "https://host[:port][/path]".
Public Declare Function OmnifundConfigSetBaseUrl Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal baseUrl As Long, _
    ByRef failure As Long) As Long

' Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New OAuth Client).
Public Declare Function OmnifundConfigSetCredentials Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal clientId As Long, _
    ByVal clientSecret As Long, _
    ByRef failure As Long) As Long

' Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and not as a form (RFC
' 6749); a form unless set.
Public Declare Function OmnifundConfigSetJsonBody Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal json As Long, _
    ByRef failure As Long) As Long

' How long a connection may take, TLS handshake included; 5 s unless set.
Public Declare Function OmnifundConfigSetConnectTimeout Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal milliseconds As Double, _
    ByRef failure As Long) As Long

' How long one request may take, from the name look-up to the answer's last byte; 15 s unless set.
Public Declare Function OmnifundConfigSetExchangeTimeout Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal milliseconds As Double, _
    ByRef failure As Long) As Long

' Which header carries the idempotency key of each POST and PATCH that a session makes, so that the server knows one
' that it has seen before.
Public Declare Function OmnifundConfigSetIdempotencyHeader Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal itsName As Long, _
    ByRef failure As Long) As Long

' How long one call of this library may take, all that it does included; 25 s unless set.
Public Declare Function OmnifundConfigSetCallBudget Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal milliseconds As Double, _
    ByRef failure As Long) As Long

' The proxy for every request: "http://[user:password@]host[:port]", or "https://...".
Public Declare Function OmnifundConfigSetProxy Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal proxy As Long, _
    ByRef failure As Long) As Long

' No proxy, whatever the environment variables say.
Public Declare Function OmnifundConfigDisableProxy Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByRef failure As Long) As Long

' A file of certificates to trust beside the system's: a local server's authority, a company's own, or the server's
' own certificate, which then counts for its names and dates whoever signed it.
Public Declare Function OmnifundConfigSetCaFile Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal itsPath As Long, _
    ByRef failure As Long) As Long

' Trusts the CA file alone, and none of the system's authorities, which are then not read; for a proxy that is reached
' by "https://" too.
Public Declare Function OmnifundConfigTrustCaFileOnly Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByRef failure As Long) As Long

' Takes a base URL of plain "http://" that is no loopback address.
Public Declare Function OmnifundConfigAllowPlainHttp Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByRef failure As Long) As Long

' What a session does with a refresh token whose last exchange has an unknown outcome; omnifundReplayUntilAnswered
' unless set.
Public Declare Function OmnifundConfigSetReplay Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal replay As Long, _
    ByRef failure As Long) As Long

' How long a refresh token presumably lives, for a session's status alone, since the server never says it; 14 days
' unless set.
Public Declare Function OmnifundConfigSetRefreshLifetime Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal itsSeconds As Double, _
    ByRef failure As Long) As Long

' Ends a config.
Public Declare Sub OmnifundConfigFree Lib "omnifund.dll" ( _
    ByVal cfg As Long)

' Logs to standard error: lines of `level`, an omnifund_log_level, and of what matters more.
Public Declare Function OmnifundConfigLogToStderr Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal itsLevel As Long, _
    ByRef failure As Long) As Long

' Logs to the end of a file, made where there is none.
Public Declare Function OmnifundConfigLogToFile Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal itsPath As Long, _
    ByVal itsLevel As Long, _
    ByRef failure As Long) As Long

' Logs to the system's log by its local socket, as facility daemon; to nowhere where there is none.
Public Declare Function OmnifundConfigLogToSyslog Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal itsLevel As Long, _
    ByRef failure As Long) As Long

' Logs to a queue, which keeps the newest 1000 lines.
Public Declare Function OmnifundConfigLogToQueue Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal queue As Long, _
    ByVal itsLevel As Long, _
    ByRef failure As Long) As Long

' Where audit lines go: "syslog" (facility authpriv) or "file:PATH".
Public Declare Function OmnifundConfigSetAudit Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal sink As Long, _
    ByRef failure As Long) As Long

' How much it matters, an omnifund_log_level.
Public Declare Function OmnifundLogEntryLevel Lib "omnifund.dll" ( _
    ByVal entry As Long) As Long

' What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login", "request", "opened",
' "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or "audit"; later versions may have
' more.
Public Declare Function OmnifundLogEntryEvent Lib "omnifund.dll" ( _
    ByVal entry As Long) As Long

' The words for people.
Public Declare Function OmnifundLogEntryMessage Lib "omnifund.dll" ( _
    ByVal entry As Long) As Long

' OmniFund's user.
Public Declare Function OmnifundLogEntryUser Lib "omnifund.dll" ( _
    ByVal entry As Long) As Long

' The OAuth client, by its client id.
Public Declare Function OmnifundLogEntryClientId Lib "omnifund.dll" ( _
    ByVal entry As Long) As Long

' When.
Public Declare Function OmnifundLogEntryTime Lib "omnifund.dll" ( _
    ByVal entry As Long) As Double

' How many milliseconds an exchange, a token login or a request took, from 1.
Public Declare Function OmnifundLogEntryMilliseconds Lib "omnifund.dll" ( _
    ByVal entry As Long) As Double

' The omnifund_code of the error that the line tells of.
Public Declare Function OmnifundLogEntryCode Lib "omnifund.dll" ( _
    ByVal entry As Long) As Long

' Ends an entry that OmnifundLogQueueTake gave.
Public Declare Sub OmnifundLogEntryFree Lib "omnifund.dll" ( _
    ByVal entry As Long)

' A queue without a line.
Public Declare Function OmnifundLogQueueNew Lib "omnifund.dll" () As Long

' Takes the oldest line out of a queue.
Public Declare Function OmnifundLogQueueTake Lib "omnifund.dll" ( _
    ByVal queue As Long) As Long

' Ends a queue and the lines in it.
Public Declare Sub OmnifundLogQueueFree Lib "omnifund.dll" ( _
    ByVal queue As Long)

' Makes a client from a copy of `cfg`.
Public Declare Function OmnifundClientNew Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByRef client As Long, _
    ByRef failure As Long) As Long

' An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining an Access Token").
Public Declare Function OmnifundClientPasswordGrant Lib "omnifund.dll" ( _
    ByVal client As Long, _
    ByVal username As Long, _
    ByVal password As Long, _
    ByRef token As Long, _
    ByRef failure As Long) As Long

' A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's "Refreshing an Access
' Token").
Public Declare Function OmnifundClientRefreshGrant Lib "omnifund.dll" ( _
    ByVal client As Long, _
    ByVal refreshToken As Long, _
    ByRef token As Long, _
    ByRef failure As Long) As Long

' Logs the access token's user in (the specification's "Token Login", RFC 6750 section 2.1).
Public Declare Function OmnifundClientTokenLogin Lib "omnifund.dll" ( _
    ByVal client As Long, _
    ByVal accessToken As Long, _
    ByRef login As Long, _
    ByRef failure As Long) As Long

' Ends a client, once no thread uses it any more.
Public Declare Sub OmnifundClientFree Lib "omnifund.dll" ( _
    ByVal client As Long)

' The access token, for the header "Authorization: Bearer ...", with a capital B.
Public Declare Function OmnifundTokenAccessToken Lib "omnifund.dll" ( _
    ByVal token As Long) As Long

' The refresh token, good for one refresh.
Public Declare Function OmnifundTokenRefreshToken Lib "omnifund.dll" ( _
    ByVal token As Long) As Long

' The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer" whatever stands here.
Public Declare Function OmnifundTokenTokenType Lib "omnifund.dll" ( _
    ByVal token As Long) As Long

' The scope, space-separated.
Public Declare Function OmnifundTokenScope Lib "omnifund.dll" ( _
    ByVal token As Long) As Long

' How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten years): less is read
' as 0, more as ten years, digits in a string as a number.
Public Declare Function OmnifundTokenExpiresIn Lib "omnifund.dll" ( _
    ByVal token As Long) As Double

' The end of the access token as a Unix time in seconds by this machine's clock: the moment the request left, and
' expires_in more.
Public Declare Function OmnifundTokenExpiresAt Lib "omnifund.dll" ( _
    ByVal token As Long) As Double

' For how many milliseconds from when it was handed out a session's token needs nothing: until then
' OmnifundSessionToken would give the same one again, unless it was rejected, signed out or refreshed meanwhile.
Public Declare Function OmnifundTokenFreshFor Lib "omnifund.dll" ( _
    ByVal token As Long) As Double

' Ends a token, and wipes its strings.
Public Declare Sub OmnifundTokenFree Lib "omnifund.dll" ( _
    ByVal token As Long)

' Makes one, with a random state.
Public Declare Function OmnifundClientAuthorization Lib "omnifund.dll" ( _
    ByVal client As Long, _
    ByVal redirectUri As Long, _
    ByRef authorization As Long, _
    ByRef failure As Long) As Long

' Makes one that was made before, where the user comes back to another process or request than the one that asked, as
' in a web application: keep OmnifundAuthorizationState in the user's web session, and nowhere else.
Public Declare Function OmnifundClientAuthorizationWithState Lib "omnifund.dll" ( _
    ByVal client As Long, _
    ByVal redirectUri As Long, _
    ByVal itsState As Long, _
    ByRef authorization As Long, _
    ByRef failure As Long) As Long

' Where the user's browser is to go.
Public Declare Function OmnifundAuthorizationUrl Lib "omnifund.dll" ( _
    ByVal authorization As Long) As Long

' What the answer is known by, random: for OmnifundClientAuthorizationWithState, and for nobody's eyes but the user's.
Public Declare Function OmnifundAuthorizationState Lib "omnifund.dll" ( _
    ByVal authorization As Long) As Long

' A token for the code that the user came back with (RFC 6749 section 4.1.3), for programs that keep their tokens;
' with a session, see OmnifundSessionSignInWithCode.
Public Declare Function OmnifundClientAuthorizationCodeGrant Lib "omnifund.dll" ( _
    ByVal client As Long, _
    ByVal authorization As Long, _
    ByVal redirectUrl As Long, _
    ByRef token As Long, _
    ByRef failure As Long) As Long

' Ends an authorization, and wipes its state.
Public Declare Sub OmnifundAuthorizationFree Lib "omnifund.dll" ( _
    ByVal authorization As Long)

' The HTTP status, 200 to 399.
Public Declare Function OmnifundLoginStatus Lib "omnifund.dll" ( _
    ByVal login As Long) As Long

' How many headers there are.
Public Declare Function OmnifundLoginHeaderCount Lib "omnifund.dll" ( _
    ByVal login As Long) As Double

' The name of a header, in lower case.
Public Declare Function OmnifundLoginHeaderName Lib "omnifund.dll" ( _
    ByVal login As Long, _
    ByVal index As Double) As Long

' The value of a header.
Public Declare Function OmnifundLoginHeaderValue Lib "omnifund.dll" ( _
    ByVal login As Long, _
    ByVal index As Double) As Long

' The value of the first header of a name, whatever its case; the name is compared as it is.
Public Declare Function OmnifundLoginHeader Lib "omnifund.dll" ( _
    ByVal login As Long, _
    ByVal itsName As Long) As Long

' How many cookies the answer sets.
Public Declare Function OmnifundLoginCookieCount Lib "omnifund.dll" ( _
    ByVal login As Long) As Double

' The name of a cookie.
Public Declare Function OmnifundLoginCookieName Lib "omnifund.dll" ( _
    ByVal login As Long, _
    ByVal index As Double) As Long

' The value of a cookie, as it goes into a Cookie header.
Public Declare Function OmnifundLoginCookieValue Lib "omnifund.dll" ( _
    ByVal login As Long, _
    ByVal index As Double) As Long

' The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web application sends on
' to its user's browser.
Public Declare Function OmnifundLoginCookieHeader Lib "omnifund.dll" ( _
    ByVal login As Long, _
    ByVal index As Double) As Long

' Where the answer sends the browser, as the server wrote it: it may be relative.
Public Declare Function OmnifundLoginLocation Lib "omnifund.dll" ( _
    ByVal login As Long) As Long

' The body, 1 MiB at most, with a NUL behind it.
Public Declare Function OmnifundLoginBody Lib "omnifund.dll" ( _
    ByVal login As Long) As Long

' The length of the body in bytes, without the NUL behind it.
Public Declare Function OmnifundLoginBodyLength Lib "omnifund.dll" ( _
    ByVal login As Long) As Double

' Ends a login, and wipes its strings.
Public Declare Sub OmnifundLoginFree Lib "omnifund.dll" ( _
    ByVal login As Long)

' Takes over the bytes of a sealing key: `length` is 32.
Public Declare Function OmnifundKeyFromBytes Lib "omnifund.dll" ( _
    ByVal bytes As Long, _
    ByVal length As Double, _
    ByRef key As Long, _
    ByRef failure As Long) As Long

' Ends a key, and wipes it.
Public Declare Sub OmnifundKeyFree Lib "omnifund.dll" ( _
    ByVal key As Long)

' Options with nothing set: nobody but the owner may read the store, no network file system, no other machine's store.
Public Declare Function OmnifundStoreOptionsNew Lib "omnifund.dll" () As Long

' Lets the directory's group read and write the store too (directory 2770, files 0660): for a web server and a cron
' job under two users.
Public Declare Function OmnifundStoreOptionsSetGroup Lib "omnifund.dll" ( _
    ByVal options As Long, _
    ByRef failure As Long) As Long

' Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most kinds and their like),
' whose locks somebody has tried.
Public Declare Function OmnifundStoreOptionsAllowNetwork Lib "omnifund.dll" ( _
    ByVal options As Long, _
    ByRef failure As Long) As Long

' Takes a store that another machine made, because it was moved here and that machine uses it no more.
Public Declare Function OmnifundStoreOptionsTakeOver Lib "omnifund.dll" ( _
    ByVal options As Long, _
    ByRef failure As Long) As Long

' Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted, a program that only
' reads must say so (omnifundCodeStoreMissing), and not that nobody is signed in.
Public Declare Function OmnifundStoreOptionsMustExist Lib "omnifund.dll" ( _
    ByVal options As Long, _
    ByRef failure As Long) As Long

' A key that opens records and seals none, beside the one that OmnifundStoreOpenFileWith is given: to change that one,
' give the new one as older first, in all programs, and only then the other way round; OmnifundStoreRotateKey then
' seals all records anew.
Public Declare Function OmnifundStoreOptionsAddOlderKey Lib "omnifund.dll" ( _
    ByVal options As Long, _
    ByVal key As Long, _
    ByRef failure As Long) As Long

' Keeps the sealing key in the file `path`, and not in "<store>.key".
Public Declare Function OmnifundStoreOptionsSetKeyFile Lib "omnifund.dll" ( _
    ByVal options As Long, _
    ByVal itsPath As Long, _
    ByRef failure As Long) As Long

' Whom the system lets open the key file, beside its permissions: "user" (who sealed it), "machine" (each user of the
' machine who may read the file), "none"; all but the last on Windows alone, by DPAPI.
Public Declare Function OmnifundStoreOptionsSetKeyProtection Lib "omnifund.dll" ( _
    ByVal options As Long, _
    ByVal whom As Long, _
    ByRef failure As Long) As Long

' Where the audit lines of the store go, as OmnifundConfigSetAudit has it: those of its OAuth clients, of its key and
' of its taking over, and those of its sessions whose config says nothing else.
Public Declare Function OmnifundStoreOptionsSetAudit Lib "omnifund.dll" ( _
    ByVal options As Long, _
    ByVal sink As Long, _
    ByRef failure As Long) As Long

' Names this machine, in place of /etc/machine-id: for containers, which have none, or all the same.
Public Declare Function OmnifundStoreOptionsSetMachine Lib "omnifund.dll" ( _
    ByVal options As Long, _
    ByVal itsName As Long, _
    ByRef failure As Long) As Long

' Ends options.
Public Declare Sub OmnifundStoreOptionsFree Lib "omnifund.dll" ( _
    ByVal options As Long)

' A store in this process's memory, gone with it: for tests, and for programs that sign in at every start.
Public Declare Function OmnifundStoreOpenMemory Lib "omnifund.dll" ( _
    ByRef store As Long, _
    ByRef failure As Long) As Long

' A store in a directory, made where there is none, as OmnifundStoreOpenFileWith with no options.
Public Declare Function OmnifundStoreOpenFile Lib "omnifund.dll" ( _
    ByVal itsPath As Long, _
    ByVal key As Long, _
    ByRef store As Long, _
    ByRef failure As Long) As Long

' A store in a directory, made where there is none; its parent must be there.
Public Declare Function OmnifundStoreOpenFileWith Lib "omnifund.dll" ( _
    ByVal itsPath As Long, _
    ByVal key As Long, _
    ByVal options As Long, _
    ByRef store As Long, _
    ByRef failure As Long) As Long

' The store that a configuration names (OMNIFUND_STORE and what goes with it, OmnifundConfigLoad).
Public Declare Function OmnifundStoreOpenConfigured Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByRef store As Long, _
    ByRef failure As Long) As Long

' The first step to change the sealing key: puts a new one into the key file.
Public Declare Function OmnifundStorePrepareKey Lib "omnifund.dll" ( _
    ByVal store As Long, _
    ByRef failure As Long) As Long

' The second step: the prepared key seals from here on, in all processes, and every record that is sealed with another
' one is sealed anew.
Public Declare Function OmnifundStoreRotateKey Lib "omnifund.dll" ( _
    ByVal store As Long, _
    ByRef sealed As Double, _
    ByRef failure As Long) As Long

' Gives up a store; its directory and the sessions opened in it go on.
Public Declare Sub OmnifundStoreFree Lib "omnifund.dll" ( _
    ByVal store As Long)

' The directory of this host's own beside a store that several hosts share: there its processes queue, and what an
' exchange brought is durable there before the shared store has it.
Public Declare Function OmnifundStoreOptionsSetJournal Lib "omnifund.dll" ( _
    ByVal options As Long, _
    ByVal directory As Long, _
    ByRef failure As Long) As Long

' The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as OmnifundStoreOpenFileWith
' does, or the url of a database that several hosts share ("postgresql://...", "mysql://...").
Public Declare Function OmnifundStoreOpen Lib "omnifund.dll" ( _
    ByVal place As Long, _
    ByVal key As Long, _
    ByVal options As Long, _
    ByRef store As Long, _
    ByRef failure As Long) As Long

' Ends the use of a table of functions, for who can't let them live for as long as the store: its connections are
' ended and its `destroy` is called before this returns, and no function of it is called any more.
Public Declare Sub OmnifundStoreDetach Lib "omnifund.dll" ( _
    ByVal store As Long)

' Keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike any other.
Public Declare Function OmnifundStoreSaveClient Lib "omnifund.dll" ( _
    ByVal store As Long, _
    ByVal itsName As Long, _
    ByVal clientId As Long, _
    ByVal clientSecret As Long, _
    ByRef failure As Long) As Long

' Gives an OAuth client of the store another name.
Public Declare Function OmnifundStoreRenameClient Lib "omnifund.dll" ( _
    ByVal store As Long, _
    ByVal itsName As Long, _
    ByVal newName As Long, _
    ByRef failure As Long) As Long

' Puts a new client id and secret in the place of lost ones: the vendor never shows a secret twice.
Public Declare Function OmnifundStoreReplaceClient Lib "omnifund.dll" ( _
    ByVal store As Long, _
    ByVal itsName As Long, _
    ByVal clientId As Long, _
    ByVal clientSecret As Long, _
    ByRef sessions As Double, _
    ByRef failure As Long) As Long

' Forgets an OAuth client of the store.
Public Declare Function OmnifundStoreRemoveClient Lib "omnifund.dll" ( _
    ByVal store As Long, _
    ByVal itsName As Long, _
    ByRef failure As Long) As Long

' The OAuth clients of the store, in the order in which they were first saved; never their secrets.
Public Declare Function OmnifundStoreClients Lib "omnifund.dll" ( _
    ByVal store As Long, _
    ByRef list As Long, _
    ByRef failure As Long) As Long

' Makes a client from an OAuth client that the store keeps under a name, and the other settings of `cfg`, whose
' credentials are not looked at.
Public Declare Function OmnifundClientFromStore Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal store As Long, _
    ByVal itsName As Long, _
    ByRef client As Long, _
    ByRef failure As Long) As Long

' Makes the client of a configuration (OmnifundConfigLoad): of the OAuth client that it names in the store, or of the
' one whose id and secret it has.
Public Declare Function OmnifundClientOpenConfigured Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal store As Long, _
    ByRef client As Long, _
    ByRef failure As Long) As Long

' How many OAuth clients the list has.
Public Declare Function OmnifundClientListCount Lib "omnifund.dll" ( _
    ByVal list As Long) As Double

' The descriptive name of an OAuth client.
Public Declare Function OmnifundClientListName Lib "omnifund.dll" ( _
    ByVal list As Long, _
    ByVal index As Double) As Long

' The client id of an OAuth client.
Public Declare Function OmnifundClientListClientId Lib "omnifund.dll" ( _
    ByVal list As Long, _
    ByVal index As Double) As Long

' Since when this client id and secret are kept.
Public Declare Function OmnifundClientListSince Lib "omnifund.dll" ( _
    ByVal list As Long, _
    ByVal index As Double) As Double

' Ends a list.
Public Declare Sub OmnifundClientListFree Lib "omnifund.dll" ( _
    ByVal list As Long)

' The session of `username` under the OAuth client of `client`, in `store`.
Public Declare Function OmnifundSessionOpen Lib "omnifund.dll" ( _
    ByVal client As Long, _
    ByVal store As Long, _
    ByVal username As Long, _
    ByRef session As Long, _
    ByRef failure As Long) As Long

' The session of `username` in `store`, under the OAuth client that the store keeps under `client_name`, with the
' other settings of `cfg`.
Public Declare Function OmnifundSessionOpenNamed Lib "omnifund.dll" ( _
    ByVal cfg As Long, _
    ByVal store As Long, _
    ByVal clientName As Long, _
    ByVal username As Long, _
    ByRef session As Long, _
    ByRef failure As Long) As Long

' The session of `username` in the store, and under the OAuth client, that a configuration names: the file `path`, or
' the environment variables where `path` is NULL, as for OmnifundConfigLoad; `path` may be NULL.
Public Declare Function OmnifundSessionOpenConfigured Lib "omnifund.dll" ( _
    ByVal itsPath As Long, _
    ByVal username As Long, _
    ByRef session As Long, _
    ByRef failure As Long) As Long

' Signs the user in by password.
Public Declare Function OmnifundSessionSignIn Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByVal password As Long, _
    ByRef failure As Long) As Long

' Signs the user in by password, and saves the password with the session as `save` says, an omnifund_save_password: so
' it can sign in anew by itself where the server's reply to a refresh was lost.
Public Declare Function OmnifundSessionSignInSaving Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByVal password As Long, _
    ByVal itsSave As Long, _
    ByRef failure As Long) As Long

' Signs the user in with the code that it came back with from OmniFund's authorization page (RFC 6749 section 4.1):
' `redirect_url` is the URL that the user came back with, whole or path and query as a web server sees it.
Public Declare Function OmnifundSessionSignInWithCode Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByVal authorization As Long, _
    ByVal redirectUrl As Long, _
    ByRef failure As Long) As Long

' A valid access token, whatever it takes; its refresh token is NULL.
Public Declare Function OmnifundSessionToken Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByRef token As Long, _
    ByRef failure As Long) As Long

' A valid access token, within `budget_ms` milliseconds, 0 to 3600000.
Public Declare Function OmnifundSessionTokenWithin Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByVal budgetMs As Double, _
    ByRef token As Long, _
    ByRef failure As Long) As Long

' A live token, to be ended with OmnifundTokenFree, or NULL: asks neither the server nor the store, and waits for
' nobody.
Public Declare Function OmnifundSessionPeek Lib "omnifund.dll" ( _
    ByVal session As Long) As Long

' Refreshes whether it must or not.
Public Declare Function OmnifundSessionRefresh Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByRef failure As Long) As Long

' Hands back an access token with which you saw a 401.
Public Declare Function OmnifundSessionReject Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByVal accessToken As Long, _
    ByRef failure As Long) As Long

' Token login with a valid access token; once more with a new one where the server refuses it.
Public Declare Function OmnifundSessionTokenLogin Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByRef login As Long, _
    ByRef failure As Long) As Long

' Signs out here: the store forgets the pair and a saved password.
Public Declare Function OmnifundSessionSignOut Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByRef failure As Long) As Long

' Signs out here and takes the session out of the store, with its counters and all that is kept of it, for a user who
' has left; also one whose record is damaged.
Public Declare Function OmnifundSessionForget Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByRef failure As Long) As Long

' Takes over a pair that was got elsewhere; nobody else may refresh with it from here on.
Public Declare Function OmnifundSessionAdopt Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByVal accessToken As Long, _
    ByVal refreshToken As Long, _
    ByVal expiresAt As Double, _
    ByVal itsReplace As Long, _
    ByRef failure As Long) As Long

' Gives the newest pair away, and signs out here in the same step, so that it is never in two hands.
Public Declare Function OmnifundSessionExport Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByRef token As Long, _
    ByRef failure As Long) As Long

' Gives up a session; its record in the store stays, and so does what is needed in this process: a pair that the store
' would not take, a password that was saved in memory.
Public Declare Sub OmnifundSessionFree Lib "omnifund.dll" ( _
    ByVal session As Long)

' What became of the request, an omnifund_outcome: omnifundOutcomeDone by a status of 200 to 299,
' omnifundOutcomeRefused by one of 400 to 499 but for 408, omnifundOutcomeUnknown by all others, since a gateway can
' say them after it has passed the request on.
Public Declare Function OmnifundResponseOutcome Lib "omnifund.dll" ( _
    ByVal response As Long) As Long

' How many seconds the server asks to wait before another request (Retry-After, RFC 9110 section 10.2.3).
Public Declare Function OmnifundResponseRetryAfter Lib "omnifund.dll" ( _
    ByVal response As Long) As Double

' Of a collection, what to ask for to have its next page, for OmnifundRequestNew: hydra:next of the hydra:view in the
' body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a callback that link alone.
Public Declare Function OmnifundResponseNext Lib "omnifund.dll" ( _
    ByVal response As Long) As Long

' The HTTP status, whatever it is.
Public Declare Function OmnifundResponseStatus Lib "omnifund.dll" ( _
    ByVal response As Long) As Long

' How many headers there are.
Public Declare Function OmnifundResponseHeaderCount Lib "omnifund.dll" ( _
    ByVal response As Long) As Double

' The name of a header, in lower case.
Public Declare Function OmnifundResponseHeaderName Lib "omnifund.dll" ( _
    ByVal response As Long, _
    ByVal index As Double) As Long

' The value of a header.
Public Declare Function OmnifundResponseHeaderValue Lib "omnifund.dll" ( _
    ByVal response As Long, _
    ByVal index As Double) As Long

' The value of the first header of a name, whatever its case; the name is compared as it is.
Public Declare Function OmnifundResponseHeader Lib "omnifund.dll" ( _
    ByVal response As Long, _
    ByVal itsName As Long) As Long

' How many cookies the answer sets.
Public Declare Function OmnifundResponseCookieCount Lib "omnifund.dll" ( _
    ByVal response As Long) As Double

' The name of a cookie.
Public Declare Function OmnifundResponseCookieName Lib "omnifund.dll" ( _
    ByVal response As Long, _
    ByVal index As Double) As Long

' The value of a cookie, as it goes into a Cookie header.
Public Declare Function OmnifundResponseCookieValue Lib "omnifund.dll" ( _
    ByVal response As Long, _
    ByVal index As Double) As Long

' The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web application sends on
' to its user's browser.
Public Declare Function OmnifundResponseCookieHeader Lib "omnifund.dll" ( _
    ByVal response As Long, _
    ByVal index As Double) As Long

' Where the answer sends the browser, as the server wrote it: it may be relative.
Public Declare Function OmnifundResponseLocation Lib "omnifund.dll" ( _
    ByVal response As Long) As Long

' The body, with a NUL behind it.
Public Declare Function OmnifundResponseBody Lib "omnifund.dll" ( _
    ByVal response As Long) As Long

' The length of the body in bytes, without the NUL behind it.
Public Declare Function OmnifundResponseBodyLength Lib "omnifund.dll" ( _
    ByVal response As Long) As Double

' Ends a response, and wipes its strings.
Public Declare Sub OmnifundResponseFree Lib "omnifund.dll" ( _
    ByVal response As Long)

' A request by `method`, such as "GET", for `path` behind the base URL, such as "/api/customers": it begins with one
' slash, and may have a query.
Public Declare Function OmnifundRequestNew Lib "omnifund.dll" ( _
    ByVal method As Long, _
    ByVal itsPath As Long, _
    ByRef request As Long, _
    ByRef failure As Long) As Long

' Adds a parameter to the query, in any characters, such as "tranDate[between]"; several of one name are sent in their
' order.
Public Declare Function OmnifundRequestAddQuery Lib "omnifund.dll" ( _
    ByVal request As Long, _
    ByVal itsName As Long, _
    ByVal value As Long, _
    ByRef failure As Long) As Long

' Adds a header.
Public Declare Function OmnifundRequestAddHeader Lib "omnifund.dll" ( _
    ByVal request As Long, _
    ByVal itsName As Long, _
    ByVal value As Long, _
    ByRef failure As Long) As Long

' The body, of `length` bytes, which are copied; `body` may be NULL where there are none.
Public Declare Function OmnifundRequestSetBody Lib "omnifund.dll" ( _
    ByVal request As Long, _
    ByVal contentType As Long, _
    ByVal itsBody As Long, _
    ByVal length As Double, _
    ByRef failure As Long) As Long

' The body, from the file `path`, which is read while it is sent, and anew where it is sent once more.
Public Declare Function OmnifundRequestSetBodyFile Lib "omnifund.dll" ( _
    ByVal request As Long, _
    ByVal contentType As Long, _
    ByVal itsPath As Long, _
    ByRef failure As Long) As Long

' Puts the body of a success, a status of 200 to 299, into the file `path`, without holding it in memory.
Public Declare Function OmnifundRequestSetOutputFile Lib "omnifund.dll" ( _
    ByVal request As Long, _
    ByVal itsPath As Long, _
    ByRef failure As Long) As Long

' How long OmnifundSessionRequest may take with it, the token and all tries included, in milliseconds: 1 to 3600000.
Public Declare Function OmnifundRequestSetTimeLimit Lib "omnifund.dll" ( _
    ByVal request As Long, _
    ByVal milliseconds As Double, _
    ByRef failure As Long) As Long

' The largest body of an answer, in bytes.
Public Declare Function OmnifundRequestSetLargestAnswer Lib "omnifund.dll" ( _
    ByVal request As Long, _
    ByVal length As Double, _
    ByRef failure As Long) As Long

' With `retry` 1, tries again within the time limit: what was not sent, whatever it is; and a GET, HEAD or OPTIONS
' after a 429, a 503 or a lost answer.
Public Declare Function OmnifundRequestSetRetry Lib "omnifund.dll" ( _
    ByVal request As Long, _
    ByVal retry As Long, _
    ByRef failure As Long) As Long

' A key by which the server knows a request that it has seen before.
Public Declare Function OmnifundRequestSetIdempotencyKey Lib "omnifund.dll" ( _
    ByVal request As Long, _
    ByVal key As Long, _
    ByRef failure As Long) As Long

' The key that was set, or that OmnifundSessionRequest made.
Public Declare Function OmnifundRequestIdempotencyKey Lib "omnifund.dll" ( _
    ByVal request As Long) As Long

' Ends a request.
Public Declare Sub OmnifundRequestFree Lib "omnifund.dll" ( _
    ByVal request As Long)

' Makes a request with a valid access token.
Public Declare Function OmnifundSessionRequest Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByVal request As Long, _
    ByRef response As Long, _
    ByRef failure As Long) As Long

' A valid access token that counts as good for `seconds` at least, for a batch that must not break off; it is
' refreshed where it must be.
Public Declare Function OmnifundSessionTokenLasting Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByVal itsSeconds As Double, _
    ByRef token As Long, _
    ByRef failure As Long) As Long

' The base URL of a session, such as "https://host" or "https://host:8443/path": of all HTTP clients of yours only who
' sends to its origin may send the access token.
Public Declare Function OmnifundSessionBaseUrl Lib "omnifund.dll" ( _
    ByVal session As Long) As Long

' A count of what may have ended an access token of this process before its time: a rejection, a sign-in, a sign-out,
' a refresh, an export, an adoption, a newer pair found in the store, a fork (in the child).
Public Declare Function OmnifundChanges Lib "omnifund.dll" () As Long

' How the session stands, from the store: no network.
Public Declare Function OmnifundSessionStatus Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByRef itsStatus As Long, _
    ByRef failure As Long) As Long

' Whether there is a pair that the server has not refused.
Public Declare Function OmnifundStatusSignedIn Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Long

' Whether the session was signed out here, and nobody has signed in since.
Public Declare Function OmnifundStatusSignedOut Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Long

' Whether the server refused the refresh token, and nobody has signed in since: the session is lost, and once its
' access token ends a human must sign in, unless a password was saved.
Public Declare Function OmnifundStatusRefused Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Long

' How many seconds the access token counts as good.
Public Declare Function OmnifundStatusSecondsLeft Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' How many times the pair has changed.
Public Declare Function OmnifundStatusGeneration Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' When the pair last changed.
Public Declare Function OmnifundStatusLastRotation Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' When the refresh token presumably ends, 14 days after the last rotation.
Public Declare Function OmnifundStatusRefreshTokenEnds Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' Since when tries fail.
Public Declare Function OmnifundStatusFailingSince Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' How many tries failed in a row.
Public Declare Function OmnifundStatusFailuresInARow Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' Whether the store would not take the newest pair, and this process holds it and tries again with each call.
Public Declare Function OmnifundStatusUnsaved Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Long

' When an answer was asked for that could not be understood and is kept (OmnifundSessionKeptAnswer).
Public Declare Function OmnifundStatusKeptAnswer Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' How often a refresh token was presented again after an unknown outcome.
Public Declare Function OmnifundStatusReplays Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' How many requests were made to the token endpoint.
Public Declare Function OmnifundStatusExchanges Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' How many exchanges brought no new pair.
Public Declare Function OmnifundStatusFailures Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' How many calls waited for another process or thread.
Public Declare Function OmnifundStatusWaits Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' How many refresh tokens the server refused: each was a session's end, unless a password was saved.
Public Declare Function OmnifundStatusLost Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' How many pairs the store would not take at first.
Public Declare Function OmnifundStatusUnsavedPairs Lib "omnifund.dll" ( _
    ByVal itsStatus As Long) As Double

' Ends a status.
Public Declare Sub OmnifundStatusFree Lib "omnifund.dll" ( _
    ByVal itsStatus As Long)

' The answer that could not be understood, where one is kept; else NULL in `answer`.
Public Declare Function OmnifundSessionKeptAnswer Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByRef answer As Long, _
    ByRef failure As Long) As Long

' Looks at the kept answer once more, and goes on with the pair in it.
Public Declare Function OmnifundSessionRecover Lib "omnifund.dll" ( _
    ByVal session As Long, _
    ByRef failure As Long) As Long

' When the answer was asked for.
Public Declare Function OmnifundKeptAnswerAskedAt Lib "omnifund.dll" ( _
    ByVal answer As Long) As Double

' Status line, header and body as they came, 16 KiB at most, with a NUL behind them.
Public Declare Function OmnifundKeptAnswerBytes Lib "omnifund.dll" ( _
    ByVal answer As Long) As Long

' How many bytes OmnifundKeptAnswerBytes has, without the NUL behind them.
Public Declare Function OmnifundKeptAnswerLength Lib "omnifund.dll" ( _
    ByVal answer As Long) As Double

' Ends an answer, and wipes it.
Public Declare Sub OmnifundKeptAnswerFree Lib "omnifund.dll" ( _
    ByVal answer As Long)

' Begins to go through the sessions of `store`: those of the OAuth client of `client`, or all.
Public Declare Function OmnifundStoreSessions Lib "omnifund.dll" ( _
    ByVal store As Long, _
    ByVal client As Long, _
    ByRef list As Long, _
    ByRef failure As Long) As Long

' Reads the next page; OmnifundSessionListCount then tells how many sessions it has, and 0 is the end.
Public Declare Function OmnifundSessionListNext Lib "omnifund.dll" ( _
    ByVal list As Long, _
    ByRef failure As Long) As Long

' How many sessions the page has.
Public Declare Function OmnifundSessionListCount Lib "omnifund.dll" ( _
    ByVal list As Long) As Double

' Why its record can't be read, and what to do; the words name the record.
Public Declare Function OmnifundSessionListProblem Lib "omnifund.dll" ( _
    ByVal list As Long, _
    ByVal index As Double) As Long

' Whose session it is.
Public Declare Function OmnifundSessionListUsername Lib "omnifund.dll" ( _
    ByVal list As Long, _
    ByVal index As Double) As Long

' At which OmniFund it is.
Public Declare Function OmnifundSessionListBaseUrl Lib "omnifund.dll" ( _
    ByVal list As Long, _
    ByVal index As Double) As Long

' The client id under which its OAuth client was first used.
Public Declare Function OmnifundSessionListClientId Lib "omnifund.dll" ( _
    ByVal list As Long, _
    ByVal index As Double) As Long

' Whether there is a pair that the server has not refused.
Public Declare Function OmnifundSessionListSignedIn Lib "omnifund.dll" ( _
    ByVal list As Long, _
    ByVal index As Double) As Long

' When its pair last changed.
Public Declare Function OmnifundSessionListLastRotation Lib "omnifund.dll" ( _
    ByVal list As Long, _
    ByVal index As Double) As Double

' Ends a list.
Public Declare Sub OmnifundSessionListFree Lib "omnifund.dll" ( _
    ByVal list As Long)

' Refreshes every session of `client` in `store` whose pair is older than `age` seconds (259200, three days, is a good
' age), within `budget_ms` milliseconds, 0 to 3600000: an unused refresh token dies after 14 days.
Public Declare Function OmnifundSessionKeepAlive Lib "omnifund.dll" ( _
    ByVal client As Long, _
    ByVal store As Long, _
    ByVal age As Double, _
    ByVal budgetMs As Double, _
    ByRef failure As Long) As Long

' How the store and all of its sessions stand, whatever their OAuth client, for a program that is scraped by
' Prometheus.
Public Declare Function OmnifundStoreMetrics Lib "omnifund.dll" ( _
    ByVal store As Long, _
    ByVal cfg As Long, _
    ByRef metrics As Long, _
    ByRef failure As Long) As Long

' The metrics in Prometheus' text format, version 0.0.4, to be served as "text/plain; version=0.0.4; charset=utf-8":
' omnifund_store_readable, omnifund_store_damaged_records, omnifund_store_free_bytes, OmnifundStoreSessions by their
' state, and for each session the metrics omnifund_session_*, with the labels store, base_url, client (its name where
' it has one, else its id), client_id (the first one) and user.
Public Declare Function OmnifundMetricsText Lib "omnifund.dll" ( _
    ByVal metrics As Long) As Long

' Ends metrics.
Public Declare Sub OmnifundMetricsFree Lib "omnifund.dll" ( _
    ByVal metrics As Long)

' Waits until no other thread's exchange is under way and its pair is saved, for `budget_ms` milliseconds at most;
' from here on no exchange is started in this process (omnifundCodeStoreBusy), but in a child that it forks.
Public Declare Function OmnifundEndExchanges Lib "omnifund.dll" ( _
    ByVal budgetMs As Double) As Double

Private Declare Function MultiByteToWideChar Lib "kernel32" ( _
    ByVal codePage As Long, _
    ByVal flags As Long, _
    ByVal source As Long, _
    ByVal length As Long, _
    ByVal target As Long, _
    ByVal room As Long) As Long
Private Declare Sub RtlMoveMemory Lib "kernel32" ( _
    ByVal target As Long, _
    ByVal source As Long, _
    ByVal length As Long)

' What the last error that OmnifundCheck raised asks for: an OmnifundAdvice, and in how many seconds to try again.
Public OmnifundLastAdvice As Long
Public OmnifundLastRetryAfter As Double

' A text that a function returned, which is UTF-8 and belongs to the handle that it was asked of. Empty of none.
Public Function OmnifundText(ByVal text As Long) As String
    Dim units As Long
    Dim made As String
    If text = 0 Then Exit Function
    units = MultiByteToWideChar(65001, 0, text, -1, 0, 0)
    If units > 1 Then
        made = String$(units - 1, 0)
        MultiByteToWideChar 65001, 0, text, -1, StrPtr(made), units
    End If
    OmnifundText = made
End Function

' Bytes that a function returned, by their address and their length.
Public Function OmnifundBytes(ByVal source As Long, ByVal length As Double) As Byte()
    Dim made() As Byte
    If source = 0 Or length < 1 Then
        OmnifundBytes = made
        Exit Function
    End If
    ReDim made(0 To CLng(length) - 1)
    RtlMoveMemory VarPtr(made(0)), source, CLng(length)
    OmnifundBytes = made
End Function

' Raises the error of a call that failed, and ends its handle. Err.Number is vbObjectError + 1000 + the code.
Public Sub OmnifundCheck(ByVal code As Long, ByRef failure As Long)
    Dim message As String
    If code = 0 Then Exit Sub
    message = "libomnifund: error " & code
    If failure <> 0 Then
        message = OmnifundText(OmnifundErrorMessage(failure))
        OmnifundLastAdvice = OmnifundErrorAdvice(failure)
        OmnifundLastRetryAfter = OmnifundErrorRetryAfter(failure)
        OmnifundErrorFree failure
        failure = 0
    End If
    Err.Raise vbObjectError + 1000 + code, "omnifund", message
End Sub
