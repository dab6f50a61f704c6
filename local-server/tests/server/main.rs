//! The real binary, over real sockets. One module per behaviour.

mod answer;
mod bearer_refusals;
mod bodies;
mod certificates;
mod grants;
mod life;
mod log;
mod rotation;
mod slow;
mod state_file;
mod support;
mod token_login;
mod token_refusals;
