//! The work that is interrupted, and what has to be true afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use jiheng_store::{
    Address, Audit as _, AuditEvent, AuditFilter, ChangeAttachments as _, ChangeDecisions as _, ChangeEdits as _,
    ChangeEvidence as _, ChangeReports as _, ChangeRevisions as _, ChangeSettings as _, CheckState, DecisionAction,
    Decisions as _, EditGroup, Edits as _, Evidence as _, EvidenceItem, Limits, NewEdit, RecordAudit as _,
    Reports as _, Revisions as _, Settings as _, Store, StoreError, StoredAttachment, Unit, WriteRequest,
};

use crate::support::{report, request};

pub const FOLDER: &str = "JIHENG_STORE_TEST_FOLDER";
pub const PLAN: &str = "JIHENG_STORE_TEST_PLAN";

const REGION: &str = "R";
const CLIENTS: usize = 4;
const EVERYTHING: AuditFilter = AuditFilter {
    after: 0,
    from_ms: 0,
    until_ms: i64::MAX,
    event: String::new(),
    object: String::new(),
    actor: String::new(),
    limit: i64::MAX,
};

/// How the program writes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Until it is killed.
    Endless,
    /// A few operations of each client, with a checkpoint, a closing and an opening between.
    Short,
    /// The same with its audit event in another transaction: the fault that must be seen.
    SplitAudit,
}

impl Plan {
    fn name(self) -> &'static str {
        match self {
            Self::Endless => "endless",
            Self::Short => "short",
            Self::SplitAudit => "split",
        }
    }
}

/// This test binary as the program that writes to a folder.
pub fn command(folder: &Path, plan: Plan) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "program", "--nocapture"]).env(FOLDER, folder).env(PLAN, plan.name());
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// A test has no disk to keep free.
pub fn limits() -> Limits {
    Limits { reserve_bytes: 0, ..Limits::default() }
}

pub async fn from_environment() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let address = Address::folder(folder);
    let plan = match std::env::var(PLAN).unwrap().as_str() {
        "short" => Plan::Short,
        "split" => Plan::SplitAudit,
        _ => Plan::Endless,
    };
    if plan == Plan::Endless {
        let store = Store::open_with(&address, limits()).await.unwrap();
        clients(&store, &format!("{}", std::process::id()), usize::MAX, plan).await;
    }
    for part in 0..2 {
        if let Err(error) = write_part(&address, part, plan).await {
            say(&format!("REFUSED {part} {error:?}"));
        }
    }
}

async fn write_part(address: &Address, part: usize, plan: Plan) -> Result<(), StoreError> {
    let store = Store::open_with(address, limits()).await?;
    clients(&store, &format!("{part}a"), 6, plan).await;
    let checkpoint = store.checkpoint().await;
    clients(&store, &format!("{part}b"), 6, plan).await;
    store.close().await?;
    checkpoint
}

pub async fn clients(store: &Store, round: &str, count: usize, plan: Plan) {
    let first = store.write(request(REGION, "陈", 1), |unit| {
        Box::pin(async move {
            if unit.report("r1").await?.is_none() {
                unit.add_report(&report("r1")).await?;
            }
            unit.record(AuditEvent::ok("open", "report/r1")).await
        })
    });
    if let Err::<_, StoreError>(error) = first.await {
        return say(&format!("REFUSED {round} {error:?}"));
    }
    let client = |client: usize| async move {
        for number in 0..count {
            let key = format!("{round}-{client}-{number}");
            match operate(store, &key, number % 4, plan).await {
                Ok(()) => say(&format!("ACK {} {key}", number % 4)),
                Err(error) => say(&format!("REFUSED {key} {error:?}")),
            }
        }
    };
    futures_util::future::join_all((0..CLIENTS).map(client)).await;
}

/// In one call, so that one line is one write.
fn say(line: &str) {
    std::io::stdout().write_all(format!("{line} .\n").as_bytes()).unwrap();
}

/// One operation of a kind: a line of settings with its key, a record of the kind, and the event that names both.
async fn operate(store: &Store, key: &str, kind: usize, plan: Plan) -> Result<(), StoreError> {
    let stored = if kind == 2 { Some(store.put_attachment(bytes_of(key)).await?) } else { None };
    let owned = key.to_owned();
    let asked = WriteRequest { key: Some(key.to_owned()), ..request(REGION, "陈", 5) };
    let is_split = plan == Plan::SplitAudit;
    let written = store.write(asked, move |unit| {
        Box::pin(async move {
            unit.set(&format!("op-{owned}"), &kind.to_string()).await?;
            change(unit, &owned, kind, stored.as_ref()).await?;
            let name = if is_split { "later" } else { "work" };
            unit.record(AuditEvent::ok(name, owned)).await
        })
    });
    written.await?;
    if is_split {
        let owned = key.to_owned();
        let written = store.write(request(REGION, "陈", 6), move |unit| {
            Box::pin(async move { unit.record(AuditEvent::ok("work", owned)).await })
        });
        written.await?;
    }
    Ok(())
}

async fn change(unit: &mut Unit, key: &str, kind: usize, stored: Option<&StoredAttachment>) -> Result<(), StoreError> {
    match (kind, stored) {
        (0, _) => {
            let edit = NewEdit { place: key.to_owned(), base: 0, before: None, after: Some("719.70".to_owned()) };
            let group = EditGroup { id: key.to_owned(), kind: "typed".to_owned(), cause: None, edits: vec![edit] };
            unit.append_edits("r1", &group).await.map(drop)
        }
        (1, _) => unit.add_revision("r1", key).await.map(drop),
        (2, Some(stored)) => {
            unit.add_attachment(stored).await?;
            let attachment = Some(stored.digest().to_owned());
            let (id, report) = (key.to_owned(), "r1".to_owned());
            unit.add_evidence(&EvidenceItem { id, report, attachment, ..EvidenceItem::default() }).await
        }
        _ => unit.add_decision("r1", key, DecisionAction::Comment, "x").await.map(drop),
    }
}

/// The bytes of the attachment of an operation, longer than a page.
pub fn bytes_of(key: &str) -> Vec<u8> {
    key.bytes().cycle().take(5000).collect()
}

/// What the program said: the key and the kind of every operation that it was told is kept. A line that was cut off
/// was not said.
pub fn acknowledged(output: &str) -> BTreeMap<String, usize> {
    // The harness writes the name of the test in front of the first line.
    let lines = output.split_inclusive('\n').filter(|line| line.ends_with(" .\n"));
    let said = lines.filter_map(|line| {
        let mut words = line[line.find("ACK ")?..].split(' ').skip(1);
        let kind = words.next()?.parse().ok()?;
        Some((words.next()?.to_owned(), kind))
    });
    said.collect()
}

/// Opens what is left and says what is wrong with it.
pub async fn fault_of(folder: &Path, acknowledged: &BTreeMap<String, usize>) -> Option<String> {
    let store = match Store::open_with(&Address::folder(folder), limits()).await {
        Ok(store) => store,
        Err(error) => return Some(format!("does not open: {error:?}")),
    };
    let fault = fault_in(&store, acknowledged).await.unwrap_or_else(|error| Some(format!("cannot be read: {error:?}")));
    store.close().await.ok();
    fault
}

async fn fault_in(store: &Store, acknowledged: &BTreeMap<String, usize>) -> Result<Option<String>, StoreError> {
    let checks = store.doctor(10).await;
    let looked_at = ["integrity", "audit", "attachments"];
    let bad = checks.iter().find(|check| check.state == CheckState::Fault && looked_at.contains(&check.id.as_str()));
    if let Some(bad) = bad {
        return Ok(Some(format!("{}: {}", bad.id, bad.found.en)));
    }
    let mut reading = store.read(REGION).await?;
    let settings = reading.settings().await?;
    let done: BTreeMap<String, usize> = settings
        .iter()
        .filter_map(|setting| Some((setting.key.strip_prefix("op-")?.to_owned(), setting.value.parse().ok()?)))
        .collect();
    if let Some((lost, _)) = acknowledged.iter().find(|(key, kind)| done.get(*key) != Some(*kind)) {
        return Ok(Some(format!("{lost} was acknowledged and is lost")));
    }
    let keys = |kind: usize| done.iter().filter(move |(_, k)| **k == kind).map(|(key, _)| key.clone()).collect();
    let all: BTreeSet<String> = done.keys().cloned().collect();
    let events = reading.audit(&AuditFilter { event: "work".to_owned(), ..EVERYTHING }).await?;
    let pairs: [(&str, BTreeSet<String>, BTreeSet<String>); 5] = [
        ("event", all, events.into_iter().map(|record| record.event.object).collect()),
        ("edit", keys(0), reading.edits_after("r1", 0).await?.into_iter().map(|edit| edit.place).collect()),
        ("revision", keys(1), reading.revisions("r1").await?.into_iter().map(|revision| revision.content).collect()),
        ("evidence", keys(2), reading.evidence("r1").await?.into_iter().map(|item| item.id).collect()),
        ("decision", keys(3), reading.decisions("r1").await?.into_iter().map(|decision| decision.finding).collect()),
    ];
    let half = pairs.iter().find_map(|(name, expected, found)| {
        expected.symmetric_difference(found).next().map(|key| format!("half of {key} is kept: its {name} differs"))
    });
    Ok(half)
}
