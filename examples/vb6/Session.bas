Attribute VB_Name = "Session"
' A till that asks for a token before each request, and never thinks of tokens: Omnifund.bas beside it in the project,
' omnifund.dll (of 32 bits) beside the program. What it is told stands in the environment, as for the others here.
Option Explicit

Private client As Long
Private store As Long
Private session As Long

Public Sub Main()
    On Error GoTo Failed
    OpenSession
    Debug.Print "Authorization: Bearer " & AccessToken()
Done:
    ' 0 ends nothing.
    OmnifundSessionFree session
    OmnifundStoreFree store
    OmnifundClientFree client
    Exit Sub
Failed:
    Select Case OmnifundLastAdvice
    Case omnifundAdviceSignIn
        MsgBox "Please sign in again.", vbInformation
    Case omnifundAdviceWait
        MsgBox Err.Description & vbCrLf & "In " & OmnifundLastRetryAfter & " s it is worth another try.", vbExclamation
    Case Else
        MsgBox Err.Description, vbCritical
    End Select
    Resume Done
End Sub

Private Sub OpenSession()
    Dim failure As Long
    Dim config As Long
    config = OmnifundConfigNew()
    On Error GoTo Failed
    OmnifundCheck OmnifundConfigSetBaseUrl(config, StrPtr(Environ$("OMNIFUND_BASE_URL")), failure), failure
    OmnifundCheck OmnifundConfigSetCredentials(config, StrPtr(Environ$("OMNIFUND_CLIENT_ID")), _
        StrPtr(Environ$("OMNIFUND_CLIENT_SECRET")), failure), failure
    OmnifundCheck OmnifundClientNew(config, client, failure), failure
    OmnifundConfigFree config
    config = 0
    OmnifundCheck OmnifundStoreOpenFile(StrPtr(Environ$("LOCALAPPDATA") & "\omnifund"), 0, store, failure), failure
    OmnifundCheck OmnifundSessionOpen(client, store, StrPtr(Environ$("OMNIFUND_USERNAME")), session, failure), failure
    Exit Sub
Failed:
    OmnifundConfigFree config
    Err.Raise Err.Number, Err.Source, Err.Description
End Sub

' A valid access token. Where nobody is signed in it asks for the password, once.
Public Function AccessToken() As String
    Dim failure As Long
    Dim token As Long
    Dim code As Long
    code = OmnifundSessionToken(session, token, failure)
    If code = omnifundCodeSignInRequired Then
        OmnifundErrorFree failure
        SignIn
        code = OmnifundSessionToken(session, token, failure)
    End If
    OmnifundCheck code, failure
    AccessToken = OmnifundText(OmnifundTokenAccessToken(token))
    OmnifundTokenFree token
End Function

Private Sub SignIn()
    Dim failure As Long
    Dim password As String
    password = InputBox("OmniFund's password for " & Environ$("OMNIFUND_USERNAME"))
    OmnifundCheck OmnifundSessionSignIn(session, StrPtr(password), failure), failure
End Sub
