//! What the store promises, on SQLite and on a real PostgreSQL alike.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use jiheng_store::{Address, Limits, Store};
use support::Scratch;
use support::postgres::Postgres;

#[path = "contract/edits.rs"]
mod edits;
#[path = "contract/keeping.rs"]
mod keeping;
#[path = "contract/records.rs"]
mod records;
#[path = "contract/units.rs"]
mod units;

/// A test has no disk to keep free.
fn limits() -> Limits {
    Limits { reserve_bytes: 0, ..Limits::default() }
}

/// Every case gets a region of its own, so that one database serves them all.
async fn every_case(address: &Address) {
    let store = Store::open_with(address, limits()).await.unwrap();
    units::cases(&store).await;
    records::cases(&store).await;
    edits::cases(&store).await;
    keeping::audit_cases(&store).await;
    store.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_keeps_every_promise() {
    let scratch = Scratch::new("contract");
    let address = |name: &str| Address::folder(scratch.path().join(name));
    every_case(&address("数据 100%?#")).await;
    keeping::backup_cases(scratch.path(), &address("from"), &address("to")).await;
    keeping::a_second_opening_is_refused(&address("lock")).await;
    keeping::a_unit_that_never_ends_is_taken_back(&address("endless")).await;
    keeping::newer_data_is_refused(&scratch.path().join("newer")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_every_promise() {
    let (scratch, postgres) = (Scratch::new("contract"), Postgres::start());
    let address = |name: &str| Address::Postgres { url: postgres.create(name), folder: scratch.path().join(name) };
    every_case(&address("jiheng")).await;
    keeping::backup_cases(scratch.path(), &address("source"), &address("target")).await;
    // From one machine to a server, and back.
    let folder = Address::folder(scratch.path().join("folder"));
    keeping::backup_cases(&scratch.path().join("up"), &folder, &address("moved_up")).await;
    let folder = Address::folder(scratch.path().join("again"));
    keeping::backup_cases(&scratch.path().join("down"), &address("origin"), &folder).await;
    keeping::two_programs_keep_one_order(&address("shared")).await;
    keeping::a_unit_that_never_ends_is_taken_back(&address("endless")).await;
    keeping::a_lost_connection_is_made_anew(&address("lost"), || postgres.end_connections()).await;
}
