//! The thread that starts workers and ends those whose time is up.
//!
//! Linux tells a child that its parent died when the *thread* that started it ends, so workers are started by the one
//! thread that lives as long as their pool.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::pool::Settings;
use crate::worker::{Life, Worker};

/// The clock is looked at this often within a time limit: a document gets that part more at most.
const LOOKS_PER_LIMIT: u32 = 4;

/// Where a worker is handed over.
pub type Arrival = Receiver<io::Result<Worker>>;

/// The keeper, seen from its pool.
#[derive(Debug)]
pub struct Keeper {
    orders: Sender<Sender<io::Result<Worker>>>,
    thread: JoinHandle<()>,
}

impl Keeper {
    /// Starts the thread.
    pub fn start(settings: Settings) -> io::Result<Self> {
        let (orders, taken) = channel();
        let thread = std::thread::Builder::new().name("keeper".to_owned()).spawn(move || keep(&taken, &settings))?;
        Ok(Self { orders, thread })
    }

    /// Orders a worker; it arrives when it has been started.
    pub fn order(&self) -> Arrival {
        let (hand_over, arrival) = channel();
        // A keeper that is gone drops the sender, which the receiver notices.
        let _ = self.orders.send(hand_over);
        arrival
    }

    /// Ends the thread.
    pub fn stop(self) {
        drop(self.orders);
        let _ = self.thread.join();
    }
}

fn keep(orders: &Receiver<Sender<io::Result<Worker>>>, settings: &Settings) {
    let look = (settings.time / LOOKS_PER_LIMIT).max(Duration::from_millis(1));
    let mut lives: Vec<Weak<Life>> = Vec::new();
    loop {
        match orders.recv_timeout(look) {
            Ok(hand_over) => {
                let started = Worker::start(settings);
                lives.extend(started.as_ref().ok().map(|worker| Arc::downgrade(worker.life())));
                // Nobody waits for it any more; it ends by being dropped.
                let _ = hand_over.send(started);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let now = Instant::now();
        lives.retain(|life| life.upgrade().is_some_and(|life| life.end_if_late(now)));
    }
}
