//! The total below a register is no row of it, and a check on the rows.

use std::collections::BTreeMap;

use jiheng_model::sheet::Sheet;

use super::Fault;
use super::column::{Column, Data, Mark};
use super::head::Head;
use crate::cell::{self, Said};

/// Compares the one total row with the sums of the rows. Several total rows are of groups that nobody named.
pub(crate) fn check(
    sheet: &Sheet,
    head: &Head,
    totals: &[usize],
    columns: &BTreeMap<String, Column>,
    faults: &mut Vec<Fault>,
) {
    let [total] = totals else { return };
    for (id, column) in columns {
        let Some(at) = head.columns.get(id) else { continue };
        let (Data::Amounts(amounts), Said::Value((printed, behind))) =
            (&column.data, cell::number(sheet.cell(*total, *at)))
        else {
            continue;
        };
        if !behind.is_empty() || column.lacks_unit || column.marks.contains(&Mark::Unreadable) {
            continue;
        }
        let factor = column.unit.as_ref().map_or(1, |unit| unit.factor);
        // Both at one scale; half a unit of the last printed digit is rounding.
        let scale = amounts.scale.max(printed.scale());
        let at_scale = |value: i128, own: u32| value.checked_mul(10_i128.checked_pow(scale - own)?);
        let sum = amounts.values.iter().try_fold(0_i128, |sum, value| sum.checked_add(*value));
        let sum = sum.and_then(|sum| at_scale(sum, amounts.scale));
        let stated = printed.mantissa().checked_mul(factor).and_then(|value| at_scale(value, printed.scale()));
        let half = at_scale(factor, printed.scale()).map(|digit| digit / 2);
        let (Some(sum), Some(stated), Some(half)) = (sum, stated, half) else { continue };
        if (sum - stated).abs() > half {
            let zh = &column.zh;
            faults.push(Fault {
                id: "total".to_owned(),
                zh: format!("合计行的“{zh}”写作{printed}，与各行之和不符"),
                en: format!("the total of {id} is printed as {printed}, which is not the sum of the rows"),
                lines: vec![sheet.line(*total)],
            });
        }
    }
}
