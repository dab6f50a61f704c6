//! Visual Basic 6: a module of declarations over the entry points of `stdcall`, with what it takes to use them.

use super::Made;
use super::stdcall::{Stub, Taken, stubs};
use super::words::{Language, camel, spoken, wrapped};
use crate::model::{Enum, Function, Interface, Value};

/// Of a comment, in letters.
const WIDTH: usize = 116;

struct Vb6;

impl Language for Vb6 {
    fn value(&self, of: &Enum, value: &Value) -> String {
        constant(of, value)
    }

    fn function(&self, function: &Function) -> String {
        camel(&function.c_name, &[])
    }
}

/// Names of VB6 are one whatever their case, and common to all modules.
fn constant(of: &Enum, value: &Value) -> String {
    format!(
        "omnifund{}{}",
        camel(&of.name, &[]),
        camel(&value.name, &[])
    )
}

pub fn file(interface: &Interface) -> Made {
    let mut text = String::from(HEAD);
    for of in &interface.enums {
        text += &format!(
            "\n{}Public Enum Omnifund{}\n",
            comment(&of.doc, interface),
            camel(&of.name, &[])
        );
        for value in &of.values {
            text += &format!("    {} = {}\n", constant(of, value), value.number);
        }
        text += "End Enum\n";
    }
    for stub in stubs(interface) {
        text += &format!(
            "\n{}{}",
            comment(&stub.function.summary, interface),
            declared(&stub)
        );
    }
    text += HELP;
    // As VB6's editor wants them.
    Made::new("bindings/vb6/Omnifund.bas", text.replace('\n', "\r\n"))
}

fn comment(doc: &str, interface: &Interface) -> String {
    let lines = wrapped(&spoken(doc, interface, &Vb6), WIDTH);
    lines
        .iter()
        .map(|line| format!("' {line}").trim_end().to_owned() + "\n")
        .collect()
}

fn declared(stub: &Stub<'_>) -> String {
    let parameters: Vec<String> = stub
        .parameters
        .iter()
        .map(|(one, taken)| parameter(&name(&one.name), *taken))
        .collect();
    let (what, returned) = match stub.returns {
        Taken::Nothing => ("Sub", ""),
        Taken::Real => ("Function", " As Double"),
        _ => ("Function", " As Long"),
    };
    let head = format!("Public Declare {what} {} Lib \"omnifund.dll\" (", stub.name);
    match parameters.as_slice() {
        [] => format!("{head}){returned}\n"),
        all => format!("{head} _\n    {}){returned}\n", all.join(", _\n    ")),
    }
}

fn parameter(name: &str, taken: Taken) -> String {
    match taken {
        Taken::ForAddress => format!("ByRef {name} As Long"),
        Taken::ForReal => format!("ByRef {name} As Double"),
        Taken::Real => format!("ByVal {name} As Double"),
        _ => format!("ByVal {name} As Long"),
    }
}

/// Words of VB6's own, and of its library's, that a parameter is not called.
fn name(parameter: &str) -> String {
    match parameter {
        "err" => "failure".to_owned(),
        "name" | "replace" | "path" | "body" | "state" | "seconds" | "status" | "level"
        | "save" => {
            format!("its{}", camel(parameter, &[]))
        }
        other => {
            let word = camel(other, &[]);
            word[..1].to_lowercase() + &word[1..]
        }
    }
}

const HEAD: &str = r#"Attribute VB_Name = "Omnifund"
' libomnifund for Visual Basic 6: a valid OmniFund OAuth2 access token, every time.
' Made by tools/interface from omnifund-api.json; edits here are lost. README.md says how it is used.
'
' Handles are numbers (Long), to be ended with the ...Free of their noun; 0 is none. A text goes in by StrPtr, and
' vbNullString stands for none; what comes out is read by OmnifundText. Bytes go in by VarPtr of the first one.
' Numbers of 64 bits, also those of an index or a Unix time, are Double.
Option Explicit
"#;

const HELP: &str = r#"
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
"#;
