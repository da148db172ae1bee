//! Fetches the pinned font packages where they are absent, and tells the crate where the fonts lie.

use std::path::Path;

use jiheng_npm::{Wanted, watch};

/// Name of the variable that carries the path of a font, and its path below `node_modules`.
const FONTS: [(&str, &str); 3] = [
    ("JIHENG_FONT_REGULAR", "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"),
    ("JIHENG_FONT_BOLD", "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf"),
    ("JIHENG_FONT_SYMBOLS", "@expo-google-fonts/noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf"),
];

fn main() {
    let wanted = Wanted {
        manifests: &Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts"),
        files: &FONTS.map(|(_, path)| path),
        what: "the fonts of the PDF files",
        variable: "JIHENG_FONTS",
        otherwise: "build without --features pdf",
    };
    match wanted.fetch() {
        Ok(paths) => FONTS
            .iter()
            .zip(paths)
            .for_each(|((name, _), path)| watch("rustc-env", &format!("{name}={}", path.display()))),
        Err(why) => watch("error", &why),
    }
}
