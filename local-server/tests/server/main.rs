//! The real binary, over real sockets. One module per behaviour.

mod answer;
mod bearer_refusals;
mod bodies;
mod certificates;
mod codes;
mod control;
mod control_people;
mod control_settings;
mod faults;
mod faults_delay;
mod grants;
mod life;
mod log;
mod record;
mod rotation;
mod slow;
mod state_file;
mod support;
mod token_login;
mod token_refusals;
