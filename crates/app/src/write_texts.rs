//! Texts are written anew: typed into a cell, pasted as a block, taken from a repair. One group is one step to undo.

use std::collections::BTreeMap;

use jiheng_model::document::Place;
use jiheng_reports::digest;
use jiheng_store::{AuditEvent, ChangeEdits, EditGroup, NewEdit, RecordAudit};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::AppError;
use crate::opened::Opened;
use crate::sign;
use crate::take_in::object;
use crate::workbench::{Asking, Workbench};

/// Texts in one group; a block of a spreadsheet has fewer.
const GROUP_MAX: usize = 5_000;

/// Letters of one text.
const TEXT_MAX: usize = 100_000;

/// What is to stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewText {
    /// The place.
    pub place: Place,
    /// Number of the change that was seen there; 0 for the text of the file.
    pub base: i64,
    /// What is to stand there.
    pub text: String,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Number of the change that each place shows now.
    pub bases: BTreeMap<String, i64>,
}

impl Workbench {
    /// Writes texts of a report as one step. `kind` is `typed`, `pasted` or `accepted`, `cause` the finding it answers.
    ///
    /// # Errors
    /// [`StoreError::Conflict`](jiheng_store::StoreError::Conflict) when a place reads otherwise than it was seen; when a
    /// place is not there, or a text is too long.
    pub async fn write_texts(
        &self,
        asking: &Asking,
        id: &str,
        texts: Vec<NewText>,
        kind: &str,
        cause: Option<&str>,
    ) -> Result<Written, AppError> {
        let opened = self.open(id).await?;
        if !["typed", "pasted", "accepted"].contains(&kind) {
            return Err(AppError::refused(
                "没有这种改法；请刷新页面后再试。",
                "There is no such kind of change; load the page again.",
            ));
        }
        if texts.len() > GROUP_MAX {
            return Err(AppError::refused(
                format!("一次最多改 {GROUP_MAX} 格；请分几次粘贴。"),
                format!("At most {GROUP_MAX} cells at once; paste in parts."),
            ));
        }
        let edits = texts.into_iter().map(|text| edit(&opened, text)).collect::<Result<Vec<_>, _>>()?;
        let edits: Vec<NewEdit> = edits.into_iter().filter(|edit| edit.before != edit.after).collect();
        if edits.is_empty() {
            return Ok(Written::default());
        }
        let about: Vec<String> = edits
            .iter()
            .map(|edit| format!("{} {} {}", edit.place, edit.base, edit.after.as_deref().unwrap_or_default()))
            .collect();
        let mut about: Vec<&str> = about.iter().map(String::as_str).collect();
        about.extend([id, kind]);
        let request = self.request(asking, &about);
        let group =
            EditGroup { id: Uuid::now_v7().to_string(), kind: kind.to_owned(), cause: cause.map(str::to_owned), edits };
        let id = id.to_owned();
        let outcome = self.store.write(request, move |unit| {
            Box::pin(async move {
                let appended = unit.append_edits(&id, &group).await?;
                if !appended.is_empty() {
                    sign::void(unit, &id, "content changed").await?;
                }
                let seal = |text: fn(&NewEdit) -> &Option<String>| {
                    let all: Vec<&str> =
                        group.edits.iter().map(|edit| text(edit).as_deref().unwrap_or_default()).collect();
                    digest::sha256_hex(all.join("\n").as_bytes())
                };
                let event = AuditEvent {
                    digest_before: seal(|edit| &edit.before),
                    digest_after: seal(|edit| &edit.after),
                    reason: group.cause.clone().map(|cause| format!("finding {cause}")).unwrap_or_default(),
                    version: format!("{} texts", appended.len()),
                    ..AuditEvent::ok(event_of(&group.kind), object(&id))
                };
                unit.record(event).await?;
                Ok::<_, AppError>(Written {
                    bases: appended.into_iter().map(|edit| (edit.place, edit.sequence)).collect(),
                })
            })
        });
        Ok(outcome.await?.value)
    }
}

fn event_of(kind: &str) -> &'static str {
    match kind {
        "accepted" => "document.suggestion.accept",
        "pasted" => "document.paste",
        _ => "document.edit",
    }
}

fn edit(opened: &Opened, new: NewText) -> Result<NewEdit, AppError> {
    let NewText { place, base, text } = new;
    let old = opened.document.text_at(place).ok_or_else(|| {
        AppError::not_found(
            "报告里没有这个位置；请刷新页面后再试。",
            "The report has no such place; load the page again.",
        )
    })?;
    if text.chars().count() > TEXT_MAX {
        return Err(AppError::refused(
            format!("一处最多 {TEXT_MAX} 字。"),
            format!("At most {TEXT_MAX} letters at one place."),
        ));
    }
    let seen = opened.edits.iter().find(|edit| edit.sequence == base && edit.place == place.to_string());
    // What was seen is the change of this number, else the text of the file; an older reading of either is a conflict.
    let before = match (seen, base) {
        (Some(seen), _) => seen.after.clone().unwrap_or_default(),
        (None, 0) => opened.original.text_at(place).unwrap_or(old).to_owned(),
        (None, _) => old.to_owned(),
    };
    Ok(NewEdit { place: place.to_string(), base, before: Some(before), after: Some(tidy(&text)) })
}

/// Line feeds as the document has them, ends trimmed, nothing that is no text.
fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    jiheng_model::text::plain(text.trim()).into_owned()
}
