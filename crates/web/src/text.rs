//! The words of the pages, in both languages side by side (`text.toml`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiheng_model::text::{Bilingual, Language};

const TEXT: &str = include_str!("../text.toml");

/// The words in one language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The language.
    pub language: Language,
}

impl Words {
    /// The words for a key; the key itself where there are none, which a test forbids.
    pub fn t(self, key: &str) -> &str {
        table().get(key).map_or(key, |text| self.language.of(text))
    }

    /// The sentence in this language.
    pub fn of(self, text: &Bilingual) -> &str {
        self.language.of(text)
    }

    /// The language tag of a page.
    pub fn code(self) -> &'static str {
        code(self.language)
    }

    /// The tag of the other language.
    pub fn other_code(self) -> &'static str {
        code(match self.language {
            Language::Zh => Language::En,
            Language::En => Language::Zh,
        })
    }
}

fn code(language: Language) -> &'static str {
    language.pick("zh-CN", "en")
}

/// The language of a tag; Chinese unless it says English.
pub fn language(code: &str) -> Language {
    if code.starts_with("en") { Language::En } else { Language::Zh }
}

fn table() -> &'static BTreeMap<String, Bilingual> {
    static TABLE: OnceLock<BTreeMap<String, Bilingual>> = OnceLock::new();
    TABLE.get_or_init(|| toml::from_str(TEXT).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::TEXT;
    use jiheng_model::text::Bilingual;

    /// Keys as pages and templates name them: `t("…")`, and any string with a dot that is a key.
    fn used(folder: &Path, keys: &mut BTreeSet<String>, quoted: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder of this crate") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                used(&path, keys, quoted);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a text file");
            keys.extend(text.split(".t(\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
            quoted.extend(text.split('"').map(str::to_owned));
        }
    }

    #[test]
    fn every_key_has_words_in_both_languages_and_every_word_is_used() {
        let table: std::collections::BTreeMap<String, Bilingual> = toml::from_str(TEXT).expect("text.toml is TOML");
        assert!(table.values().all(|text| !text.zh.is_empty() && !text.en.is_empty()));
        let (mut keys, mut quoted) = (BTreeSet::new(), BTreeSet::new());
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        used(&root.join("src"), &mut keys, &mut quoted);
        used(&root.join("templates"), &mut keys, &mut quoted);
        keys.remove("…");
        quoted.extend(jiheng_app::Export::ALL.map(|(part, _)| format!("export.{part}")));
        let missing: Vec<_> = keys.iter().filter(|key| !table.contains_key(*key)).collect();
        assert!(missing.is_empty(), "keys without words: {missing:?}");
        let idle: Vec<_> = table.keys().filter(|key| !quoted.contains(*key)).collect();
        assert!(idle.is_empty(), "words that no page uses: {idle:?}");
    }
}
