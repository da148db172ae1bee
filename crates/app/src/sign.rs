//! Signing: a name under a revision, void as soon as the content is another.

use jiheng_reports::digest;
use jiheng_store::{
    AuditEvent, ChangeReports, ChangeRevisions, ChangeSignatures, RecordAudit, Revision, Revisions, Signature,
    Signatures, StoreError, Unit,
};
use uuid::Uuid;

use crate::error::AppError;
use crate::opened::{Opened, check_code};
use crate::take_in::object;
use crate::workbench::{Asking, Workbench};

/// Letters of a name.
const NAME_MAX: usize = 40;

/// In which capacity somebody signs, in the order of signing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SigningRole {
    /// 填报人.
    Preparer,
    /// 评价组成员; there are several.
    GroupMember,
    /// 评价组组长.
    GroupLeader,
    /// 部门负责人.
    Head,
}

impl SigningRole {
    /// All, in the order of signing.
    pub const ALL: [Self; 4] = [Self::Preparer, Self::GroupMember, Self::GroupLeader, Self::Head];

    /// Its name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Preparer => "preparer",
            Self::GroupMember => "group_member",
            Self::GroupLeader => "group_leader",
            Self::Head => "head",
        }
    }

    /// The role of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// A signature to be given.
#[derive(Clone, Debug)]
pub struct Signing {
    /// In which capacity.
    pub role: SigningRole,
    /// Who signs.
    pub name: String,
    /// `screen` on this machine, or `paper`: printed, signed and stamped.
    pub on_paper: bool,
    /// The check code that the signer saw, on the screen or at the foot of the paper.
    pub code: String,
}

impl Workbench {
    /// Signs the content as it stands. The check code has to be that of the content: on paper it is read off the footer.
    ///
    /// # Errors
    /// When the code belongs to other content, the name is missing, or errors are open that nobody explained.
    pub async fn sign(&self, asking: &Asking, id: &str, signing: Signing) -> Result<(), AppError> {
        let opened = self.open(id).await?;
        let name = acceptable(&opened, &signing)?;
        let code = opened.check_code();
        let content = opened.canonical();
        let request = self.request(asking, &["sign", id, signing.role.name(), &name, &code]);
        let id = id.to_owned();
        self.store
            .write(request, move |unit| {
                Box::pin(async move {
                    let revision = revision(unit, &id, &content).await?;
                    let signature = Signature {
                        report: id.clone(),
                        id: Uuid::now_v7().to_string(),
                        revision: revision.number,
                        digest: revision.digest.clone(),
                        role: signing.role.name().to_owned(),
                        name,
                        mode: if signing.on_paper { "paper" } else { "screen" }.to_owned(),
                        at_ms: unit.at_ms(),
                        void_ms: None,
                        void_reason: None,
                    };
                    unit.sign(&signature).await?;
                    unit.set_report_state(&id, "signing").await?;
                    // Who signed is personal: the log has the digest of the name, the record the name.
                    let event = AuditEvent::ok("flow.sign", format!("{}/{}", object(&id), signature.role));
                    let version = format!("revision {}", revision.number);
                    let before = digest::sha256_hex(signature.name.as_bytes());
                    unit.record(AuditEvent { version, digest_before: before, digest_after: revision.digest, ..event })
                        .await?;
                    Ok::<_, AppError>(())
                })
            })
            .await?;
        Ok(())
    }
}

/// The name of who signs, when the signature can be given.
fn acceptable(opened: &Opened, signing: &Signing) -> Result<String, AppError> {
    let name = signing.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err(AppError::refused(
            "请写签字人的姓名（最多 40 字）。",
            "Write the name of who signs (at most 40 letters).",
        ));
    }
    if opened.report.sample {
        return Err(AppError::refused(
            "示例不能签字；请上传自己的报告。",
            "The sample is not signed; upload a report of your own.",
        ));
    }
    let code = opened.check_code();
    let same = |text: &str| {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect::<String>()
    };
    if same(&signing.code) != same(&code) {
        return Err(AppError::refused(
            format!(
                "校验码不一致：纸上是 {}，现在的内容是 {code}。签的不是这一版；请重新打印再签，或撤销后来的改动。",
                signing.code
            ),
            format!(
                "The check codes differ: {} on the paper, {code} for the content as it stands. Another version was signed; print and sign anew, or undo the later changes.",
                signing.code
            ),
        ));
    }
    if opened
        .signatures
        .iter()
        .any(|known| known.void_ms.is_none() && known.role == signing.role.name() && known.name == name)
    {
        return Err(AppError::refused(format!("{name} 已经签过这一版。"), format!("{name} has signed this version.")));
    }
    Ok(name)
}

/// The newest revision, when it is of this content, else a new one.
async fn revision(unit: &mut Unit, id: &str, content: &str) -> Result<Revision, StoreError> {
    let newest = unit.revisions(id).await?.pop();
    match newest.filter(|newest| newest.content == content) {
        Some(newest) => Ok(newest),
        None => unit.add_revision(id, content).await,
    }
}

/// Whatever was signed is void once something is changed; in the same unit as the change, so that neither is without the
/// other.
pub(crate) async fn void(unit: &mut Unit, id: &str, reason: &str) -> Result<(), StoreError> {
    let standing: Vec<Signature> =
        unit.signatures(id).await?.into_iter().filter(|signature| signature.void_ms.is_none()).collect();
    for signature in &standing {
        unit.void_signature(id, &signature.id, reason).await?;
        let event = AuditEvent::ok("flow.sign.void", format!("{}/{}", object(id), signature.role));
        unit.record(AuditEvent { reason: reason.to_owned(), digest_before: signature.digest.clone(), ..event }).await?;
    }
    if !standing.is_empty() {
        unit.set_report_state(id, "draft").await?;
    }
    Ok(())
}

impl Opened {
    /// The check code of the content that a signature stands under.
    pub fn code_of(&self, signature: &Signature) -> String {
        check_code(&signature.digest)
    }
}
