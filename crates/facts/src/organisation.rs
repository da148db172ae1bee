//! Names of institutions: is this the department itself, in full or in short?

/// True when `name` is the department's full name or a shortened form of it: region words may be left out or cut
/// (江州市临江区自然资源局, 临江区自然资源局, 区自然资源局).
pub(crate) fn is_same(department: &str, name: &str) -> bool {
    if name.is_empty() {
        return false;
    }
    if department.ends_with(name) || name.ends_with(department) {
        return true;
    }
    let (regions, core) = split(department);
    let (other_regions, other_core) = split(name);
    core == other_core
        && other_regions
            .iter()
            .all(|region| regions.iter().any(|own| own.ends_with(region.as_str()) || region.ends_with(own.as_str())))
}

/// 江州市临江区自然资源局 → [江州市, 临江区], 自然资源局.
pub(crate) fn split(name: &str) -> (Vec<String>, String) {
    let mut regions = Vec::new();
    let mut rest: Vec<char> = name.chars().collect();
    while let Some(at) = (0..rest.len().min(7)).find(|at| ends_region(&rest, *at)) {
        if rest.len() <= at + 2 {
            break;
        }
        regions.push(rest.iter().take(at + 1).collect());
        rest.drain(..=at);
    }
    (regions, rest.into_iter().collect())
}

/// True when a region's name ends at `at`. 市场监督管理局, 区划办, 城市管理局 and 江州市 hold such characters inside a word.
fn ends_region(name: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| name.get(i)).copied().unwrap_or(' ');
    let next = name.get(at + 1).copied().unwrap_or(' ');
    match name.get(at) {
        Some('市') => !matches!(next, '场' | '政') && before != '城',
        Some('区') => next != '划' && !matches!(before, '社' | '园'),
        Some('州' | '盟' | '旗') => at > 0 && !matches!(next, '市' | '县' | '区'),
        Some('省' | '县') => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortened_names_are_the_same_institution() {
        let full = "江州市临江区自然资源局";
        for (name, same) in [
            ("江州市临江区自然资源局", true),
            ("临江区自然资源局", true),
            ("区自然资源局", true),
            ("自然资源局", true),
            ("江州市自然资源和规划局临江区分局", false),
            ("临江区水利局", false),
            ("望江区自然资源局", false),
        ] {
            assert_eq!(is_same(full, name), same, "{name}");
        }
        assert!(is_same("南浦县市场监督管理局", "县市场监督管理局"));
    }

    #[test]
    fn region_words_are_taken_off() {
        assert_eq!(split("江州市临江区自然资源局"), (vec!["江州市".into(), "临江区".into()], "自然资源局".into()));
        assert_eq!(split("市场监督管理局"), (vec![], "市场监督管理局".into()));
        assert_eq!(split("区城市管理和综合执法局").1, "城市管理和综合执法局");
    }
}
