{ Run beside a server: omnifund-local run -- program. }
program OmnifundTests;

{$MODE DELPHI}

uses
  SysUtils, Classes, fpcunit, testregistry, consoletestrunner, fpjson, jsonparser, Omnifund, OmnifundBase, OmnifundRaw;

type
  TSessionTest = class(TTestCase)
  private
    FConfig: TOmnifundConfig;
    FClient: TOmnifundClient;
    FStore: TOmnifundStore;
    function Session(const AUsername: UTF8String): TOmnifundSession;
    function Opened: TOmnifundSession;
  protected
    procedure SetUp; override;
    procedure TearDown; override;
  published
    procedure WhoHasNotSignedInIsToldSo;
    procedure WhoSignsInHasATokenThatLogsIn;
    procedure AWrongPasswordIsAnErrorWithTheServersWords;
    procedure AServerThatIsAwayIsTriedLater;
    procedure ASessionTellsHowItStands;
    procedure AStoreListsItsSessionsInAnyCharacters;
    procedure ARequestIsAnsweredAsABody;
    procedure WhatWasOpenedIsFreedInAnyOrder;
    procedure AnUnfitTextIsABugThatIsNotRepeated;
    procedure ALineOfTheLogIsTakenOutOfAQueue;
    procedure ABodyIsSentAsItIs;
    procedure AStoreOfTheProgramsOwnIsAsked;
    procedure ItLeaksNothing;
  end;

  TInterfaceTest = class(TTestCase)
  published
    procedure EachFunctionIsOffered;
    procedure EachConstantIsDeclaredWithItsNumber;
  end;

function Environment(const AName: string): UTF8String;
begin
  Result := UTF8String(GetEnvironmentVariable(AName));
end;

{ These bytes, whatever encoding the compiler takes a literal for. }
function AsItIs(const ALiteral: RawByteString): UTF8String;
begin
  SetString(Result, PAnsiChar(ALiteral), Length(ALiteral));
end;

function TSessionTest.Session(const AUsername: UTF8String): TOmnifundSession;
begin
  Result := TOmnifundSession.Open(FClient, FStore, AUsername);
end;

function TSessionTest.Opened: TOmnifundSession;
begin
  Result := Session(Environment('OMNIFUND_USERNAME'));
  Result.SignIn(Environment('OMNIFUND_PASSWORD'));
end;

procedure TSessionTest.SetUp;
begin
  FConfig := TOmnifundConfig.Create;
  FConfig.SetBaseUrl(Environment('OMNIFUND_BASE_URL'));
  FConfig.SetCredentials(Environment('OMNIFUND_CLIENT_ID'), Environment('OMNIFUND_CLIENT_SECRET'));
  FConfig.SetCaFile(Environment('OMNIFUND_CA_FILE'));
  FClient := TOmnifundClient.Create(FConfig);
  FStore := TOmnifundStore.OpenMemory;
end;

procedure TSessionTest.TearDown;
begin
  FStore.Free;
  FClient.Free;
  FConfig.Free;
end;

procedure TSessionTest.WhoHasNotSignedInIsToldSo;
var
  It: TOmnifundSession;
begin
  It := Session('nobody');
  try
    AssertNull(It.Peek);
    try
      It.Token.Free;
      Fail('there is no token');
    except
      on E: EOmnifundSignInRequired do
      begin
        AssertEquals(OMNIFUND_CODE_SIGN_IN_REQUIRED, E.Code);
        AssertEquals(OMNIFUND_ADVICE_SIGN_IN, E.Advice);
        AssertEquals(OMNIFUND_OUTCOME_NOT_SENT, E.Outcome);
        AssertEquals('OMNIFUND_CODE_SIGN_IN_REQUIRED', string(OmnifundCodeName(E.Code)));
        AssertTrue(E.Message <> '');
      end;
    end;
  finally
    It.Free;
  end;
end;

procedure TSessionTest.WhoSignsInHasATokenThatLogsIn;
var
  It: TOmnifundSession;
  Token: TOmnifundToken;
  Login: TOmnifundLogin;
begin
  It := Opened;
  try
    Token := It.Token;
    try
      AssertTrue(Length(Token.AccessToken) > 40);
      AssertTrue(Token.ExpiresIn > 0);
    finally
      Token.Free;
    end;
    Login := It.TokenLogin;
    try
      AssertEquals(200, Login.Status);
      AssertTrue(Login.Header('content-type') <> '');
      AssertTrue(Login.Header('x-nothing') = '');
    finally
      Login.Free;
    end;
  finally
    It.Free;
  end;
end;

procedure TSessionTest.AWrongPasswordIsAnErrorWithTheServersWords;
var
  It: TOmnifundSession;
begin
  It := Session(Environment('OMNIFUND_USERNAME'));
  try
    It.SignIn('wrong-password');
    Fail('it let somebody in');
  except
    on E: EOmnifund do
    begin
      AssertEquals(OMNIFUND_CODE_WRONG_PASSWORD, E.Code);
      AssertEquals(OMNIFUND_OUTCOME_REFUSED, E.Outcome);
      AssertEquals('invalid_grant', string(E.OauthError));
      AssertEquals(400, E.HttpStatus);
      AssertEquals(0, Pos('wrong-password', E.Message));
    end;
  end;
  It.Free;
end;

procedure TSessionTest.AServerThatIsAwayIsTriedLater;
var
  Config: TOmnifundConfig;
  Client: TOmnifundClient;
begin
  Client := nil;
  Config := TOmnifundConfig.Create;
  try
    Config.SetBaseUrl('http://127.0.0.1:1');
    Config.SetCredentials('id', 'secret');
    Client := TOmnifundClient.Create(Config);
    try
      Client.PasswordGrant('alice', 'password').Free;
      Fail('nobody answers there');
    except
      on E: EOmnifundTryLater do
        AssertTrue(E.RetryAfter > 0);
    end;
  finally
    Client.Free;
    Config.Free;
  end;
end;

procedure TSessionTest.ASessionTellsHowItStands;
var
  It: TOmnifundSession;
begin
  It := Opened;
  try
    AssertTrue(It.Status.SignedIn);
    AssertTrue(It.Status.SecondsLeft > 0);
    AssertTrue(It.Status.LastRotation > 0);
    AssertEquals(0, It.Status.FailingSince);
    It.SignOut;
    AssertFalse(It.Status.SignedIn);
    AssertTrue(It.Status.SignedOut);
  finally
    It.Free;
  end;
end;

procedure TSessionTest.AStoreListsItsSessionsInAnyCharacters;
var
  It: TOmnifundSession;
  Name: UTF8String;
  Entries: TOmnifundSessionEntries;
begin
  Name := AsItIs('M'#$C3#$BC'ller '#$E2#$82#$AC);
  It := Session(Name);
  try
    It.Adopt('an-access-token', 'a-refresh-token', 4102444800, False);
    Entries := FStore.Sessions;
    AssertEquals(1, Length(Entries));
    AssertTrue(Entries[0].Username = Name);
    AssertTrue(Entries[0].SignedIn);
    AssertEquals(1, Length(FStore.Sessions(FClient)));
  finally
    It.Free;
  end;
end;

procedure TSessionTest.ARequestIsAnsweredAsABody;
var
  It: TOmnifundSession;
  Request: TOmnifundRequest;
  Response: TOmnifundResponse;
begin
  Response := nil;
  Request := nil;
  It := Opened;
  try
    Request := TOmnifundRequest.Create('GET', '/api/customers');
    Request.AddQuery('itemsPerPage', '1');
    Response := It.Request(Request);
    AssertEquals(200, Response.Status);
    AssertEquals(OMNIFUND_OUTCOME_DONE, Response.Outcome);
    AssertEquals(1, Pos('{', string(OmnifundText(Response.Body))));
    AssertTrue(Response.Next <> '');
  finally
    Response.Free;
    Request.Free;
    It.Free;
  end;
end;

procedure TSessionTest.WhatWasOpenedIsFreedInAnyOrder;
var
  It: TOmnifundSession;
begin
  It := Opened;
  FreeAndNil(FConfig);
  FreeAndNil(FClient);
  FreeAndNil(FStore);
  It.Token.Free;
  It.Free;
end;

procedure TSessionTest.AnUnfitTextIsABugThatIsNotRepeated;
var
  Tries: Integer;
  Text: UTF8String;
begin
  for Tries := 0 to 1 do
    try
      if Tries = 0 then
        Text := 'hushhush'#0'word'
      else
        Text := AsItIs('hushhush'#$FF);
      FConfig.SetCredentials('id', Text);
      Fail('it was taken');
    except
      on E: EOmnifundBug do
      begin
        AssertTrue(E.Code in [OMNIFUND_CODE_INVALID_ARGUMENT, OMNIFUND_CODE_INVALID_UTF8]);
        AssertEquals(0, Pos('hush', E.Message));
      end;
    end;
  try
    TOmnifundSession.Open(nil, FStore, 'alice').Free;
    Fail('nil was taken');
  except
    on E: EOmnifundBug do
      AssertEquals(OMNIFUND_CODE_NULL_ARGUMENT, E.Code);
  end;
end;

procedure TSessionTest.ALineOfTheLogIsTakenOutOfAQueue;
var
  Queue: TOmnifundLogQueue;
  Client: TOmnifundClient;
  Line: TOmnifundLogEntry;
begin
  Client := nil;
  Line := nil;
  Queue := TOmnifundLogQueue.Create;
  try
    FConfig.LogToQueue(Queue, OMNIFUND_LOG_LEVEL_DEBUG);
    Client := TOmnifundClient.Create(FConfig);
    Client.PasswordGrant(Environment('OMNIFUND_USERNAME'), Environment('OMNIFUND_PASSWORD')).Free;
    Line := Queue.Take;
    AssertNotNull(Line);
    AssertTrue(Line.Message <> '');
    AssertEquals(0, Pos(string(Environment('OMNIFUND_PASSWORD')), string(Line.Message)));
  finally
    Line.Free;
    Client.Free;
    Queue.Free;
  end;
end;

procedure TSessionTest.ABodyIsSentAsItIs;
var
  It: TOmnifundSession;
  Request: TOmnifundRequest;
  Response: TOmnifundResponse;
begin
  Response := nil;
  It := Opened;
  Request := TOmnifundRequest.Create('POST', '/api/customers');
  try
    Request.SetBody('application/json', OmnifundBytes(AsItIs('{"lastName": "M'#$C3#$BC'ller"}')));
    Response := It.Request(Request);
    AssertEquals(201, Response.Status);
    AssertTrue(Pos(AsItIs('M'#$C3#$BC'ller'), OmnifundText(Response.Body)) > 0);
    AssertTrue(Pos('/api/customers/', string(Response.Location)) = 1);
  finally
    Response.Free;
    Request.Free;
    It.Free;
  end;
end;

function Unreachable(AUserdata: Pointer; ADeadline: Int64; AConnection: PPointer;
  ASink: Pomnifund_store_sink): Integer; cdecl;
begin
  ASink.message(ASink.call, 'the line to the database is cut');
  Result := OMNIFUND_STORE_ANSWER_UNREACHABLE;
end;

procedure Disconnected(AUserdata, AConnection: Pointer); cdecl;
begin
end;

function Identified(AUserdata, AConnection: Pointer; ADeadline: Int64; ASink: Pomnifund_store_sink): Integer; cdecl;
begin
  Result := OMNIFUND_STORE_ANSWER_FAILED;
end;

procedure TSessionTest.AStoreOfTheProgramsOwnIsAsked;
var
  Functions: omnifund_store_functions;
  Options: TOmnifundStoreOptions;
  Key: TOmnifundKey;
  Store: Pomnifund_store;
  Failed: Pomnifund_error;
  Journal: string;
begin
  Journal := GetTempFileName;
  DeleteFile(Journal);
  FillChar(Functions, SizeOf(Functions), 0);
  Functions.size := SizeOf(Functions);
  Functions.version := 1;
  Functions.connect := Unreachable;
  Functions.disconnect := Disconnected;
  Functions.identify := Identified;
  { None of these is come to. }
  @Functions.load := @Identified;
  @Functions.lease := @Identified;
  @Functions.swap := @Identified;
  @Functions.release := @Identified;
  @Functions.list := @Identified;
  Key := TOmnifundKey.FromBytes(OmnifundBytes('0123456789abcdef0123456789abcdef'));
  Options := TOmnifundStoreOptions.Create;
  try
    Options.SetJournal(UTF8String(Journal));
    try
      OmnifundBase.Check(omnifund_store_open_functions(@Functions, Key.Handle, Options.Handle, @Store, @Failed), Failed);
      Fail('it is out of reach');
    except
      on E: EOmnifund do
      begin
        AssertEquals(E.Message, OMNIFUND_CODE_STORE_UNREACHABLE, E.Code);
        AssertTrue(E.Message, Pos('the line to the database is cut', E.Message) > 0);
      end;
    end;
  finally
    Options.Free;
    Key.Free;
  end;
end;

{ In KiB, of Linux. }
function Resident: Integer;
var
  Lines: TStringList;
  Line: string;
begin
  Result := 0;
  Lines := TStringList.Create;
  try
    Lines.LoadFromFile('/proc/self/status');
    for Line in Lines do
      if Pos('VmRSS:', Line) = 1 then
        Result := StrToInt(Trim(StringReplace(Copy(Line, 7, 20), 'kB', '', [])));
  finally
    Lines.Free;
  end;
end;

procedure TSessionTest.ItLeaksNothing;
var
  It: TOmnifundSession;

  procedure Rounds(ACount: Integer);
  begin
    while ACount > 0 do
    begin
      It.Token.Free;
      It.Status;
      FStore.Sessions;
      TOmnifundRequest.Create('GET', '/api/customers').Free;
      try
        TOmnifundStore.OpenFile('').Free;
      except
        on EOmnifundBug do
          Dec(ACount);
      end;
    end;
  end;

var
  Before: Integer;
begin
  It := Opened;
  try
    Rounds(2000);
    Before := Resident;
    AssertTrue(Before > 0);
    Rounds(20000);
    { 100 bytes of each round would be 2000. }
    AssertTrue(IntToStr(Resident - Before) + ' KiB', Resident - Before < 1500);
  finally
    It.Free;
  end;
end;

function Read(const APath: string): string;
var
  Lines: TStringList;
begin
  Lines := TStringList.Create;
  try
    Lines.LoadFromFile(Environment('CHECKOUT') + APath);
    Result := Lines.Text;
  finally
    Lines.Free;
  end;
end;

function Described: TJSONData;
begin
  Result := GetJSON(Read('/include/omnifund-api.json'));
end;

{ Whether classes have no manners for it: it takes functions of the program's, or ends what Free ends. }
function IsRaw(AFunction: TJSONObject): Boolean;
var
  Number: Integer;
  Parameter: TJSONObject;
  Kind: string;
begin
  Result := AFunction.Objects['returns'].Strings['kind'] = 'live_number';
  for Number := 0 to AFunction.Arrays['parameters'].Count - 1 do
  begin
    Parameter := AFunction.Arrays['parameters'].Objects[Number];
    Kind := Parameter.Strings['kind'];
    if (Kind = 'struct') or ((Kind = 'callback') and not Parameter.Get('nullable', False)) then
      Result := True;
  end;
end;

procedure TInterfaceTest.EachFunctionIsOffered;
var
  All: TJSONData;
  One: TJSONObject;
  Number: Integer;
  Name, Raw, Layer: string;
begin
  Raw := Read('/bindings/pascal/src/OmnifundRaw.pas');
  Layer := Read('/bindings/pascal/src/Omnifund.pas') + Read('/bindings/pascal/src/OmnifundBase.pas');
  All := Described;
  try
    AssertTrue(TJSONObject(All).Arrays['functions'].Count > 200);
    for Number := 0 to TJSONObject(All).Arrays['functions'].Count - 1 do
    begin
      One := TJSONObject(All).Arrays['functions'].Objects[Number];
      Name := One.Strings['c_name'];
      AssertTrue(Name, Pos('external OMNIFUND_LIBRARY name ''' + Name + ''';', Raw) > 0);
      if not IsRaw(One) then
        AssertTrue(Name + ' is called by no class', (Pos(Name + '(', Layer) > 0) or (Pos(Name + ')', Layer) > 0)
          or (Pos(Name + ';', Layer) > 0));
    end;
  finally
    All.Free;
  end;
end;

procedure TInterfaceTest.EachConstantIsDeclaredWithItsNumber;
var
  All: TJSONData;
  Enums, Values: TJSONArray;
  Number, Each: Integer;
  Raw: string;
begin
  Raw := Read('/bindings/pascal/src/OmnifundRaw.pas');
  All := Described;
  try
    Enums := TJSONObject(All).Arrays['enums'];
    for Number := 0 to Enums.Count - 1 do
    begin
      Values := Enums.Objects[Number].Arrays['values'];
      for Each := 0 to Values.Count - 1 do
        AssertTrue(Pos(Format('  %s = %d;', [Values.Objects[Each].Strings['c_name'],
          Values.Objects[Each].Integers['number']]), Raw) > 0);
    end;
    Values := TJSONObject(All).Arrays['settings'];
    AssertTrue(Values.Count > 10);
    for Each := 0 to Values.Count - 1 do
      AssertTrue(Pos('= ''' + Values.Objects[Each].Strings['name'] + ''';', Raw) > 0);
  finally
    All.Free;
  end;
end;

var
  Runner: TTestRunner;
begin
  RegisterTests([TSessionTest, TInterfaceTest]);
  Runner := TTestRunner.Create(nil);
  Runner.Initialize;
  Runner.Run;
  Runner.Free;
end.
