//! What lasts: the audit log, backups, and who may open the data.

use std::path::Path;
use std::time::Duration;

use jiheng_store::{
    Address, Audit as _, AuditEvent, AuditFilter, ChangeAttachments as _, ChangeEdits as _, ChangeReports as _,
    ChangeRevisions as _, ChangeSettings as _, CheckState, CheckpointAudit as _, Checkpoints as _, EditGroup,
    Edits as _, Limits, NewEdit, RecordAudit as _, Reports as _, Revisions as _, Settings as _, Store, StoreError,
    VerifyAudit as _, restore,
};

use crate::limits;
use crate::support::{event, report, request};

pub async fn audit_cases(store: &Store) {
    record(store, "audit-1", 2501).await;
    let mut reading = store.read("audit-1").await.unwrap();
    let checkpoints = reading.checkpoints(0).await.unwrap();
    let found: Vec<_> = checkpoints.iter().map(|checkpoint| (checkpoint.first, checkpoint.sequence)).collect();
    assert_eq!(found, [(1, 1000), (1001, 2000)]);
    let verification = reading.verify_audit(&[]).await.unwrap();
    assert_eq!((verification.records, verification.checkpoints, verification.faults), (2501, 2, Vec::new()));
    let filter =
        AuditFilter { after: 2499, event: "test".to_owned(), actor: "陈".to_owned(), ..AuditFilter::default() };
    assert_eq!(reading.audit(&filter).await.unwrap().len(), 2);
    let none = AuditFilter { object: "report/other".to_owned(), ..AuditFilter::default() };
    assert_eq!(reading.audit(&none).await.unwrap(), []);
    drop(reading);
    let kept = store.write(request("audit-1", "陈", 9), |unit| {
        Box::pin(async move {
            unit.record(event("checkpoint")).await?;
            unit.checkpoint_audit().await
        })
    });
    let kept = kept.await.unwrap().value;
    assert_eq!((kept.first, kept.sequence), (2001, 2502));
    let mut later = store.read("audit-1").await.unwrap();
    assert_eq!(later.verify_audit(std::slice::from_ref(&kept)).await.unwrap().faults, []);
}

async fn record(store: &Store, region: &str, count: usize) {
    let written = store.write(request(region, "陈", 5), move |unit| {
        Box::pin(async move {
            for _ in 0..count {
                unit.record(event("test")).await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    written.await.unwrap();
}

/// Everything that can be absent is absent somewhere, so that a backup that mixes up nothing and something shows.
async fn fill(store: &Store) -> String {
    let stored = store.put_attachment("凭证".as_bytes().to_vec()).await.unwrap();
    let digest = stored.digest().to_owned();
    let bare = jiheng_store::Report { entity: None, year: None, ..report("r2") };
    let mut keyed = request("R", "陈", 5);
    keyed.key = Some("k".to_owned());
    let written = store.write(keyed, |unit| {
        Box::pin(async move {
            unit.record(event("document.create")).await?;
            unit.add_attachment(&stored).await?;
            unit.add_report(&report("r1")).await?;
            unit.add_report(&bare).await?;
            let edit = |place: &str, after: Option<&str>| NewEdit {
                place: place.to_owned(),
                base: 0,
                before: None,
                after: after.map(str::to_owned),
            };
            let edits = vec![edit("p", Some("1\n\"2\"")), edit("q", None)];
            let group = EditGroup { id: "g".to_owned(), kind: "typed".to_owned(), cause: None, edits };
            unit.append_edits("r1", &group).await?;
            unit.add_revision("r1", "内容").await
        })
    });
    written.await.unwrap();
    record(store, "R", 1200).await;
    digest
}

pub async fn backup_cases(folder: &Path, from: &Address, to: &Address) {
    std::fs::create_dir_all(folder).unwrap();
    let archive = folder.join("backup.zip");
    let store = Store::open_with(from, limits()).await.unwrap();
    let digest = fill(&store).await;
    let summary = store.backup(&archive, 77).await.unwrap();
    assert_eq!((summary.attachments, summary.heads.len(), summary.at_ms), (1, 1, 77));
    assert!(matches!(store.backup(&archive, 78).await, Err(StoreError::Invalid { .. })), "never over another");
    let expected = everything(&store).await;
    let made = store.write(request("R", "陈", 80), |unit| {
        Box::pin(async move { unit.record(AuditEvent::ok("backup.ok", "backup")).await })
    });
    made.await.unwrap();
    let checks = store.doctor(100).await;
    for check in &checks {
        let is_good = check.state == CheckState::Good && check.fix.is_none();
        assert!(is_good || check.id == "disk", "{check:?}");
    }
    store.close().await.unwrap();
    damaged_archives_are_refused(folder, &archive).await;
    assert_eq!(restore(&archive, to).await.unwrap(), summary);
    assert!(matches!(restore(&archive, to).await, Err(StoreError::NotEmpty { .. })));
    let restored = Store::open_with(to, limits()).await.unwrap();
    assert_eq!(everything(&restored).await, expected);
    assert_eq!(restored.get_attachment(&digest).await.unwrap(), "凭证".as_bytes());
    restored.close().await.unwrap();
}

/// All that was filled in, as text.
async fn everything(store: &Store) -> String {
    let mut reading = store.read("R").await.unwrap();
    let (reports, edits) = (reading.reports().await.unwrap(), reading.edits_after("r1", 0).await.unwrap());
    let (revisions, checkpoints) = (reading.revisions("r1").await.unwrap(), reading.checkpoints(0).await.unwrap());
    format!("{reports:?} {edits:?} {revisions:?} {checkpoints:?} {:?}", reading.verify_audit(&[]).await.unwrap())
}

async fn damaged_archives_are_refused(folder: &Path, archive: &Path) {
    let whole = std::fs::read(archive).unwrap();
    let damaged = folder.join("damaged.zip");
    let target = folder.join("never");
    for round in 0..20 {
        let mut bytes = whole.clone();
        if round % 4 == 0 {
            bytes.truncate(whole.len() * (round + 1) / 21);
        } else {
            bytes[whole.len() * round / 20] ^= 1 << (round % 8);
        }
        std::fs::write(&damaged, bytes).unwrap();
        let refused = restore(&damaged, &Address::folder(&target)).await;
        assert!(matches!(refused, Err(StoreError::BadArchive { .. })), "{round}: {refused:?}");
        assert!(!target.join("jiheng.sqlite3").exists());
    }
}

pub async fn a_second_opening_is_refused(address: &Address) {
    let checks = jiheng_store::doctor(address, 1).await;
    assert_eq!((checks.len(), checks[0].state, address.path().exists()), (1, CheckState::Fault, false));
    let store = Store::open_with(address, limits()).await.unwrap();
    for _ in 0..200 {
        let second = Store::open_with(address, limits()).await;
        assert_eq!(second.unwrap_err(), StoreError::Locked { process: Some(std::process::id()) });
    }
    let checks = jiheng_store::doctor(address, 1).await;
    assert_eq!((checks.len(), checks[0].state), (1, CheckState::Fault));
    store.close().await.unwrap();
    Store::open_with(address, limits()).await.unwrap().close().await.unwrap();
}

pub async fn newer_data_is_refused(folder: &Path) {
    let address = Address::folder(folder);
    Store::open_with(&address, limits()).await.unwrap().close().await.unwrap();
    let url = format!("sqlite://{}", folder.join("jiheng.sqlite3").display());
    let mut connection = <sqlx::AnyConnection as sqlx::Connection>::connect(&url).await.unwrap();
    let newer = "INSERT INTO schema_version (number, digest) VALUES (99, 'x')";
    sqlx::raw_sql(newer).execute(&mut connection).await.unwrap();
    sqlx::Connection::close(connection).await.unwrap();
    let refused = Store::open_with(&address, limits()).await;
    assert!(matches!(refused, Err(StoreError::NewerData { data: 99, .. })), "{refused:?}");
}

/// Two programs on one server, each with a writer of its own, many units of one region at once.
pub async fn two_programs_keep_one_order(address: &Address) {
    let stores =
        [Store::open_with(address, limits()).await.unwrap(), Store::open_with(address, limits()).await.unwrap()];
    record(&stores[0], "shared", 1).await;
    let writes = (0..100).map(|number: usize| {
        stores[number % 2]
            .write(request("shared", "陈", 5), |unit| Box::pin(async move { unit.record(event("test")).await }))
    });
    let written = futures_util::future::join_all(writes).await;
    let kept = written.iter().filter(|outcome| outcome.is_ok()).count();
    assert!(written.iter().all(|outcome| matches!(outcome, Ok(_) | Err(StoreError::Busy))), "{written:?}");
    let verification = stores[1].read("shared").await.unwrap().verify_audit(&[]).await.unwrap();
    assert_eq!((verification.records, verification.faults), (i64::try_from(kept).unwrap() + 1, Vec::new()));
    assert!(kept >= 50, "{kept}");
}

/// The server ends all connections, as it does when it is started anew.
pub async fn a_lost_connection_is_made_anew(address: &Address, end_connections: impl Fn()) {
    let store = Store::open_with(address, limits()).await.unwrap();
    record(&store, "lost", 1).await;
    end_connections();
    record(&store, "lost", 1).await;
    let verification = store.read("lost").await.unwrap().verify_audit(&[]).await.unwrap();
    assert_eq!((verification.records, verification.faults), (2, Vec::new()));
}

/// One unit waits for something that never comes, another never has enough: both are taken back, and it goes on.
pub async fn a_unit_that_never_ends_is_taken_back(address: &Address) {
    let hasty = Limits { work: Duration::from_millis(500), ..limits() };
    let store = Store::open_with(address, hasty).await.unwrap();
    for waits in [true, false] {
        let endless = store.write::<(), _, _>(request("endless", "陈", 5), move |unit| {
            Box::pin(async move {
                unit.record(event("test")).await?;
                if waits {
                    std::future::pending::<()>().await;
                }
                loop {
                    unit.set("a", "b").await?;
                }
            })
        });
        let (endless, behind) = tokio::join!(endless, async {
            record(&store, "endless", 1).await;
        });
        assert_eq!((endless, behind), (Err(StoreError::Abandoned), ()));
    }
    let mut reading = store.read("endless").await.unwrap();
    assert_eq!(reading.verify_audit(&[]).await.unwrap().records, 2);
    assert_eq!(reading.settings().await.unwrap(), []);
}
