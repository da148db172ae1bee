//! The records: what is written is read, absent stays absent, and what must not change does not.

use jiheng_store::{
    Attachments as _, ChangeAttachments as _, ChangeDecisions as _, ChangeEvidence as _, ChangeReports as _,
    ChangeRequests as _, ChangeRevisions as _, ChangeSettings as _, ChangeSignatures as _, DecisionAction,
    Decisions as _, Evidence as _, EvidenceItem, RecordAudit as _, Report, Reports as _, Revisions as _, Settings as _,
    Signature, Signatures as _, Store, StoreError, Unit, Work,
};

use crate::support::{event, report, request};

pub async fn cases(store: &Store) {
    absent_stays_absent(store).await;
    a_version_that_was_overtaken_is_stale(store).await;
    decisions_stay_and_need_words(store).await;
    evidence_is_replaced_and_detached_on_record(store).await;
    revisions_are_numbered_and_signed_by_digest(store).await;
    attachments_come_back_whole(store).await;
    settings_and_keys_are_kept_and_forgotten(store).await;
}

/// A unit with one event.
async fn write<T, F>(store: &Store, region: &str, at_ms: i64, work: F) -> Result<T, StoreError>
where
    T: serde::Serialize + serde::de::DeserializeOwned + Send + 'static,
    F: for<'u> FnOnce(&'u mut Unit) -> Work<'u, T> + Send + 'static,
{
    let outcome = store
        .write(request(region, "陈", at_ms), |unit| {
            Box::pin(async move {
                unit.record(event("test")).await?;
                work(unit).await
            })
        })
        .await?;
    Ok(outcome.value)
}

async fn with_report(store: &Store, region: &str) -> Report {
    write(store, region, 1, |unit| Box::pin(async move { unit.add_report(&report("r1")).await })).await.unwrap()
}

async fn absent_stays_absent(store: &Store) {
    let bare = Report { entity: None, year: None, sample: true, ..report("bare") };
    let added =
        write(store, "record-1", 7, |unit| Box::pin(async move { unit.add_report(&bare).await })).await.unwrap();
    let found = store.read("record-1").await.unwrap().report("bare").await.unwrap().unwrap();
    assert_eq!((&found, found.year, &found.entity, found.sample, found.version), (&added, None, &None, true, 1));
    let twice =
        write(store, "record-1", 8, |unit| Box::pin(async move { unit.add_report(&report("bare")).await })).await;
    assert!(matches!(twice, Err(StoreError::Refused { .. })), "{twice:?}");
}

async fn a_version_that_was_overtaken_is_stale(store: &Store) {
    let read = with_report(store, "record-2").await;
    let mine = Report { title: "改".to_owned(), ..read.clone() };
    let theirs = mine.clone();
    let version = write(store, "record-2", 9, |unit| Box::pin(async move { unit.change_report(&mine).await })).await;
    assert_eq!(version, Ok(2));
    let stale = write(store, "record-2", 9, |unit| Box::pin(async move { unit.change_report(&theirs).await })).await;
    assert_eq!(stale, Err(StoreError::Stale { expected: 1, actual: 2 }));
    let found = store.read("record-2").await.unwrap().report("r1").await.unwrap().unwrap();
    assert_eq!((found.title.as_str(), found.version, found.created_ms, found.updated_ms), ("改", 2, 1, 9));
}

async fn decisions_stay_and_need_words(store: &Store) {
    with_report(store, "record-3").await;
    for (action, text, is_good) in [
        (DecisionAction::Ignore, " ", false),
        (DecisionAction::Ignore, "口径不同，见附注", true),
        (DecisionAction::Comment, "已问财务", true),
        (DecisionAction::Reopen, "", true),
    ] {
        let added = write(store, "record-3", 2, move |unit| {
            Box::pin(async move { unit.add_decision("r1", "XREF-001:1", action, text).await })
        });
        assert_eq!(added.await.is_ok(), is_good, "{action:?} {text}");
    }
    let decisions = store.read("record-3").await.unwrap().decisions("r1").await.unwrap();
    let found: Vec<_> = decisions.iter().map(|decision| (decision.sequence, decision.action)).collect();
    assert_eq!(found, [(1, DecisionAction::Ignore), (2, DecisionAction::Comment), (3, DecisionAction::Reopen)]);
}

async fn evidence_is_replaced_and_detached_on_record(store: &Store) {
    with_report(store, "record-4").await;
    let stored = store.put_attachment(b"scan".to_vec()).await.unwrap();
    let item = |id: &str| EvidenceItem {
        id: id.to_owned(),
        report: "r1".to_owned(),
        subject: "12:3:4".to_owned(),
        attachment: Some(stored.digest().to_owned()),
        file_name: "凭证.pdf".to_owned(),
        state: "attached".to_owned(),
        size_bytes: Some(4),
        ..EvidenceItem::default()
    };
    let secret = EvidenceItem { attachment: None, size_bytes: None, ..item("e0") };
    let (first, second) = (item("e1"), item("e2"));
    let early = first.clone();
    let early = write(store, "record-4", 2, |unit| Box::pin(async move { unit.add_evidence(&early).await })).await;
    assert!(matches!(early, Err(StoreError::Refused { .. })), "a record of the attachment comes first: {early:?}");
    write(store, "record-4", 3, move |unit| {
        Box::pin(async move {
            unit.add_attachment(&stored).await?;
            unit.add_evidence(&secret).await?;
            unit.add_evidence(&first).await?;
            unit.replace_evidence("e1", &second).await?;
            unit.change_evidence(&EvidenceItem { note: "已核".to_owned(), ..second }).await?;
            unit.detach_evidence("r1", "e0").await
        })
    })
    .await
    .unwrap();
    let found = store.read("record-4").await.unwrap().evidence("r1").await.unwrap();
    let brief: Vec<_> = found
        .iter()
        .map(|item| (item.id.as_str(), item.replaced_by.as_deref(), item.detached_ms, item.note.as_str()))
        .collect();
    assert_eq!(brief, [("e0", None, Some(3), ""), ("e1", Some("e2"), None, ""), ("e2", None, None, "已核")]);
    let gone =
        write(store, "record-4", 4, |unit| Box::pin(async move { unit.detach_evidence("r1", "e1").await })).await;
    assert!(matches!(gone, Err(StoreError::NotFound { .. })), "{gone:?}");
}

async fn revisions_are_numbered_and_signed_by_digest(store: &Store) {
    with_report(store, "record-5").await;
    let (first, second) = write(store, "record-5", 2, |unit| {
        Box::pin(async move { Ok((unit.add_revision("r1", "一").await?, unit.add_revision("r1", "二").await?)) })
    })
    .await
    .unwrap();
    assert_eq!((first.number, second.number), (1, 2));
    let signature = Signature {
        report: "r1".to_owned(),
        id: "s1".to_owned(),
        revision: 1,
        digest: second.digest.clone(),
        role: "lead".to_owned(),
        name: "王".to_owned(),
        mode: "click".to_owned(),
        at_ms: 0,
        void_ms: None,
        void_reason: None,
    };
    let good = Signature { digest: first.digest.clone(), ..signature.clone() };
    let wrong = write(store, "record-5", 3, |unit| Box::pin(async move { unit.sign(&signature).await })).await;
    assert!(matches!(wrong, Err(StoreError::Invalid { .. })), "{wrong:?}");
    write(store, "record-5", 3, |unit| Box::pin(async move { unit.sign(&good).await })).await.unwrap();
    let void =
        || write(store, "record-5", 4, |unit| Box::pin(async move { unit.void_signature("r1", "s1", "换人").await }));
    void().await.unwrap();
    assert!(matches!(void().await, Err(StoreError::NotFound { .. })));
    let mut reading = store.read("record-5").await.unwrap();
    assert_eq!(reading.revision("r1", 2).await.unwrap(), Some(second));
    let signatures = reading.signatures("r1").await.unwrap();
    assert_eq!((signatures[0].void_ms, signatures[0].void_reason.as_deref()), (Some(4), Some("换人")));
}

async fn attachments_come_back_whole(store: &Store) {
    let bytes: Vec<u8> = (0..100_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    let stored = store.put_attachment(bytes.clone()).await.unwrap();
    let token = stored.clone();
    write(store, "record-6", 2, |unit| {
        Box::pin(async move {
            unit.add_attachment(&token).await?;
            unit.add_attachment(&token).await
        })
    })
    .await
    .unwrap();
    assert_eq!(store.get_attachment(stored.digest()).await, Ok(bytes));
    let record = store.read("record-6").await.unwrap().attachment(stored.digest()).await.unwrap().unwrap();
    assert_eq!((record.size_bytes, record.at_ms), (100_000, 2));
    let stray = store.put_attachment(b"never recorded".to_vec()).await.unwrap();
    assert_eq!(store.sweep_attachments(0).await, Ok(0), "too young");
    // A time after all of them; only what no record points at goes.
    assert!(store.sweep_attachments(i64::MAX / 2).await.unwrap() >= 1);
    assert!(matches!(store.get_attachment(stray.digest()).await, Err(StoreError::NotFound { .. })));
    assert!(store.get_attachment(stored.digest()).await.is_ok());
    assert!(matches!(store.get_attachment("../jiheng.lock").await, Err(StoreError::Invalid { .. })));
}

async fn settings_and_keys_are_kept_and_forgotten(store: &Store) {
    let mut keyed = request("record-7", "陈", 2);
    keyed.key = Some("k".to_owned());
    let set = store.write(keyed, |unit| {
        Box::pin(async move {
            unit.record(event("config.change")).await?;
            unit.set("a", "1").await?;
            unit.set("a", "2").await?;
            unit.set("b", "3").await?;
            unit.unset("b").await
        })
    });
    set.await.unwrap();
    let settings = store.read("record-7").await.unwrap().settings().await.unwrap();
    assert_eq!(settings.iter().map(|setting| setting.value.as_str()).collect::<Vec<_>>(), ["2"]);
    let forget = |before: i64| {
        write(store, "record-7", 9, move |unit| Box::pin(async move { unit.forget_requests(before).await }))
    };
    assert_eq!((forget(2).await, forget(3).await), (Ok(0), Ok(1)));
}
