//! `jiheng` without a command: the workbench for one person on this machine, in the browser.

use std::io::{BufRead as _, IsTerminal as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use anyhow::Context as _;
use clap::Args;
use jiheng_app::{Workbench, Workshop};
use jiheng_isolation::{Pool, Settings};
use jiheng_web::{Access, Site, router};
use tokio::net::TcpListener;

use crate::data::{self, DataArgument};
use crate::embedded;
use crate::exit::{BadInput, Code};
use crate::output;
use crate::reading::own_program;

/// Port that is tried first, so that a bookmark keeps working.
const PORT: u16 = 8420;

/// The sample that the first page shows, with mistakes in it.
const SAMPLE: &[u8] = include_bytes!("../../../examples/linjiang-2021/faulty/report.docx");
const SAMPLE_NAME: &str = "示例-临江区自然资源局2021年度自评.docx";

/// 本机工作台：不写命令时启动 / The workbench on this machine, when no command is given
#[derive(Debug, Default, Args)]
pub struct WorkbenchArguments {
    #[command(flatten)]
    data: DataArgument,
    /// 监听地址，只能是本机；默认 127.0.0.1:8420 / Address of this machine to listen on
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// 不打开浏览器，只打印地址 / Print the address and open no browser
    #[arg(long)]
    no_browser: bool,
}

/// Runs until it is told to stop.
///
/// # Errors
/// When the data folder cannot be used, or no address can be listened on.
pub fn run(arguments: &WorkbenchArguments) -> anyhow::Result<Code> {
    let folder = arguments.data.folder()?;
    if arguments.listen.is_some_and(|address| !address.ip().is_loopback()) {
        let why = "本机工作台只在本机监听（127.0.0.1 或 [::1]），别的机器够不着 / the workbench listens on this machine alone (127.0.0.1 or [::1])";
        return Err(BadInput(why.to_owned()).into());
    }
    data::wait(serve(arguments, &folder)).map(|()| Code::Clean)
}

async fn serve(arguments: &WorkbenchArguments, folder: &Path) -> anyhow::Result<()> {
    let pool = Pool::new(Settings::new(own_program()?));
    pool.warm();
    let store = arguments.data.open().await?;
    let listener = listen(arguments.listen).await?;
    let address = listener.local_addr()?;
    let packs = Box::leak(Box::new(embedded::load(None)?));
    let workshop = Workshop::new(packs, embedded::catalogue(packs), Arc::new(pool), typesetter()?);
    let workbench = Workbench::new(store, Arc::new(workshop), data::now_ms);
    let access = Arc::new(Access::new(address));
    let site = Site {
        workbench: workbench.clone(),
        access: Arc::clone(&access),
        sample: (SAMPLE_NAME, Arc::new(SAMPLE.to_vec())),
        backups: Arc::new(folder.join("backups")),
    };
    let launch = access.launch_address();
    output::print(&format!(
        "绩效自评工作台 / workbench\n  {launch}\n  这个地址只能用一次、一分钟内有效；按回车取新的地址，按 Ctrl+C 停止 / good once, for a minute; press Enter for a new one, Ctrl+C to stop\n  数据 / data: {}\n",
        folder.display()
    ))?;
    if !arguments.no_browser && !open_browser(&launch) {
        output::complain(
            "没有找到浏览器，请自己打开上面的地址 / no browser was found, open the address above yourself",
        );
    }
    if std::io::stdin().is_terminal() {
        std::thread::spawn(move || new_addresses(&access));
    }
    let outcome = axum::serve(listener, router(site)).with_graceful_shutdown(stopped()).await;
    workbench
        .store()
        .clone()
        .close()
        .await
        .context("数据没有正常关闭，内容不受影响 / the store did not close in order; nothing is lost")?;
    outcome.context("服务中断 / the server broke off")
}

/// The address asked for, or the usual port, or any free one.
async fn listen(asked: Option<SocketAddr>) -> anyhow::Result<TcpListener> {
    if let Some(address) = asked {
        return TcpListener::bind(address)
            .await
            .with_context(|| format!("{address}：不能监听 / cannot be listened on"));
    }
    let local = IpAddr::V4(Ipv4Addr::LOCALHOST);
    if let Ok(listener) = TcpListener::bind((local, PORT)).await {
        return Ok(listener);
    }
    output::complain(&format!("端口 {PORT} 有别的程序在用，换了一个 / port {PORT} is taken, another one is used"));
    TcpListener::bind((local, 0)).await.context("没有可用的端口 / there is no free port")
}

/// A new launch address for every Enter.
fn new_addresses(access: &Access) {
    for line in std::io::stdin().lock().lines() {
        if line.is_err() || output::print(&format!("  {}\n", access.launch_address())).is_err() {
            return;
        }
    }
}

/// Resolves when the program is told to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        if let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    drop(interrupted.await);
}

/// Opens the system's browser; false when there is none.
fn open_browser(address: &str) -> bool {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let quiet = |command: &mut Command| {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
    };
    quiet(Command::new(program).args(arguments).arg(address))
}

/// What sets pages as PDF, where the program was built with it.
#[cfg(feature = "pdf")]
fn typesetter() -> anyhow::Result<Option<Box<dyn jiheng_app::Typesetter>>> {
    Ok(Some(Box::new(crate::typeset::FontArguments::default().typesetter()?)))
}

#[cfg(not(feature = "pdf"))]
#[expect(clippy::unnecessary_wraps, reason = "with PDF the fonts may fail to load")]
fn typesetter() -> anyhow::Result<Option<Box<dyn jiheng_app::Typesetter>>> {
    Ok(None)
}

#[cfg(feature = "pdf")]
impl jiheng_app::Typesetter for crate::typeset::Typesetter {
    fn form(&self, page: &jiheng_documents::page::Page) -> Result<Vec<u8>, jiheng_model::text::Bilingual> {
        let told = |error: anyhow::Error| jiheng_model::text::Bilingual::new(error.to_string(), error.to_string());
        Self::form(self, page).map_err(told)
    }
}
