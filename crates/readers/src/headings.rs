//! Which styles and outline levels are headings, in the terms of every word processor.

/// Outline levels are 0 to 8; 9 is body text.
const OUTLINE_BODY: u32 = 9;

/// Heading level from 1 for an outline level; 0 says that it is body text whatever the style is based on.
pub(crate) fn outline_level(level: Option<u32>) -> Option<u8> {
    let level = level?;
    if level >= OUTLINE_BODY { Some(0) } else { u8::try_from(level + 1).ok() }
}

/// `heading 1` is the built-in name in every language; other programs write it in Chinese.
pub(crate) fn heading_by_name(name: &str) -> Option<u8> {
    let lower = name.trim().to_lowercase();
    let rest = lower.strip_prefix("heading").or_else(|| lower.strip_prefix("标题"))?;
    rest.trim().parse().ok().filter(|level| (1..=9).contains(level))
}
