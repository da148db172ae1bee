//! Backups under load: each is a state that there was, with all that had been acknowledged when it began.

use std::collections::BTreeMap;

use jiheng_store::{Address, Setting, Settings as _, Store, restore};

use crate::support::Scratch;
use crate::work::{Plan, clients, fault_of, limits};

/// The operations that are there, and the kind of each.
async fn done(store: &Store) -> BTreeMap<String, usize> {
    let key = |setting: &Setting| Some((setting.key.strip_prefix("op-")?.to_owned(), setting.value.parse().ok()?));
    store.read("R").await.unwrap().settings().await.unwrap().iter().filter_map(key).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_under_load_is_a_state_that_there_was() {
    let scratch = Scratch::in_memory("backups");
    let store = Store::open_with(&Address::folder(scratch.path().join("data")), limits()).await.unwrap();
    let mut is_between = false;
    for number in 0..10 {
        clients(&store, &format!("{number} before"), 2, Plan::Endless).await;
        let before = done(&store).await;
        let archive = scratch.path().join(format!("{number}.zip"));
        let load = format!("{number} load");
        let (made, ()) = tokio::join!(store.backup(&archive, 9), clients(&store, &load, 12, Plan::Endless));
        let (made, target) = (made.unwrap(), scratch.path().join(format!("restored {number}")));
        assert_eq!(restore(&archive, &Address::folder(&target)).await.unwrap(), made);
        assert_eq!(fault_of(&target, &before).await, None, "backup {number}");
        let restored = Store::open_with(&Address::folder(&target), limits()).await.unwrap();
        is_between |= done(&restored).await.len() < done(&store).await.len();
        restored.close().await.unwrap();
    }
    assert!(is_between, "the load was over before each backup began");
    store.close().await.unwrap();
}
