//! Linux, macOS and their like.

pub mod browser;
mod descriptors;
pub mod handed_over;
pub mod signals;
pub mod standard;
pub mod terminal;
pub mod waiting;
