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
    while let Some(at) = rest.iter().take(7).position(|c| "省市区县州盟旗".contains(*c)) {
        // 市场监督管理局, 区划办, 城市管理局: the region character opens or ends another word.
        let next = rest.get(at + 1).copied().unwrap_or(' ');
        let word = (rest.get(at) == Some(&'市')
            && (next == '场' || next == '政' || (at > 0 && rest.get(at - 1) == Some(&'城'))))
            || (rest.get(at) == Some(&'区')
                && (next == '划' || (at > 0 && "社园".contains(*rest.get(at - 1).unwrap_or(&' ')))));
        if word || rest.len() <= at + 2 {
            break;
        }
        regions.push(rest.iter().take(at + 1).collect());
        rest.drain(..=at);
    }
    (regions, rest.into_iter().collect())
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
