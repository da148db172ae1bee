//! Characters of symbol fonts, as the characters that they look like.

/// Symbol fonts keep their characters here.
const PRIVATE: u32 = 0xF000;

/// The character that a symbol looks like. One that we do not know stays what it is in the file: it still parts
/// the digits around it.
pub(crate) fn look(font: &str, code: u32) -> Option<char> {
    let place = if (PRIVATE..PRIVATE + 0x100).contains(&code) { code - PRIVATE } else { code };
    let known = match font.trim().to_ascii_lowercase().as_str() {
        "wingdings" => wingdings(place),
        "wingdings 2" => wingdings_2(place),
        "symbol" => symbol(place),
        _ => None,
    };
    known.or_else(|| char::from_u32(code))
}

fn wingdings(place: u32) -> Option<char> {
    Some(match place {
        0x6C | 0x9F => '●',
        0x6E => '■',
        0x6F | 0x70 | 0x71 | 0xA8 => '☐',
        0x78 | 0xFD => '☒',
        0xFE => '☑',
        0xFB => '✗',
        0xFC => '✓',
        0x81..=0x8A => char::from_u32(0x2460 + place - 0x81)?,
        0x8C..=0x95 => char::from_u32(0x2776 + place - 0x8C)?,
        0xE0 => '→',
        _ => return None,
    })
}

fn wingdings_2(place: u32) -> Option<char> {
    Some(match place {
        0x4F | 0x51 => '✗',
        0x50 => '✓',
        0x52 => '☑',
        0x53 | 0x54 => '☒',
        0x2A | 0xA3 => '☐',
        0x6A..=0x73 => char::from_u32(0x2460 + place - 0x6A)?,
        0x75..=0x7E => char::from_u32(0x2776 + place - 0x75)?,
        _ => return None,
    })
}

/// Digits, signs and brackets stand where they stand in ASCII.
fn symbol(place: u32) -> Option<char> {
    Some(match place {
        0x2D => '-',
        0x20..=0x3F | 0x5B | 0x5D | 0x7B..=0x7D => char::from_u32(place)?,
        0xA3 => '≤',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB7 => '·',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_look_like_characters() {
        for (font, code, char) in [
            ("Wingdings", 0xF0FE, '☑'),
            ("Wingdings", 0xA8, '☐'),
            ("Wingdings", 0xF082, '②'),
            ("Wingdings 2", 0xF052, '☑'),
            ("Wingdings 2", 0xF06C, '③'),
            ("Symbol", 0xF035, '5'),
            ("Symbol", 0xF0B3, '≥'),
            ("Segoe UI Symbol", 0x2611, '☑'),
            ("Wingdings", 0xF021, '\u{F021}'),
        ] {
            assert_eq!(look(font, code), Some(char), "{font} {code:X}");
        }
    }
}
