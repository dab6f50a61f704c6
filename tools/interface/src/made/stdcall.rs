//! Entry points by the convention `stdcall`, for languages that know no other, such as Visual Basic 6: a stub over each
//! function, which takes texts in UTF-16 and numbers of 64 bits as such with a point, and the list of their names.

use super::Made;
use super::words::camel;
use crate::model::{Function, Interface, Kind, Parameter};

const MADE_OF: &str = "Made by tools/interface from omnifund-api.json; edits here are lost.";

/// What a stub takes, or gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// A handle, or where bytes lie.
    Address,
    /// UTF-16 with a zero at its end; what comes is UTF-8.
    Text,
    /// Of 32 bits.
    Number,
    /// Of 64 bits, by which others than C have no whole ones.
    Real,
    /// A place for a handle.
    ForAddress,
    /// A place for a number.
    ForReal,
    Nothing,
}

impl Taken {
    fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Handle | Kind::EndedHandle | Kind::Bytes | Kind::LiveNumber => Self::Address,
            Kind::Text => Self::Text,
            Kind::Int32 | Kind::Code => Self::Number,
            Kind::Int64 => Self::Real,
            Kind::OutHandle | Kind::OutError => Self::ForAddress,
            Kind::OutNumber => Self::ForReal,
            Kind::Nothing => Self::Nothing,
            _ => return None,
        })
    }

    /// On the stack, of a system of 32 bits.
    fn bytes(self) -> usize {
        match self {
            Self::Real => 8,
            _ => 4,
        }
    }

    fn c_type(self, own: &str) -> &str {
        match self {
            Self::Text => "const WCHAR *",
            Self::Real => "double",
            Self::ForReal => "double *",
            _ => own,
        }
    }
}

/// A function as it is called here.
pub(super) struct Stub<'a> {
    pub(super) function: &'a Function,
    /// Such as `OmnifundSessionToken`.
    pub(super) name: String,
    pub(super) parameters: Vec<(&'a Parameter, Taken)>,
    pub(super) returns: Taken,
}

impl Stub<'_> {
    fn bytes(&self) -> usize {
        self.parameters.iter().map(|(_, taken)| taken.bytes()).sum()
    }
}

/// All but those that must be given a function of the program's, which would be called by C's convention.
pub(super) fn stubs(interface: &Interface) -> Vec<Stub<'_>> {
    interface.functions.iter().filter_map(stub).collect()
}

fn stub(function: &Function) -> Option<Stub<'_>> {
    let is_left_out =
        |one: &&Parameter| one.nullable && matches!(one.kind, Kind::Callback | Kind::Userdata);
    let said = function.parameters.iter().filter(|one| !is_left_out(one));
    let parameters: Option<Vec<_>> = said.map(|one| Some((one, Taken::of(one.kind)?))).collect();
    Some(Stub {
        function,
        name: camel(&function.c_name, &[]),
        parameters: parameters?,
        returns: Taken::of(function.returns.kind)?,
    })
}

pub(super) fn files(interface: &Interface) -> [Made; 2] {
    let stubs = stubs(interface);
    let code: String = stubs.iter().map(written).collect();
    let names: String = stubs
        .iter()
        .map(|stub| format!("    {0}={0}@{1}\n", stub.name, stub.bytes()))
        .collect();
    let code = format!("{HEAD}\n{code}");
    [
        Made::new("bindings/vb6/stdcall.c", format!("/* {MADE_OF} */\n{code}")),
        Made::new(
            "bindings/vb6/stdcall.def",
            format!("; {MADE_OF}\nEXPORTS\n{names}"),
        ),
    ]
}

const HEAD: &str = r#"
#include <windows.h>

#include "omnifund.h"

/* In UTF-8, to be given back by `done`; NULL of NULL. What is no UTF-16 becomes what is no UTF-8, and is refused. */
static char *utf8(const WCHAR *text)
{
    int length;
    char *made;

    if (text == NULL)
        return NULL;
    length = WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, NULL, 0, NULL, NULL);
    made = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, length == 0 ? 2 : (SIZE_T)length);
    if (made == NULL)
        ExitProcess(3);
    if (length == 0)
        made[0] = (char)0xff;
    else
        WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, made, length, NULL, NULL);
    return made;
}

/* It can have been a password. */
static void done(char *text)
{
    if (text != NULL) {
        SecureZeroMemory(text, lstrlenA(text));
        HeapFree(GetProcessHeap(), 0, text);
    }
}
"#;

fn declared(c_type: &str, name: &str) -> String {
    let space = if c_type.ends_with('*') { "" } else { " " };
    format!("{c_type}{space}{name}")
}

/// One stub.
fn written(stub: &Stub<'_>) -> String {
    let own = &stub.function.returns.c_type;
    let parameters: Vec<String> = stub
        .parameters
        .iter()
        .map(|(one, taken)| declared(taken.c_type(&one.c_type), &one.name))
        .collect();
    let parameters = match parameters.as_slice() {
        [] => "void".to_owned(),
        all => all.join(", "),
    };
    let (mut before, mut behind) = (String::new(), String::new());
    for (one, taken) in &stub.parameters {
        let name = &one.name;
        match taken {
            Taken::Text => {
                before += &format!("    char *{name}_utf8 = utf8({name});\n");
                behind += &format!("    done({name}_utf8);\n");
            }
            Taken::ForReal => {
                before += &format!("    int64_t {name}_whole = 0;\n");
                behind +=
                    &format!("    if ({name} != NULL)\n        *{name} = (double){name}_whole;\n");
            }
            _ => {}
        }
    }
    let arguments: Vec<String> = stub
        .function
        .parameters
        .iter()
        .map(|one| argument(stub, one))
        .collect();
    let call = format!("{}({})", stub.function.c_name, arguments.join(", "));
    // A text that comes is UTF-8 still, and the library's.
    let returned = match stub.returns {
        Taken::Text => own,
        other => other.c_type(own),
    };
    let body = match stub.returns {
        Taken::Nothing => format!("    {call};\n{behind}"),
        _ if behind.is_empty() => format!("    return {call};\n"),
        _ => {
            before += &format!("    {};\n", declared(returned, "returned"));
            format!("    returned = {call};\n{behind}    return returned;\n")
        }
    };
    let space = if before.is_empty() { "" } else { "\n" };
    let head = declared(returned, &format!("__stdcall {}", stub.name));
    format!("\n{head}({parameters})\n{{\n{before}{space}{body}}}\n")
}

/// As the function takes it.
fn argument(stub: &Stub<'_>, parameter: &Parameter) -> String {
    let taken = stub
        .parameters
        .iter()
        .find(|(one, _)| one.name == parameter.name);
    let name = &parameter.name;
    match taken.map(|(_, taken)| taken) {
        None => "NULL".to_owned(),
        Some(Taken::Text) => format!("{name}_utf8"),
        Some(Taken::ForReal) => format!("&{name}_whole"),
        Some(Taken::Real) => format!("(int64_t){name}"),
        Some(_) => name.clone(),
    }
}
