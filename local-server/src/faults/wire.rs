//! The stream between HTTP and TLS: cuts replies off where it is told to, and notes when one has
//! left completely.

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::traffic::reply::Reply;

/// A stream that one reply leaves by.
pub struct Wire<S> {
    stream: S,
    reply: Arc<Reply>,
    /// How many bytes of a reply that is to be cut off have left.
    sent: usize,
    /// Whether the stream took all of what it was last offered.
    whole: bool,
}

impl<S> Wire<S> {
    /// Puts itself in front of `stream`.
    pub fn new(stream: S, reply: Arc<Reply>) -> Self {
        Self {
            stream,
            reply,
            sent: 0,
            whole: true,
        }
    }
}

// `write_vectored` and `is_write_vectored` are left as they are, so that every byte passes here.
impl<S: AsyncWrite + Unpin> AsyncWrite for Wire<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        this.whole = false;
        let limit = this.reply.limit();
        let rest = limit.map_or(usize::MAX, |limit| limit.saturating_sub(this.sent));
        if rest == 0 {
            // What was let through has to arrive before the connection closes.
            ready!(Pin::new(&mut this.stream).poll_flush(context))?;
            return Poll::Ready(Err(io::Error::new(
                ErrorKind::ConnectionAborted,
                "a fault cuts the reply off",
            )));
        }
        let part = &bytes[..bytes.len().min(rest)];
        let taken = ready!(Pin::new(&mut this.stream).poll_write(context, part))?;
        if limit.is_some() {
            this.sent += taken;
        }
        this.whole = taken == bytes.len();
        Poll::Ready(Ok(taken))
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    /// The end of the reply. One that was to be cut off gets no goodbye from TLS either, even if
    /// it was short enough to leave completely.
    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(Pin::new(&mut this.stream).poll_flush(context))?;
        this.reply.is_over(this.whole);
        if this.reply.limit().is_some() {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut this.stream).poll_shutdown(context)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Wire<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, buffer)
    }
}

/// This comes before the socket is closed: whoever sees the end of the connection finds it in the
/// record.
impl<S> Drop for Wire<S> {
    fn drop(&mut self) {
        self.reply.is_over(false);
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;
    use crate::clock::Clock;

    /// Writes ten bytes and the end; gives what arrived and whether that counts as complete.
    async fn ten_bytes(limit: Option<usize>) -> (Vec<u8>, Option<bool>) {
        let reply = Arc::new(Reply::new(Clock::default()));
        if let Some(limit) = limit {
            reply.cut_after(limit);
        }
        let (near, mut far) = tokio::io::duplex(64);
        let mut wire = Wire::new(near, Arc::clone(&reply));
        if wire.write_all(b"0123456789").await.is_ok() {
            let _ = wire.shutdown().await;
        }
        drop(wire);
        let mut arrived = Vec::new();
        let _ = far.read_to_end(&mut arrived).await;
        (arrived, reply.over().map(|over| over.complete))
    }

    #[tokio::test]
    async fn a_reply_leaves_up_to_its_limit() {
        for (limit, arrived, complete) in [
            (None, &b"0123456789"[..], true),
            (Some(0), b"", false),
            (Some(4), b"0123", false),
            (Some(10), b"0123456789", true),
        ] {
            let outcome = ten_bytes(limit).await;
            assert_eq!(outcome, (arrived.to_vec(), Some(complete)), "{limit:?}");
        }
    }
}
