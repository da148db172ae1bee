//! What the store promises when the machine does not: killed, without power, out of disk.
//!
//! A program that writes is this test binary itself, started anew with [`work::FOLDER`] in its environment.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "faults/backups.rs"]
mod backups;
#[path = "faults/calls.rs"]
mod calls;
#[path = "faults/damage.rs"]
mod damage;
#[path = "faults/disk.rs"]
mod disk;
#[path = "faults/full.rs"]
mod full;
#[path = "faults/kill.rs"]
mod kill;
#[path = "faults/power_loss.rs"]
mod power_loss;
mod support;
#[path = "faults/trace.rs"]
mod trace;
#[path = "faults/work.rs"]
mod work;

/// The program that writes. Without a folder in its environment it is an empty test.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn program() {
    work::from_environment().await;
}

/// A small generator of numbers, the same for the same seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}
