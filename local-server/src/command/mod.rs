//! The command line and what it starts.

pub mod child;
pub mod cli;
pub mod help;
pub mod manage;
pub mod seeds;
pub mod serve;
pub mod settings;
