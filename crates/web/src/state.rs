//! What every page can reach.

use std::path::PathBuf;
use std::sync::Arc;

use jiheng_app::{Actor, Asking, Workbench};

use crate::guard::Access;

/// The workbench, who may come in, and the shipped sample.
#[derive(Clone, Debug)]
pub struct Site {
    /// The use cases.
    pub workbench: Workbench,
    /// Who may come in.
    pub access: Arc<Access>,
    /// Name and bytes of the sample.
    pub sample: (&'static str, Arc<Vec<u8>>),
    /// The folder for backups.
    pub backups: Arc<PathBuf>,
}

impl Site {
    /// Somebody at this machine asks for a change, under the key that the page made.
    pub fn asking(&self, key: Option<String>) -> Asking {
        let actor = Actor { name: AUTHOR.to_owned(), role: "local".to_owned(), ..Actor::default() };
        Asking { actor, key: key.filter(|key| !key.is_empty()) }
    }
}

/// Who works on a machine that asks for no account.
pub const AUTHOR: &str = "本机用户";
