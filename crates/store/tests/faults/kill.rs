//! The program is killed at any moment: what it said is kept is kept, and nothing is kept by half.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::time::{Duration, Instant};

use crate::Numbers;
use crate::support::Scratch;
use crate::work::{self, Plan, acknowledged, fault_of};

/// Kills on one folder, each going on with what the one before has left.
const KILLS: usize = 20;

/// A folder has to be ready within this time after a kill.
const READY: Duration = Duration::from_secs(2);

async fn kills(folders: std::ops::Range<u64>) {
    for seed in folders {
        let (scratch, mut numbers) = (Scratch::in_memory("kill"), Numbers(seed));
        let folder = scratch.path().join("data");
        let mut said = BTreeMap::new();
        for kill in 0..KILLS {
            let mut program = work::command(&folder, Plan::Endless).spawn().unwrap();
            let mut output = program.stdout.take().unwrap();
            let (first, has_written) = std::sync::mpsc::channel();
            let reading = std::thread::spawn(move || {
                let (mut text, mut piece) = (Vec::new(), [0; 4096]);
                while let Ok(count @ 1..) = output.read(&mut piece) {
                    text.extend_from_slice(&piece[..count]);
                    if text.windows(3).any(|word| word == b"ACK") {
                        first.send(()).ok();
                    }
                }
                String::from_utf8(text).unwrap()
            });
            // Some while they still open the folder, the others once they are writing.
            let moment = Duration::from_micros(u64::try_from(numbers.below(60_000)).unwrap());
            if kill % 4 != 0 {
                has_written.recv_timeout(Duration::from_secs(10)).unwrap();
            }
            std::thread::park_timeout(moment);
            program.kill().unwrap();
            program.wait().unwrap();
            let output = reading.join().unwrap();
            assert!(!output.contains("REFUSED"), "{output}");
            said.extend(acknowledged(&output));
            let begun = Instant::now();
            let fault = fault_of(&folder, &said).await;
            assert_eq!(fault, None, "seed {seed}, kill {kill} after {moment:?}, {} acknowledged", said.len());
            assert!(begun.elapsed() < READY, "seed {seed}, kill {kill}: {:?}", begun.elapsed());
        }
        assert!(said.len() > KILLS, "seed {seed}: hardly anything was written ({})", said.len());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_kills_lose_nothing() {
    kills(0..5).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_more_kills_lose_nothing() {
    kills(5..10).await;
}
