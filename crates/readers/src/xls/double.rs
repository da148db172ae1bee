//! Numbers of a workbook stream as decimal text. The one place where a binary number is looked at.

/// The shortest decimal that stands for these bits, `None` when they are no number. What a workbook's own
/// arithmetic leaves behind the fifteenth digit is cut off later, with the number format.
#[expect(clippy::disallowed_types, reason = "the file holds binary numbers; only their digits leave this function")]
pub(super) fn decimal(bits: u64) -> Option<String> {
    let number = f64::from_bits(bits);
    number.is_finite().then(|| format!("{number:e}"))
}

/// A number packed into 30 bits: a whole number, or the upper half of a binary one; either may count hundredths.
pub(super) fn packed_decimal(packed: u32) -> Option<String> {
    const HUNDREDTHS: u32 = 1;
    const WHOLE: u32 = 2;
    let text = if packed & WHOLE != 0 {
        // The sign bit is the uppermost of the 30.
        format!("{}e0", packed.cast_signed() >> 2)
    } else {
        decimal(u64::from(packed & !3) << 32)?
    };
    if packed & HUNDREDTHS == 0 {
        return Some(text);
    }
    let (digits, exponent) = text.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    Some(format!("{digits}e{}", exponent - 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_numbers_become_decimals() {
        for (bits, text) in [
            (0x4052_8000_0000_0000, Some("7.4e1")),
            (0x3FEC_28F5_C28F_5C29, Some("8.8e-1")),
            (0xC056_647A_E147_AE14, Some("-8.957e1")),
            (0x3FD3_3333_3333_3334, Some("3.0000000000000004e-1")),
            (0x8000_0000_0000_0000, Some("-0e0")),
            (1, Some("5e-324")),
            (0x7FEF_FFFF_FFFF_FFFF, Some("1.7976931348623157e308")),
            (0x7FF0_0000_0000_0000, None),
            (0xFFF8_0000_0000_0001, None),
        ] {
            assert_eq!(decimal(bits).as_deref(), text, "{bits:x}");
        }
    }

    #[test]
    fn packed_numbers_become_decimals() {
        for (packed, text) in [
            (0x3FF0_0000, Some("1e0")),
            (0x3FF0_0001, Some("1e-2")),
            (0x004B_5646, Some("1234321e0")),
            (0x004B_5647, Some("1234321e-2")),
            (0xFFFF_FFFA, Some("-2e0")),
            (0xC05E_C000, Some("-1.23e2")),
            (0x7FF0_0000, None),
        ] {
            assert_eq!(packed_decimal(packed).as_deref(), text, "{packed:x}");
        }
    }
}
