//! Units of work: all or nothing, once, and never without an audit event.

use jiheng_store::{
    Audit as _, AuditFilter, ChangeReports as _, ChangeSettings as _, RecordAudit as _, Reports as _, Settings as _,
    Store, StoreError, WriteRequest,
};

use crate::support::{event, report, request};

pub async fn cases(store: &Store) {
    what_is_answered_is_there(store).await;
    a_unit_that_fails_leaves_nothing(store).await;
    a_change_without_an_event_is_taken_back(store).await;
    a_key_gives_its_first_reply_again(store).await;
    units_that_wait_share_a_commit_and_none_disturbs_another(store).await;
    a_panic_takes_its_own_unit_back_only(store).await;
    regions_do_not_see_each_other(store).await;
}

async fn what_is_answered_is_there(store: &Store) {
    let outcome = store
        .write(request("unit-1", "陈", 5), |unit| {
            Box::pin(async move {
                let added = unit.add_report(&report("r1")).await?;
                unit.record(event("document.create")).await?;
                Ok::<_, StoreError>(added)
            })
        })
        .await
        .unwrap();
    assert!(!outcome.replayed);
    let mut reading = store.read("unit-1").await.unwrap();
    assert_eq!(reading.report("r1").await.unwrap(), Some(outcome.value));
    let records = reading.audit(&AuditFilter::default()).await.unwrap();
    assert_eq!((records.len(), records[0].sequence, records[0].actor.name.as_str()), (1, 1, "陈"));
}

async fn a_unit_that_fails_leaves_nothing(store: &Store) {
    let failed = store
        .write::<(), _, _>(request("unit-2", "陈", 5), |unit| {
            Box::pin(async move {
                unit.add_report(&report("r1")).await?;
                unit.record(event("document.create")).await?;
                Err(StoreError::Busy)
            })
        })
        .await;
    assert_eq!(failed, Err(StoreError::Busy));
    let refused = store
        .write(request("unit-2", "陈", 5), |unit| {
            Box::pin(async move {
                unit.record(event("document.create")).await?;
                unit.set_report_state("missing", "sent").await
            })
        })
        .await;
    assert!(matches!(refused, Err(StoreError::NotFound { what: "report", .. })), "{refused:?}");
    let mut reading = store.read("unit-2").await.unwrap();
    assert_eq!(reading.reports().await.unwrap(), []);
    assert_eq!(reading.audit(&AuditFilter::default()).await.unwrap(), []);
}

async fn a_change_without_an_event_is_taken_back(store: &Store) {
    let request = request("unit-3", "陈", 5);
    let refused = store.write(request, |unit| Box::pin(async move { unit.set("a", "b").await })).await;
    assert_eq!(refused, Err(StoreError::Unaudited));
    assert_eq!(store.read("unit-3").await.unwrap().settings().await.unwrap(), []);
}

async fn a_key_gives_its_first_reply_again(store: &Store) {
    let keyed = |digest: &str| WriteRequest {
        key: Some("k1".to_owned()),
        digest: digest.to_owned(),
        ..request("unit-4", "陈", 5)
    };
    let write = |request: WriteRequest, value: &'static str| {
        store.write(request, move |unit| {
            Box::pin(async move {
                unit.set("a", value).await?;
                unit.record(event("config.change")).await?;
                Ok::<_, StoreError>(value.to_owned())
            })
        })
    };
    let first = write(keyed("d1"), "1").await.unwrap();
    let again = write(keyed("d1"), "2").await.unwrap();
    assert_eq!((first.replayed, again.replayed, again.value.as_str()), (false, true, "1"));
    assert_eq!(write(keyed("d2"), "3").await, Err(StoreError::KeyReused));
    // Another person's key of the same name is another key.
    let other = WriteRequest { actor: crate::support::actor("王"), ..keyed("d9") };
    assert!(!write(other, "4").await.unwrap().replayed);
    let mut reading = store.read("unit-4").await.unwrap();
    assert_eq!(reading.setting("a").await.unwrap().unwrap().value, "4");
    assert_eq!(reading.audit(&AuditFilter::default()).await.unwrap().len(), 2);
}

async fn units_that_wait_share_a_commit_and_none_disturbs_another(store: &Store) {
    let writes = (0..60).map(|number: u32| {
        store.write(request("unit-5", "陈", 5), move |unit| {
            Box::pin(async move {
                unit.set(&format!("key {number}"), "1").await?;
                unit.record(event("config.change")).await?;
                if number.is_multiple_of(3) { Err(StoreError::Abandoned) } else { Ok(number) }
            })
        })
    });
    let outcomes = futures_util::future::join_all(writes).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 40);
    let mut reading = store.read("unit-5").await.unwrap();
    assert_eq!(reading.settings().await.unwrap().len(), 40);
    let records = reading.audit(&AuditFilter::default()).await.unwrap();
    assert_eq!(records.iter().map(|record| record.sequence).collect::<Vec<_>>(), (1..=40).collect::<Vec<_>>());
    for pair in records.windows(2) {
        assert_eq!(pair[1].previous, pair[0].digest);
    }
}

async fn a_panic_takes_its_own_unit_back_only(store: &Store) {
    let write = |panics: bool| {
        store.write(request("unit-6", "陈", 5), move |unit| {
            Box::pin(async move {
                unit.set(if panics { "bad" } else { "good" }, "1").await?;
                unit.record(event("config.change")).await?;
                assert!(!panics, "on purpose");
                Ok::<_, StoreError>(())
            })
        })
    };
    let (bad, good) = tokio::join!(write(true), write(false));
    assert_eq!(bad, Err(StoreError::Abandoned));
    assert!(good.is_ok());
    let settings = store.read("unit-6").await.unwrap().settings().await.unwrap();
    assert_eq!(settings.iter().map(|setting| setting.key.as_str()).collect::<Vec<_>>(), ["good"]);
}

async fn regions_do_not_see_each_other(store: &Store) {
    for region in ["unit-7a", "unit-7b"] {
        let written = store
            .write(request(region, "陈", 5), |unit| {
                Box::pin(async move {
                    unit.add_report(&report("same id")).await?;
                    unit.record(event("document.create")).await
                })
            })
            .await;
        // Each region has a log of its own.
        assert_eq!(written.unwrap().value, 1);
        assert_eq!(store.read(region).await.unwrap().reports().await.unwrap().len(), 1);
    }
    let regions = store.regions().await.unwrap();
    assert!(regions.contains(&"unit-7a".to_owned()) && !regions.contains(&"unit-2".to_owned()), "{regions:?}");
}
