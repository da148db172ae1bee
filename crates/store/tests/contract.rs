//! What the store promises, on SQLite and on a real PostgreSQL alike.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use jiheng_store::{Address, Limits, Store};
use support::Scratch;
use support::postgres::Postgres;

#[path = "contract/edits.rs"]
mod edits;
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
    store.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_keeps_every_promise() {
    let scratch = Scratch::new("contract");
    every_case(&Address::folder(scratch.path().join("数据 100%?#"))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_every_promise() {
    let (scratch, postgres) = (Scratch::new("contract"), Postgres::start());
    let url = postgres.create("jiheng");
    every_case(&Address::Postgres { url, folder: scratch.path().to_owned() }).await;
}
