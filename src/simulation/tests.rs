//! The simulator in short; `make torture` has it at length.

use super::*;

#[test]
fn many_histories_hold() {
    let first = 1;
    if let Err(broken) = many(first, 500, 2) {
        panic!("{}", broken.story());
    }
}
