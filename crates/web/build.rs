//! Fetches the one script of others that the pages use, and tells the crate where it lies.

use std::path::Path;

use jiheng_npm::{Wanted, watch};

fn main() {
    let wanted = Wanted {
        manifests: &Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts"),
        files: &["htmx.org/dist/htmx.min.js"],
        what: "the script of the pages (htmx)",
        variable: "JIHENG_SCRIPTS",
        otherwise: "build without the workbench: --no-default-features",
    };
    match wanted.fetch() {
        Ok(paths) => {
            for path in paths {
                watch("rustc-env", &format!("JIHENG_HTMX={}", path.display()));
            }
        }
        Err(why) => watch("error", &why),
    }
}
