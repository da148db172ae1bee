//! Edits: nothing is overwritten unseen, and undo is everybody's own.

use jiheng_store::{
    ChangeEdits as _, ChangeReports as _, Edit, EditGroup, Edits as _, NewEdit, RecordAudit as _, Store, StoreError,
};

use crate::support::{event, report, request};

pub async fn cases(store: &Store) {
    a_place_that_changed_meanwhile_is_a_conflict(store).await;
    the_same_value_is_no_conflict(store).await;
    undo_goes_back_and_redo_forth(store).await;
    undo_leaves_others_alone(store).await;
    two_hundred_steps_can_be_undone(store).await;
}

/// Edits of one place: its name, its base, the value before and after.
type Place<'a> = (&'a str, i64, Option<&'a str>, Option<&'a str>);

async fn with_report(store: &Store, region: &str) {
    let add = store.write(request(region, "陈", 1), |unit| {
        Box::pin(async move {
            unit.record(event("document.create")).await?;
            unit.add_report(&report("r1")).await
        })
    });
    add.await.unwrap();
}

async fn edit(
    store: &Store,
    region: &str,
    who: &str,
    group: &str,
    places: &[Place<'_>],
) -> Result<Vec<Edit>, StoreError> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let new = |(place, base, before, after): &Place<'_>| NewEdit {
        place: (*place).to_owned(),
        base: *base,
        before: owned(*before),
        after: owned(*after),
    };
    let edits = places.iter().map(new).collect();
    let group = EditGroup { id: group.to_owned(), kind: "typed".to_owned(), cause: None, edits };
    let written = store.write(request(region, who, 2), |unit| {
        Box::pin(async move {
            unit.record(event("document.edit")).await?;
            unit.append_edits("r1", &group).await
        })
    });
    Ok(written.await?.value)
}

async fn step(store: &Store, region: &str, who: &str, is_undo: bool) -> Vec<String> {
    let written = store.write(request(region, who, 3), move |unit| {
        Box::pin(async move {
            unit.record(event("document.undo")).await?;
            if is_undo { unit.undo_edits("r1").await } else { unit.redo_edits("r1").await }
        })
    });
    written.await.unwrap().value.into_iter().map(|edit| edit.place).collect()
}

/// What each place shows.
async fn shown(store: &Store, region: &str) -> Vec<(String, Option<String>)> {
    let live = store.read(region).await.unwrap().live_edits("r1").await.unwrap();
    live.into_iter().map(|edit| (edit.place, edit.after)).collect()
}

fn pairs(expected: &[(&str, Option<&str>)]) -> Vec<(String, Option<String>)> {
    expected.iter().map(|(place, value)| ((*place).to_owned(), value.map(str::to_owned))).collect()
}

async fn a_place_that_changed_meanwhile_is_a_conflict(store: &Store) {
    with_report(store, "edit-1").await;
    let first = edit(store, "edit-1", "陈", "g1", &[("p", 0, Some("1"), Some("2")), ("q", 0, None, Some(""))]).await;
    assert_eq!(first.unwrap().iter().map(|edit| edit.sequence).collect::<Vec<_>>(), [1, 2]);
    let late = edit(store, "edit-1", "王", "g2", &[("p", 0, Some("1"), Some("3")), ("s", 0, None, Some("9"))]).await;
    let Err(StoreError::Conflict(conflicts)) = late else { panic!("{late:?}") };
    assert_eq!(conflicts.len(), 1);
    let conflict = &conflicts[0];
    assert_eq!(
        (conflict.place.as_str(), conflict.base.as_deref(), conflict.mine.as_deref(), conflict.theirs.as_deref()),
        ("p", Some("1"), Some("3"), Some("2"))
    );
    assert_eq!((conflict.sequence, conflict.author.as_str()), (1, "陈"));
    // The whole group was refused, and the base that the conflict names goes through.
    assert_eq!(shown(store, "edit-1").await, pairs(&[("p", Some("2")), ("q", Some(""))]));
    edit(store, "edit-1", "王", "g3", &[("p", 1, Some("2"), None)]).await.unwrap();
    assert_eq!(shown(store, "edit-1").await, pairs(&[("p", None), ("q", Some(""))]));
    let history = store.read("edit-1").await.unwrap().edit_history("r1", "p").await.unwrap();
    assert_eq!(history.iter().map(|edit| edit.author.as_str()).collect::<Vec<_>>(), ["陈", "王"]);
    let unknown = edit(store, "edit-1", "王", "g4", &[("p", 77, None, Some("5"))]).await;
    assert!(matches!(unknown, Err(StoreError::Invalid { .. })), "{unknown:?}");
}

async fn the_same_value_is_no_conflict(store: &Store) {
    with_report(store, "edit-2").await;
    edit(store, "edit-2", "陈", "g1", &[("p", 0, None, Some("2"))]).await.unwrap();
    let same =
        edit(store, "edit-2", "王", "g2", &[("p", 0, None, Some("2")), ("q", 0, None, Some("4"))]).await.unwrap();
    assert_eq!(same.iter().map(|edit| edit.place.as_str()).collect::<Vec<_>>(), ["q"]);
    assert_eq!(store.read("edit-2").await.unwrap().edits_after("r1", 1).await.unwrap().len(), 1);
}

async fn undo_goes_back_and_redo_forth(store: &Store) {
    let region = "edit-3";
    with_report(store, region).await;
    edit(store, region, "陈", "g1", &[("p", 0, Some("0"), Some("1"))]).await.unwrap();
    edit(store, region, "陈", "g2", &[("p", 1, Some("1"), Some("2")), ("q", 0, None, Some("2"))]).await.unwrap();
    assert_eq!(step(store, region, "陈", true).await, ["p", "q"]);
    assert_eq!(shown(store, region).await, pairs(&[("p", Some("1"))]));
    assert_eq!(step(store, region, "陈", true).await, ["p"]);
    assert_eq!(step(store, region, "陈", true).await, [""; 0]);
    assert_eq!(shown(store, region).await, []);
    assert_eq!(step(store, region, "陈", false).await, ["p"]);
    assert_eq!(step(store, region, "陈", false).await, ["p", "q"]);
    assert_eq!(step(store, region, "陈", false).await, [""; 0]);
    assert_eq!(shown(store, region).await, pairs(&[("p", Some("2")), ("q", Some("2"))]));
    // An edit after an undo ends what could be redone.
    step(store, region, "陈", true).await;
    edit(store, region, "陈", "g3", &[("p", 1, Some("1"), Some("5"))]).await.unwrap();
    assert_eq!(step(store, region, "陈", false).await, [""; 0]);
    assert_eq!(shown(store, region).await, pairs(&[("p", Some("5"))]));
}

async fn undo_leaves_others_alone(store: &Store) {
    let region = "edit-4";
    with_report(store, region).await;
    edit(store, region, "陈", "g1", &[("p", 0, Some("0"), Some("1")), ("q", 0, None, Some("1"))]).await.unwrap();
    edit(store, region, "王", "g2", &[("p", 1, Some("1"), Some("2"))]).await.unwrap();
    assert_eq!(step(store, region, "陈", true).await, ["p", "q"]);
    assert_eq!(shown(store, region).await, pairs(&[("p", Some("2"))]));
    assert_eq!(step(store, region, "王", true).await, ["p"]);
    assert_eq!(shown(store, region).await, []);
    // Back to what came with the report, which is what a late author is told.
    let late = edit(store, region, "王", "g3", &[("p", 1, Some("1"), Some("7"))]).await;
    let Err(StoreError::Conflict(conflicts)) = late else { panic!("{late:?}") };
    assert_eq!((conflicts[0].theirs.as_deref(), conflicts[0].sequence), (Some("0"), 0));
}

async fn two_hundred_steps_can_be_undone(store: &Store) {
    let region = "edit-5";
    with_report(store, region).await;
    let edits = store.write(request(region, "陈", 2), |unit| {
        Box::pin(async move {
            unit.record(event("document.edit")).await?;
            for number in 0..203 {
                let edit =
                    NewEdit { place: "p".to_owned(), base: number, before: None, after: Some(number.to_string()) };
                let group = EditGroup { id: format!("g{number}"), kind: String::new(), cause: None, edits: vec![edit] };
                unit.append_edits("r1", &group).await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    edits.await.unwrap();
    let undone = store.write(request(region, "陈", 3), |unit| {
        Box::pin(async move {
            unit.record(event("document.undo")).await?;
            let mut count = 0;
            while !unit.undo_edits("r1").await?.is_empty() {
                count += 1;
            }
            Ok::<_, StoreError>(count)
        })
    });
    assert_eq!(undone.await.unwrap().value, 200);
    assert_eq!(shown(store, region).await, pairs(&[("p", Some("2"))]));
}
