// What the classes of the unit Omnifund stand on: exceptions, handles, and texts as C has them.
unit OmnifundBase;

{$IFDEF FPC}{$MODE DELPHI}{$ENDIF}

interface

uses
  SysUtils, OmnifundRaw;

type
  TOmnifundBytes = array of Byte;

  // What failed. Message says what was tried, what came back and what to do; no secret stands in it.
  EOmnifund = class(Exception)
  private
    FCode, FAdvice, FOutcome, FHttpStatus: Integer;
    FOauthError, FOauthErrorDescription: UTF8String;
    FRetryAfter: Int64;
  public
    // One of OMNIFUND_CODE_...: it never changes its number.
    property Code: Integer read FCode;
    // One of OMNIFUND_ADVICE_...; each has a class of its own.
    property Advice: Integer read FAdvice;
    // One of OMNIFUND_OUTCOME_...: whether the request can have been carried out.
    property Outcome: Integer read FOutcome;
    // Of the answer; 0 where there was none.
    property HttpStatus: Integer read FHttpStatus;
    // As the server wrote it, such as 'invalid_grant'; '' where it did not.
    property OauthError: UTF8String read FOauthError;
    // The server's own words; '' where there are none.
    property OauthErrorDescription: UTF8String read FOauthErrorDescription;
    // How many seconds to wait before another try; 0 where waiting does not help.
    property RetryAfter: Int64 read FRetryAfter;
  end;

  // Wait RetryAfter seconds, and try again.
  EOmnifundTryLater = class(EOmnifund);
  // Ask a human for the password, and hand it to SignIn, once.
  EOmnifundSignInRequired = class(EOmnifund);
  // Whoever installed it has to correct the configuration.
  EOmnifundConfigurationError = class(EOmnifund);
  // Whoever runs the machine has to mend the store.
  EOmnifundStoreError = class(EOmnifund);
  // The server refused, and would again.
  EOmnifundRefused = class(EOmnifund);
  // The program, or the library, is wrong.
  EOmnifundBug = class(EOmnifund);

  EOmnifundClass = class of EOmnifund;

  // Something of the library's: Free ends it. It may be freed when no thread uses it any more.
  TOmnifundHandle = class
  private
    FHandle: Pointer;
  protected
    procedure EndHandle; virtual; abstract;
  public
    // Takes what a function of OmnifundRaw has given.
    constructor Own(AHandle: Pointer);
    destructor Destroy; override;
    // For functions of OmnifundRaw; it stays this object's to end.
    property Handle: Pointer read FHandle;
  end;

// Raises what a function of OmnifundRaw has returned, and ends it.
procedure Check(ACode: Integer; AError: Pomnifund_error);
// nil for nil, which the library answers.
function PointerOf(AObject: TOmnifundHandle): Pointer;
// For a call; EOmnifundBug where a #0 stands in it, behind which C would not look.
function Text(const AText: UTF8String): PAnsiChar;
// nil for ''.
function TextOrNil(const AText: UTF8String): PAnsiChar;
// A copy; '' for nil.
function TextOf(AText: PAnsiChar): UTF8String;
// A copy.
function BytesOf(ABytes: Pointer; ALength: Int64): TOmnifundBytes;

// The bytes of a text: a body for a request.
function OmnifundBytes(const AText: UTF8String): TOmnifundBytes;
// The text of bytes in UTF-8: the body of a response.
function OmnifundText(const ABytes: TOmnifundBytes): UTF8String;

implementation

const
  // By their advice; what has none of its own is the first.
  CLASSES: array[OMNIFUND_ADVICE_NONE..OMNIFUND_ADVICE_BUG] of EOmnifundClass = (EOmnifund, EOmnifundTryLater,
    EOmnifundSignInRequired, EOmnifundConfigurationError, EOmnifundStoreError, EOmnifundRefused, EOmnifundBug);

function Bug(ACode: Integer; const AMessage: string): EOmnifundBug;
begin
  Result := EOmnifundBug.Create(AMessage);
  Result.FCode := ACode;
  Result.FAdvice := OMNIFUND_ADVICE_BUG;
  Result.FOutcome := OMNIFUND_OUTCOME_NOT_SENT;
end;

function OfError(AError: Pomnifund_error): EOmnifund;
var
  Advice: Integer;
  Kind: EOmnifundClass;
begin
  Advice := omnifund_error_advice(AError);
  Kind := EOmnifund;
  if (Advice >= Low(CLASSES)) and (Advice <= High(CLASSES)) then
    Kind := CLASSES[Advice];
  Result := Kind.Create(string(TextOf(omnifund_error_message(AError))));
  Result.FCode := omnifund_error_code(AError);
  Result.FAdvice := Advice;
  Result.FOutcome := omnifund_error_outcome(AError);
  Result.FHttpStatus := omnifund_error_http_status(AError);
  Result.FOauthError := TextOf(omnifund_error_oauth_error(AError));
  Result.FOauthErrorDescription := TextOf(omnifund_error_oauth_error_description(AError));
  Result.FRetryAfter := omnifund_error_retry_after(AError);
end;

procedure Check(ACode: Integer; AError: Pomnifund_error);
var
  Failure: EOmnifund;
begin
  if ACode = OMNIFUND_OK then
    Exit;
  try
    Failure := OfError(AError);
  finally
    omnifund_error_free(AError);
  end;
  raise Failure;
end;

function PointerOf(AObject: TOmnifundHandle): Pointer;
begin
  Result := nil;
  if AObject <> nil then
    Result := AObject.Handle;
end;

function Text(const AText: UTF8String): PAnsiChar;
begin
  if Pos(#0, AText) > 0 then
    raise Bug(OMNIFUND_CODE_INVALID_ARGUMENT, 'A text has a #0 in it; nothing was done. Correct the call.');
  Result := PAnsiChar(AText);
end;

function TextOrNil(const AText: UTF8String): PAnsiChar;
begin
  Result := nil;
  if AText <> '' then
    Result := Text(AText);
end;

function TextOf(AText: PAnsiChar): UTF8String;
begin
  Result := '';
  // By its length: to assign would convert it from the system's own encoding.
  if AText <> nil then
    SetString(Result, AText, StrLen(AText));
end;

function BytesOf(ABytes: Pointer; ALength: Int64): TOmnifundBytes;
begin
  SetLength(Result, ALength);
  if ALength > 0 then
    Move(ABytes^, Result[0], ALength);
end;

function OmnifundBytes(const AText: UTF8String): TOmnifundBytes;
begin
  Result := BytesOf(Pointer(AText), Length(AText));
end;

function OmnifundText(const ABytes: TOmnifundBytes): UTF8String;
begin
  SetString(Result, PAnsiChar(Pointer(ABytes)), Length(ABytes));
end;

constructor TOmnifundHandle.Own(AHandle: Pointer);
begin
  inherited Create;
  FHandle := AHandle;
end;

destructor TOmnifundHandle.Destroy;
begin
  if FHandle <> nil then
    EndHandle;
  inherited Destroy;
end;

var
  Abi: Integer;

initialization
  Abi := omnifund_abi_version;
  if Abi <> OMNIFUND_DECLARED_ABI then
    raise Exception.CreateFmt('libomnifund has ABI %d, and the unit OmnifundRaw is written for %d: install the two ' +
      'of one version', [Abi, OMNIFUND_DECLARED_ABI]);
end.
