//! A morning of an accountant, through the use cases, on a real store and real files.
#![expect(clippy::unwrap_used, reason = "in a test a panic is a failure and nothing else")]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use jiheng_app::{
    Actor, AppError, Asking, Attached, Export, Kind, NewText, Opened, Signing, SigningRole, StoreError, Taken,
    Workbench, Workshop,
};
use jiheng_documents::Format;
use jiheng_isolation::InProcess;
use jiheng_model::document::Place;
use jiheng_model::text::Language;
use jiheng_readers::Limits;
use jiheng_reports::Catalogue;
use jiheng_store::{Address, Store};

/// A data folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("jiheng-app-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

async fn workbench(folder: &Folder) -> Workbench {
    let store = Store::open(&Address::folder(&folder.0)).await.unwrap();
    let packs = Box::leak(Box::new(jiheng_samples::packs()));
    let reader = Arc::new(InProcess::new(Limits::default()));
    Workbench::new(store, Arc::new(Workshop::new(packs, Catalogue::default(), reader, None)), || 1_700_000_000_000)
}

fn asking(name: &str) -> Asking {
    Asking { actor: Actor { name: name.to_owned(), ..Actor::default() }, key: None }
}

fn sample(path: &str) -> Vec<u8> {
    std::fs::read(jiheng_samples::root().join("examples/linjiang-2021").join(path)).unwrap()
}

async fn taken(workbench: &Workbench, path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
    workbench.take_in(&asking("甲"), Taken { name, bytes: sample(path), is_sample: false }).await.unwrap()
}

/// The finding of a rule, with the statement that its repair with the most support changes.
fn repair(opened: &Opened, code: &str) -> (String, u32) {
    let finding = opened.evaluation.judgement.findings.iter().find(|finding| finding.code == code).unwrap();
    let best = finding.repairs.iter().max_by_key(|repair| repair.supports).unwrap();
    (finding.id.clone(), best.changes[0].statement)
}

fn codes(opened: &Opened) -> Vec<&str> {
    opened.evaluation.judgement.findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[tokio::test]
async fn a_repair_is_taken_with_what_follows_and_comes_back_as_tracked_changes() {
    let folder = Folder::new();
    let workbench = workbench(&folder).await;
    let id = taken(&workbench, "faulty/report.docx").await;
    let before = workbench.open(&id).await.unwrap();
    let (finding, statement) = repair(&before, "XREF-001");
    workbench.accept(&asking("甲"), &id, &finding, statement).await.unwrap();
    let after = workbench.open(&id).await.unwrap();
    assert!(!codes(&after).contains(&"XREF-001"), "{:?}", codes(&after));
    let (place, _) = after.texts().into_iter().next().unwrap();
    let text = after.document.text_at(place).unwrap();
    assert!(text.contains("719.70") && text.contains("57.88"), "the share follows the number: {text}");

    let file = workbench.export(&id, Export::Revised, Language::Zh).await.unwrap();
    let copy = taken_bytes(&workbench, "again.docx", file.bytes).await;
    let copy = workbench.open(&copy).await.unwrap();
    assert_eq!(codes(&copy), codes(&after), "the copy says what the workbench says");

    assert_eq!(workbench.undo(&asking("乙"), &id).await.unwrap(), 0, "nobody undoes another's step");
    assert!(workbench.undo(&asking("甲"), &id).await.unwrap() > 0);
    let undone = workbench.open(&id).await.unwrap();
    assert_eq!((undone.document.clone(), codes(&undone)), (before.document.clone(), codes(&before)));
    workbench.redo(&asking("甲"), &id).await.unwrap();
    assert_eq!(codes(&workbench.open(&id).await.unwrap()), codes(&after));
}

async fn taken_bytes(workbench: &Workbench, name: &str, bytes: Vec<u8>) -> String {
    workbench.take_in(&asking("甲"), Taken { name: name.to_owned(), bytes, is_sample: false }).await.unwrap()
}

#[tokio::test]
async fn two_editors_of_one_place_both_see_what_the_other_wrote() {
    let folder = Folder::new();
    let workbench = workbench(&folder).await;
    let id = taken(&workbench, "clean/report.xlsx").await;
    let opened = workbench.open(&id).await.unwrap();
    let statement = opened.evaluation.facts.of("expenditure.basic.personnel").next().unwrap();
    let place = Place { block: statement.anchor.block, cell: statement.anchor.row.zip(statement.anchor.column) };
    let text = |base, text: &str| vec![NewText { place, base, text: text.to_owned() }];
    let written = workbench.write_texts(&asking("甲"), &id, text(0, "1.00"), "typed", None).await.unwrap();
    let clash = workbench.write_texts(&asking("乙"), &id, text(0, "2.00"), "typed", None).await;
    let Err(AppError::Store(StoreError::Conflict(conflicts))) = clash else { panic!("{clash:?}") };
    let [conflict] = conflicts.as_slice() else { panic!("{conflicts:?}") };
    assert_eq!((conflict.mine.as_deref(), conflict.theirs.as_deref()), (Some("2.00"), Some("1.00")));
    assert_eq!(written.bases.get(&place.to_string()), Some(&conflict.sequence));
    workbench.write_texts(&asking("乙"), &id, text(conflict.sequence, "2.00"), "typed", None).await.unwrap();
    assert_eq!(workbench.open(&id).await.unwrap().document.text_at(place), Some("2.00"));
}

#[tokio::test]
async fn a_signature_stands_for_one_content_and_falls_with_it() {
    let folder = Folder::new();
    let workbench = workbench(&folder).await;
    let id = taken(&workbench, "clean/report.docx").await;
    let opened = workbench.open(&id).await.unwrap();
    let signing = |code: &str| Signing {
        role: SigningRole::GroupLeader,
        name: "周望舒".to_owned(),
        on_paper: true,
        code: code.to_owned(),
    };
    let foreign = workbench.sign(&asking("甲"), &id, signing("0000-0000")).await;
    assert!(matches!(foreign, Err(AppError::Refused(_))), "{foreign:?}");
    workbench.sign(&asking("甲"), &id, signing(&opened.check_code().to_lowercase())).await.unwrap();
    let signed = workbench.open(&id).await.unwrap();
    assert_eq!((signed.report.state.as_str(), signed.signatures.len()), ("signing", 1));
    assert_eq!(signed.code_of(&signed.signatures[0]), signed.check_code());

    let place = *signed
        .document
        .blocks
        .iter()
        .enumerate()
        .find_map(|(block, _)| {
            let place = Place { block: u32::try_from(block).ok()?, cell: None };
            signed.document.text_at(place).map(|_| place)
        })
        .iter()
        .next()
        .unwrap();
    let text = NewText { place, base: 0, text: "改过".to_owned() };
    workbench.write_texts(&asking("甲"), &id, vec![text], "typed", None).await.unwrap();
    let changed = workbench.open(&id).await.unwrap();
    assert!(changed.signatures[0].void_ms.is_some() && changed.report.state == "draft");
    assert_ne!(changed.check_code(), signed.check_code());
    // The content that was signed is there again, the signature is not.
    workbench.undo(&asking("甲"), &id).await.unwrap();
    let back = workbench.open(&id).await.unwrap();
    assert_eq!(back.check_code(), signed.check_code());
    assert!(back.signatures[0].void_ms.is_some());
}

#[tokio::test]
async fn a_register_beside_the_report_proves_or_contradicts_it() {
    let folder = Folder::new();
    let workbench = workbench(&folder).await;
    let id = taken(&workbench, "clean/report.docx").await;
    let attach = |kind, path: &str| Attached {
        kind,
        name: path.rsplit('/').next().unwrap_or_default().to_owned(),
        bytes: Some(sample(path)),
        page: None,
        note: String::new(),
    };
    workbench.attach(&asking("甲"), &id, attach(Kind::Accounts, "accounts/2021年度部门决算.html")).await.unwrap();
    workbench.attach(&asking("甲"), &id, attach(Kind::Previous, "previous/2020年度自评报告.txt")).await.unwrap();
    let opened = workbench.open(&id).await.unwrap();
    let evidence = opened.evaluation.evidence.as_ref().unwrap();
    assert!(evidence.comparisons.len() > 10 && evidence.comparisons.iter().filter(|line| line.agrees).count() > 10);
    let years = workbench.compare(&opened).unwrap();
    assert!(years.len() >= 5 && years.iter().any(|row| row.rate.is_some()), "{}", years.len());
    let refused = workbench.attach(&asking("甲"), &id, attach(Kind::Register, "clean/report.docx")).await;
    assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
    let item = opened.beside[0].id.clone();
    workbench.detach(&asking("甲"), &id, &item).await.unwrap();
    let after = workbench.open(&id).await.unwrap();
    assert!(after.evaluation.evidence.as_ref().is_some_and(|evidence| evidence.files.len() == 1));
}

#[tokio::test]
async fn everything_is_still_there_after_a_restart_and_after_a_restore() {
    let folder = Folder::new();
    let first = workbench(&folder).await;
    let id = taken(&first, "faulty/report.docx").await;
    let finding = first.open(&id).await.unwrap().evaluation.judgement.findings[0].id.clone();
    first.decide(&asking("甲"), &id, &finding, "ignore", "账上另有说明").await.unwrap();
    let empty = first.decide(&asking("甲"), &id, &finding, "ignore", " ").await;
    assert!(matches!(empty, Err(AppError::Refused(_))));
    let (archive, _) = first.back_up(&asking("甲"), folder.0.join("backups")).await.unwrap();
    first.store().clone().close().await.unwrap();
    drop(first);

    let restored = Folder::new();
    let target = restored.0.join("data");
    jiheng_store::restore(&archive, &Address::folder(&target)).await.unwrap();
    let target = Folder(target);
    for folder in [&folder, &target] {
        let again = workbench(folder).await;
        let opened = again.open(&id).await.unwrap();
        assert_eq!(opened.aside(&finding).map(|decision| decision.text.as_str()), Some("账上另有说明"));
        assert!(again.verify(&[]).await.unwrap().faults.is_empty());
        again.store().clone().close().await.unwrap();
    }
}

#[tokio::test]
async fn every_export_is_a_file_that_reads_again() {
    let folder = Folder::new();
    let workbench = workbench(&folder).await;
    let id = taken(&workbench, "faulty/report.docx").await;
    let opened = workbench.open(&id).await.unwrap();
    for export in workbench.exports(&opened) {
        let file = workbench.export(&id, export, Language::Zh).await.unwrap();
        assert!(!file.bytes.is_empty(), "{export:?}");
        if let Export::Form(Format::Docx | Format::Html) = export {
            let again = taken_bytes(&workbench, &file.name, file.bytes).await;
            assert_eq!(workbench.open(&again).await.unwrap().year(), opened.year(), "{export:?}");
        }
    }
}

#[tokio::test]
async fn a_blank_form_can_be_filled_in() {
    let folder = Folder::new();
    let workbench = workbench(&folder).await;
    let form = workbench.workshop().packs().forms[0].id.clone();
    let id = workbench.start_blank(&asking("甲"), &form).await.unwrap();
    let opened = workbench.open(&id).await.unwrap();
    assert_eq!(opened.evaluation.facts.report.form.as_deref(), Some(form.as_str()));
    assert!(matches!(workbench.start_blank(&asking("甲"), "none").await, Err(AppError::NotFound(_))));
}
