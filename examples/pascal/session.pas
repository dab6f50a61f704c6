(*
 * A till: it never thinks of tokens. It asks for a valid one before each request, and the library
 * refreshes when it must, in one of all the processes that share the store.
 *
 * Build: fpc -Fubindings/pascal/src -Fltarget/release -otarget/session examples/pascal/session.pas
 * Run:   session [LOGINS]
 *        with OMNIFUND_BASE_URL, OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET, OMNIFUND_USERNAME and
 *        OMNIFUND_STORE (a directory, made where there is none) set; OMNIFUND_PASSWORD where nobody
 *        has signed in yet; OMNIFUND_CA_FILE where the server has an authority of its own.
 *
 * It logs in LOGINS times, a second apart (once unless told), or with "until-renewed" until it was
 * handed a second access token.
 *)
program session;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}
{$APPTYPE CONSOLE}

uses
  SysUtils, Omnifund;

function Required(const AName: string): UTF8String;
begin
  Result := UTF8String(GetEnvironmentVariable(AName));
  if Result = '' then
    raise Exception.Create(AName + ' is not set');
end;

function OpenSession: TOmnifundSession;
var
  Config: TOmnifundConfig;
  Client: TOmnifundClient;
  Store: TOmnifundStore;
begin
  { What was opened of others may be freed before the session. }
  Client := nil;
  Store := nil;
  Config := TOmnifundConfig.Create;
  try
    Config.SetBaseUrl(Required('OMNIFUND_BASE_URL'));
    Config.SetCredentials(Required('OMNIFUND_CLIENT_ID'), Required('OMNIFUND_CLIENT_SECRET'));
    if GetEnvironmentVariable('OMNIFUND_CA_FILE') <> '' then
      Config.SetCaFile(Required('OMNIFUND_CA_FILE'));
    Client := TOmnifundClient.Create(Config);
    Store := TOmnifundStore.OpenFile(Required('OMNIFUND_STORE'));
    Result := TOmnifundSession.Open(Client, Store, Required('OMNIFUND_USERNAME'));
  finally
    Store.Free;
    Client.Free;
    Config.Free;
  end;
end;

{ A valid access token. Only where the store has none, and can come to none, is the password used. }
function ValidToken(ASession: TOmnifundSession): UTF8String;
var
  Token: TOmnifundToken;
begin
  try
    Token := ASession.Token;
  except
    on EOmnifundSignInRequired do
    begin
      ASession.SignIn(Required('OMNIFUND_PASSWORD'));
      WriteLn('    signed in by password');
      Token := ASession.Token;
    end;
  end;
  try
    Result := Token.AccessToken;
  finally
    Token.Free;
  end;
end;

procedure Work(const AWanted: string);
var
  Session: TOmnifundSession;
  Login: TOmnifundLogin;
  Shown, First: UTF8String;
  Logins: Integer;
begin
  Logins := StrToIntDef(AWanted, 1);
  First := '';
  Session := OpenSession;
  try
    while True do
    begin
      { A token is a secret: its first characters tell two of them apart, and let nobody in. }
      Shown := Copy(ValidToken(Session), 1, 6);
      Login := Session.TokenLogin;
      try
        WriteLn(Format('    access token %s... (redacted), token login %d', [Shown, Login.Status]));
      finally
        Login.Free;
      end;

      if First = '' then
        First := Shown;
      Dec(Logins);
      if AWanted = 'until-renewed' then
      begin
        if First <> Shown then
          Break;
      end
      else if Logins <= 0 then
        Break;
      Sleep(1000);
    end;
  finally
    Session.Free;
  end;
end;

begin
  try
    Work(ParamStr(1));
  except
    on E: Exception do
    begin
      WriteLn(ErrOutput, E.Message);
      Halt(1);
    end;
  end;
end.
