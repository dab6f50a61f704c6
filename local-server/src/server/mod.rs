//! Sockets, certificates, what stands around every request, and the end.

pub mod authority;
pub mod body;
pub mod listen;
pub mod ready;
pub mod router;
pub mod stop;
