//! What the description says, as it stands in the file.

use serde::{Deserialize, Serialize};

/// Raised where a reader of an older description would go wrong; what is only added does not raise it.
pub const FORMAT: u32 = 1;

/// For whoever meets the file without us.
pub const ABOUT: &str = "The C interface of libomnifund, for whoever writes a binding; made from the library's \
source (make header), edits here are lost. docs/api-json.md says what each member means. A reader skips members \
that it does not know; \"format\" is raised where that would not do.";

/// The whole of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interface {
    /// Where to read about the rest.
    pub about: String,
    /// Of this description.
    pub format: u32,
    /// The library's version.
    pub library: String,
    /// The number of the binary interface.
    pub abi: u32,
    /// What handles are of.
    pub nouns: Vec<Noun>,
    /// The numbers that have names.
    pub enums: Vec<Enum>,
    /// The functions of the program's that the library calls.
    pub callbacks: Vec<Callback>,
    /// What is no handle: its members stand open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub structs: Vec<Struct>,
    /// What can be set by name, in a file or in the environment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<Setting>,
    /// The library's.
    pub functions: Vec<Function>,
}

/// What can be set by name, in a file of `NAME=value` lines or in the environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Such as `OMNIFUND_STORE`.
    pub name: String,
    /// A value that it may have.
    pub example: String,
    /// What it says, behind the example.
    pub says: String,
    /// The value that holds unless it is set, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// How long the default is, where it is a length of time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_seconds: Option<i64>,
}

/// What an opaque handle is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noun {
    /// Such as `session_list`.
    pub name: String,
    /// Such as `omnifund_session_list`.
    pub c_name: String,
    /// In the header's words.
    pub doc: String,
}

/// An enumeration. At the boundary its values are 32-bit numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enum {
    /// Such as `log_level`.
    pub name: String,
    /// Such as `omnifund_log_level`.
    pub c_name: String,
    /// In the header's words.
    pub doc: String,
    /// In the header's order.
    pub values: Vec<Value>,
}

/// One value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// Such as `NULL_ARGUMENT`.
    pub name: String,
    /// Such as `OMNIFUND_CODE_NULL_ARGUMENT`.
    pub c_name: String,
    /// It never changes.
    pub number: i32,
    /// In the header's words.
    pub doc: String,
    /// Where it is the code of an error: what follows from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

/// What follows from the code of an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The name of a value of `advice`.
    pub advice: String,
    /// The name of a value of `outcome`.
    pub outcome: String,
    /// What to do, for the person who reads the message.
    pub remedy: String,
}

/// A type of function that the program gives and the library calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callback {
    /// Such as `kept_alive_callback`.
    pub name: String,
    /// Such as `omnifund_kept_alive_callback`.
    pub c_name: String,
    /// In the header's words.
    pub doc: String,
    /// What it returns.
    pub returns: Returned,
    /// Handles, texts and bytes among them are lent for the call.
    pub parameters: Vec<Parameter>,
}

/// A structure of the program's or the library's, whose members stand open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Struct {
    /// Such as `store_functions`.
    pub name: String,
    /// Such as `omnifund_store_functions`.
    pub c_name: String,
    /// In the header's words.
    pub doc: String,
    /// In their order.
    pub members: Vec<Member>,
}

/// A member of a structure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// As the header has it.
    pub name: String,
    /// In the header's words.
    pub doc: String,
    /// What it is.
    pub kind: Kind,
    /// As the header has it; of a function, what it returns.
    pub c_type: String,
    /// Whether it may be NULL.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nullable: bool,
    /// Of a function that returns a number: its enumeration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Of a function.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
}

/// A function of the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// Such as `omnifund_session_token`.
    pub c_name: String,
    /// Without what all have in common: `session_token`.
    pub name: String,
    /// What it belongs to: the longest noun that its name begins with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noun: Option<String>,
    /// In the header's words.
    pub doc: String,
    /// Its first sentence, without what only C programs must know.
    pub summary: String,
    /// Whether it returns a code, and has an error as its last parameter.
    pub fallible: bool,
    /// Whether it may wait for a server, a file system or another thread.
    pub blocks: bool,
    /// What it returns.
    pub returns: Returned,
    /// In their order.
    pub parameters: Vec<Parameter>,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// As the header has it.
    pub name: String,
    /// As the header has it, without the name.
    pub c_type: String,
    /// What it is for.
    pub kind: Kind,
    /// Of a handle or an out-pointer for one, its noun; of a number, its enumeration; of a callback, its type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// Of a length of time: the smallest and the largest that are taken, in its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(i64, i64)>,
    /// Whether no log, error or trace may show it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub secret: bool,
    /// Whether it may be NULL.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nullable: bool,
    /// Of an out-pointer for a handle: whether it may be set to NULL without an error.
    #[serde(default, skip_serializing_if = "is_false")]
    pub may_give_null: bool,
}

/// What a function returns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// As the header has it.
    pub c_type: String,
    /// What it is.
    pub kind: Kind,
    /// Of a handle, its noun; of a number, its enumeration; of bytes, the function that has their length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// Of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// Whether no log, error or trace may show it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub secret: bool,
    /// Whether it may be NULL though all handles are some, and all indexes inside.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nullable: bool,
    /// Of a number: whether 0 means that there is none.
    #[serde(default, skip_serializing_if = "is_false")]
    pub zero_is_none: bool,
    /// Of a text or bytes: until when they may be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrowed_until: Option<String>,
}

/// What a parameter is for, or what is returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Nothing is returned.
    Nothing,
    /// A code of an error, or 0.
    Code,
    /// A handle. Where it is returned, it is the caller's to end.
    Handle,
    /// Ended by the call.
    EndedHandle,
    /// An out-pointer for a handle, which is the caller's to end.
    OutHandle,
    /// An out-pointer for a number.
    OutNumber,
    /// An out-pointer for the error, which is the caller's to end.
    OutError,
    /// A text in UTF-8 with a NUL at its end.
    Text,
    /// Bytes of a known length.
    Bytes,
    /// The place of a number of 64 bits, which changes; readable as long as the process lives.
    LiveNumber,
    /// Of 32 bits.
    Int32,
    /// Of 64 bits.
    Int64,
    /// Of 32 bits, and never negative.
    Uint32,
    /// As long as a pointer, and never negative.
    Size,
    /// A function of the program's.
    Callback,
    /// Handed to the callback as it is.
    Userdata,
    /// A place for what is handed to other functions as it is.
    OutUserdata,
    /// A structure whose members stand open, lent for the call.
    Struct,
    /// A member that is a function.
    Function,
}

/// What a number is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 1 where it holds, else 0.
    Flag,
    /// A value of an enumeration.
    Enum,
    /// Of an HTTP answer.
    HttpStatus,
    /// How long.
    Milliseconds,
    /// How long.
    Seconds,
    /// When, in seconds.
    UnixTime,
    /// How many.
    Count,
    /// In a list, from 0.
    Index,
    /// How many bytes.
    Length,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks so
fn is_false(it: &bool) -> bool {
    !it
}

impl Interface {
    /// As the file has it.
    ///
    /// # Panics
    /// Never: all of it can be written.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("it is plain") + "\n"
    }

    /// Of the file's text.
    ///
    /// # Errors
    /// Where it is no description, or one of another format.
    pub fn from_json(json: &str) -> Result<Self, String> {
        let read: Self = serde_json::from_str(json).map_err(|error| error.to_string())?;
        if read.format == FORMAT {
            Ok(read)
        } else {
            Err(format!(
                "it has format {}, and {FORMAT} is known here",
                read.format
            ))
        }
    }
}
