//! The workbench in a browser: server-rendered pages that work without scripts; the only crate that knows HTTP.
//!
//! `routes` shows every address on one screen, each page is a file of `pages` with a template of the same name, every
//! word stands in `text.toml`.

mod assets;
mod download;
mod error;
mod frame;
mod guard;
mod pages;
mod received;
mod routes;
mod state;
mod text;
mod view;

pub use guard::{Access, Secret};
pub use routes::router;
pub use state::Site;
