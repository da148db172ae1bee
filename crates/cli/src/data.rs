//! The data folder of the workbench, for every command that touches it.

use std::future::Future;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use jiheng_store::{Address, Store, StoreError};

use crate::exit::BadInput;

/// `--data`.
#[derive(Clone, Debug, Default, Args)]
pub struct DataArgument {
    /// 数据文件夹，默认在用户目录下 / Folder for the data; below the user's by default
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

impl DataArgument {
    /// The folder asked for, or the usual one.
    ///
    /// # Errors
    /// When the user's folder is not known.
    pub fn folder(&self) -> anyhow::Result<PathBuf> {
        self.data.clone().map_or_else(usual_folder, Ok)
    }

    /// The store in it.
    ///
    /// # Errors
    /// When another program has it, or it cannot be read.
    pub async fn open(&self) -> anyhow::Result<Store> {
        let folder = self.folder()?;
        Ok(Store::open(&Address::folder(&folder)).await.map_err(|error| told(&folder.display().to_string(), &error))?)
    }
}

/// An error of the store as one of the command line.
pub fn told(what: &str, error: &StoreError) -> BadInput {
    let text = error.text();
    BadInput(format!("{what}：{} / {}", text.zh, text.en))
}

/// Runs something that waits.
///
/// # Errors
/// What it says.
pub fn wait<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let outcome = runtime.block_on(work);
    // A document that is being read needs no waiting for.
    runtime.shutdown_background();
    outcome
}

/// Now, in milliseconds since 1970.
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Where data lies unless the user says otherwise.
fn usual_folder() -> anyhow::Result<PathBuf> {
    let of = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = if cfg!(windows) {
        of("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        of("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        of("XDG_DATA_HOME").or_else(|| of("HOME").map(|home| home.join(".local/share")))
    };
    let why = "不知道用户目录在哪里，请用 --data 写明数据文件夹 / the user's folder is not known; name one with --data";
    Ok(base.ok_or_else(|| BadInput(why.to_owned()))?.join("jiheng"))
}
