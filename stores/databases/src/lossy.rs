//! A way to a database that is cut at a moment of a test's choice.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::thread;

/// When connections are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Moment {
    /// Never: all goes through.
    Never,
    /// When the next question comes: the database does not get it.
    BeforeTheQuestion,
    /// When the next answer comes: the database has carried out what was asked.
    BeforeTheAnswer,
    /// Nothing is cut, and nothing goes through any more.
    Silence,
}

/// What may still be open.
type Open = Arc<Mutex<Vec<Weak<TcpStream>>>>;

/// A port that leads to another.
pub struct Lossy {
    address: SocketAddr,
    moment: Arc<AtomicU8>,
    open: Open,
    count: Arc<AtomicUsize>,
}

impl Lossy {
    /// To a port of loopback.
    ///
    /// # Panics
    /// Where no port is free.
    #[must_use]
    pub fn to(port: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        Self::over(listener, port)
    }

    /// To a port of loopback, from wherever the listener listens: in a network namespace, for instance.
    ///
    /// # Panics
    /// Where the listener has no address.
    #[must_use]
    pub fn over(listener: TcpListener, port: u16) -> Self {
        let address = listener.local_addr().expect("its address");
        let moment = Arc::new(AtomicU8::new(Moment::Never as u8));
        let (open, count): (Open, Arc<AtomicUsize>) = Default::default();
        let (when, opened) = (Arc::clone(&moment), Arc::clone(&open));
        let came = Arc::clone(&count);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                came.fetch_add(1, Ordering::SeqCst);
                let Ok(server) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else {
                    continue;
                };
                let (client, server) = (Arc::new(client), Arc::new(server));
                let mut opened = opened.lock().expect("the list");
                opened.retain(|stream| stream.strong_count() > 0);
                opened.extend([Arc::downgrade(&client), Arc::downgrade(&server)]);
                drop(opened);
                let (from, to) = (Arc::clone(&client), Arc::clone(&server));
                pass(from, to, Moment::BeforeTheQuestion, &when);
                pass(server, client, Moment::BeforeTheAnswer, &when);
            }
        });
        Self {
            address,
            moment,
            open,
            count,
        }
    }

    /// Where it listens; on 127.0.0.1 unless it was told where.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// How many connections came.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }

    /// Says when to cut; it is said again for another time.
    pub fn cut(&self, moment: Moment) {
        self.moment.store(moment as u8, Ordering::SeqCst);
    }

    /// Cuts all that is open, at once.
    ///
    /// # Panics
    /// Where another thread did.
    pub fn cut_now(&self) {
        for stream in self.open.lock().expect("the list").drain(..) {
            if let Some(stream) = stream.upgrade() {
                let _ = stream.shutdown(Shutdown::Both);
            }
        }
    }
}

fn pass(from: Arc<TcpStream>, to: Arc<TcpStream>, own: Moment, when: &Arc<AtomicU8>) {
    let when = Arc::clone(when);
    thread::spawn(move || {
        let mut buffer = [0; 65536];
        while let Ok(count @ 1..) = (&*from).read(&mut buffer) {
            let is = |moment: Moment| when.load(Ordering::SeqCst) == moment as u8;
            if is(Moment::Silence) {
                continue;
            }
            if is(own) {
                when.store(Moment::Never as u8, Ordering::SeqCst);
                break;
            }
            if (&*to).write_all(&buffer[..count]).is_err() {
                break;
            }
        }
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
    });
}
