//! Reading an answer until it is whole, whatever was promised.

use std::io;
use std::time::{Duration, SystemTime};

use zeroize::Zeroizing;

use super::answer::{Answer, Sofar};
use super::connection::Connection;
use super::unread::Unread;

/// So much memory from the start: a buffer that grows leaves copies of secrets behind, and asks for memory where
/// nothing may fail.
const CAPACITY: usize = 64 * 1024;
/// How long what should be there already is waited for.
const PATIENCE: Duration = Duration::from_millis(500);

/// Where an answer is read into, made before the request is sent.
pub(super) struct Received(Zeroizing<Vec<u8>>);

/// When an answer is whole.
pub(crate) enum Whole {
    /// Where its frame ends.
    ByFrame,
    /// Where this is content with it, whatever was promised. Where the frame has ended, and a success is
    /// still not whole, what follows all the same is waited for a moment.
    ByMeaning(fn(&Answer) -> bool),
}

/// How reading ended.
pub(super) enum Ended {
    /// With an answer; and why it is not all that was promised.
    Answer(Box<Answer>, Option<ureq::Error>),
    /// The connection ended before there was a head.
    Cut(ureq::Error),
    NoHttp,
    TooLarge,
}

impl Received {
    pub(super) fn new() -> Self {
        Self(Zeroizing::new(Vec::with_capacity(CAPACITY)))
    }

    /// What came; `None` where nothing did.
    pub(super) fn unread(&self) -> Option<Unread> {
        (!self.0.is_empty()).then(|| Unread::from_bytes(&self.0))
    }

    pub(super) fn read(
        &mut self,
        connection: &mut Connection,
        sent_at: SystemTime,
        whole: &Whole,
    ) -> Ended {
        loop {
            let patience = match Answer::so_far(&self.0, sent_at, false) {
                Sofar::TooLarge => return Ended::TooLarge,
                Sofar::Answer { answer, ended } => match whole {
                    Whole::ByFrame if ended => return Ended::Answer(answer, None),
                    Whole::ByMeaning(is_whole)
                        if is_whole(&answer) || (ended && !answer.is_success()) =>
                    {
                        return Ended::Answer(answer, None);
                    }
                    _ => ended.then_some(PATIENCE),
                },
                Sofar::NoHttp => Some(PATIENCE),
                Sofar::Unended => None,
            };
            match connection.receive(&mut self.0, patience) {
                Ok(true) => {}
                Ok(false) => return self.closed(sent_at, over(io::ErrorKind::UnexpectedEof)),
                Err(_) if patience.is_some() => {
                    return self.closed(sent_at, over(io::ErrorKind::TimedOut));
                }
                Err(error) => return self.closed(sent_at, error),
            }
        }
    }

    fn closed(&self, sent_at: SystemTime, why: ureq::Error) -> Ended {
        match Answer::so_far(&self.0, sent_at, true) {
            Sofar::Answer { answer, ended } => {
                // Where nothing was promised, its end is the connection's; that TLS was not ended first is
                // usual.
                let is_end = matches!(&why, ureq::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof);
                let promised_more = !ended;
                let framed = matches!(
                    Answer::so_far(&self.0, sent_at, false),
                    Sofar::Answer { ended: true, .. }
                );
                let cut = promised_more || !(is_end || framed);
                Ended::Answer(answer, cut.then_some(why))
            }
            Sofar::Unended => Ended::Cut(why),
            Sofar::NoHttp => Ended::NoHttp,
            Sofar::TooLarge => Ended::TooLarge,
        }
    }
}

fn over(kind: io::ErrorKind) -> ureq::Error {
    ureq::Error::Io(kind.into())
}
