//! The C interface, described once for all who call it.
//!
//! [`source`] reads the library's Rust sources, those that the header is made of too, and gives an
//! [`Interface`]: the committed `include/omnifund-api.json`. The library's build does it. Whatever else needs to
//! know the interface reads that file and no C; [`made`] is what the bindings have of it.

mod case;
mod doc;
mod errors;
pub mod made;
mod model;
pub mod settings;
mod signature;
mod source;
mod structure;

pub use model::{
    Callback, Enum, Function, Interface, Kind, Member, Noun, Parameter, Returned, Setting, Struct,
    Unit, Value, Verdict,
};
pub use source::{Names, described};
