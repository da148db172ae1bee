//! The n-th call to the system fails: nothing is acknowledged that is not on disk, and nothing panics.

use crate::power_loss::first_fault;
use crate::trace::{self, Event};
use crate::work::Plan;

/// Runs the program with one call of every thread failing, then takes its power away.
async fn fails(call: &str, error: &str, number: usize) -> usize {
    let name = format!("{call} {error} {number}");
    let inject = format!("inject={call}:error={error}:when={number}");
    let events = trace::record_with(Plan::Short, &["-e", &inject]);
    // A sync that failed is none for the model, whatever the kernel may have kept.
    assert_eq!(first_fault(&events, 3, number as u64).await, None, "{name}");
    let refused = events.iter().filter(|event| matches!(event, Event::Said(text) if text.contains("REFUSED")));
    refused.count()
}

async fn all_fail(points: &[(&str, &str, &[usize])]) {
    let mut refused = 0;
    for (call, error, numbers) in points {
        for number in *numbers {
            refused += usize::from(fails(call, error, *number).await > 0);
        }
    }
    assert!(refused > 5, "the calls that should fail were hardly made: {refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failing_syncs_are_never_acknowledged() {
    all_fail(&[("fsync", "EIO", &[1, 2, 5, 8, 11, 18, 29]), ("fsync", "ENOSPC", &[6])]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failing_writes_are_never_acknowledged() {
    all_fail(&[
        ("pwrite64", "EIO", &[2, 17, 80, 320]),
        ("pwrite64", "ENOSPC", &[33, 401]),
        ("rename", "EIO", &[2]),
        ("ftruncate", "EIO", &[1, 2]),
    ])
    .await;
}
