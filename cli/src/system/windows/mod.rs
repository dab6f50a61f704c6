//! Windows.

pub mod browser;
pub mod handed_over;
pub mod signals;
pub mod standard;
pub mod terminal;
pub mod waiting;
