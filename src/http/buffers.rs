//! What a transport reads into and writes from. ureq's own are filled with zeros byte by byte where all is made small,
//! which was a fifth of an exchange.

use ureq::unversioned::transport::Buffers;

/// For what comes, in bytes: a record of TLS, or the longest head of a proxy's answer.
pub(super) const INPUT: usize = 32 * 1024;
/// For what leaves: a request's head and most bodies at once.
const OUTPUT: usize = 8 * 1024;

/// Of full size as soon as they are needed; the system has zeros at hand.
#[derive(Debug, Default)]
pub(super) struct PlainBuffers {
    input: Vec<u8>,
    /// What has come and is not consumed.
    from: usize,
    to: usize,
    output: Vec<u8>,
    /// Whether the last who looked at what has come could do something with it.
    is_going_on: bool,
}

impl Buffers for PlainBuffers {
    fn output(&mut self) -> &mut [u8] {
        of_size(&mut self.output, OUTPUT)
    }

    fn input(&self) -> &[u8] {
        &self.input[self.from..self.to]
    }

    fn input_append_buf(&mut self) -> &mut [u8] {
        self.input.copy_within(self.from..self.to, 0);
        (self.from, self.to) = (0, self.to - self.from);
        &mut of_size(&mut self.input, INPUT)[self.to..]
    }

    fn input_appended(&mut self, amount: usize) {
        self.to += amount;
    }

    fn input_consume(&mut self, amount: usize) {
        self.is_going_on = amount > 0;
        self.from += amount;
    }

    fn tmp_and_output(&mut self) -> (&mut [u8], &mut [u8]) {
        let input = of_size(&mut self.input, INPUT);
        (&mut input[self.to..], of_size(&mut self.output, OUTPUT))
    }

    fn can_use_input(&self) -> bool {
        self.from < self.to && self.is_going_on
    }
}

fn of_size(buffer: &mut Vec<u8>, size: usize) -> &mut [u8] {
    if buffer.is_empty() {
        *buffer = vec![0; size];
    }
    buffer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_stands_behind_what_is_not_consumed_until_there_is_no_room() {
        let mut buffers = PlainBuffers::default();
        assert_eq!(buffers.input(), b"");
        buffers.input_append_buf()[..5].copy_from_slice(b"hello");
        buffers.input_appended(5);
        assert!(!buffers.can_use_input());
        buffers.input_consume(2);
        assert!(buffers.can_use_input());
        assert_eq!(buffers.input_append_buf().len(), INPUT - 3);
        buffers.input_append_buf()[0] = b'!';
        buffers.input_appended(1);
        assert_eq!(buffers.input(), b"llo!");
        let free = buffers.input_append_buf().len();
        buffers.input_appended(free);
        assert_eq!(buffers.input().len(), INPUT);
        assert!(buffers.input_append_buf().is_empty());
        buffers.input_consume(INPUT);
        assert!(!buffers.can_use_input());
        assert_eq!(buffers.input_append_buf().len(), INPUT);
        assert!(!buffers.output().is_empty());
    }
}
