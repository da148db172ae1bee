//! What the caller says of an event.

use serde::{Deserialize, Serialize};

/// Who does something, as far as it is known. Unknown is the empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The name of the account.
    pub name: String,
    /// The role in which it acts.
    pub role: String,
    /// The entity (单位) it belongs to.
    pub entity: String,
    /// The number of the session, never its secret.
    pub session: String,
    /// Where the request came from.
    pub address: String,
}

/// One event. Values of personal fields come as digests; texts are no place for them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvent {
    /// What happened, as `document.edit`.
    pub event: String,
    /// To what, as `report/0192…`.
    pub object: String,
    /// The version of the object afterwards.
    pub version: String,
    /// The digest of what was there before.
    pub digest_before: String,
    /// The digest of what is there now.
    pub digest_after: String,
    /// `ok`, or how it failed.
    pub result: String,
    /// The reason that was given.
    pub reason: String,
    /// The versions of the rules and forms that it rests on.
    pub rules: String,
}

impl AuditEvent {
    /// An event that went well.
    pub fn ok(event: impl Into<String>, object: impl Into<String>) -> Self {
        Self { event: event.into(), object: object.into(), result: "ok".to_owned(), ..Self::default() }
    }
}
