//! Grade bands: which score is 优, 良, 中 or 差.

use jiheng_model::decimal::Decimal;
use jiheng_model::exact::Exact;
use serde::Deserialize;

use crate::set::PackError;

/// One band, lower end included.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// 优 良 中 差.
    pub grade: String,
    /// Other words for it: 优秀.
    #[serde(default)]
    pub words: Vec<String>,
    /// Lowest score of the band, as decimal text.
    pub low: String,
    /// Score at which the next band begins; the last band includes it.
    pub high: String,
}

/// Bands of a scale, best first.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeBands {
    /// Source ids.
    #[serde(default)]
    pub sources: Vec<String>,
    /// The bands.
    #[serde(default)]
    pub bands: Vec<Band>,
}

impl GradeBands {
    /// The bands, after proving that they cover 0–100 once, without gap or overlap.
    pub(crate) fn proven(self, path: &str) -> Result<Self, PackError> {
        let number = |text: &str| {
            Decimal::parse(text).ok_or_else(|| PackError::new(path, format!("{text:?} is not a decimal number")))
        };
        let mut upper = number("100")?;
        for band in &self.bands {
            let (low, high) = (number(&band.low)?, number(&band.high)?);
            if high != upper || low >= high {
                return Err(PackError::new(
                    path,
                    format!("band {} leaves a gap or overlaps at {}", band.grade, band.high),
                ));
            }
            upper = low;
        }
        if !upper.is_zero() {
            return Err(PackError::new(path, "the bands do not reach down to 0"));
        }
        Ok(self)
    }

    /// The grade of a score, `None` outside 0–100 or when the grade word is unknown to the bands.
    pub fn grade(&self, score: Exact) -> Option<&str> {
        let best = self.bands.first()?;
        if score > Decimal::parse(&best.high)?.to_exact() {
            return None;
        }
        self.bands
            .iter()
            .find(|band| Decimal::parse(&band.low).is_some_and(|low| score >= low.to_exact()))
            .map(|band| band.grade.as_str())
    }

    /// The grade that a word stands for; `None` when the bands do not know it.
    pub fn named(&self, word: &str) -> Option<&str> {
        let says = |band: &&Band| band.grade == word || band.words.iter().any(|other| other == word);
        self.bands.iter().find(says).map(|band| band.grade.as_str())
    }

    /// `[90,100]`-like text of the band of a grade.
    pub fn range(&self, grade: &str) -> Option<String> {
        self.bands.iter().find(|band| band.grade == grade).map(|band| format!("{}–{}", band.low, band.high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(list: &[(&str, &str, &str)]) -> GradeBands {
        let bands = list
            .iter()
            .map(|(grade, low, high)| Band {
                grade: (*grade).to_owned(),
                words: Vec::new(),
                low: (*low).to_owned(),
                high: (*high).to_owned(),
            })
            .collect();
        GradeBands { sources: Vec::new(), bands }
    }

    #[test]
    fn every_score_has_one_grade() {
        let bands = bands(&[("优", "90", "100"), ("良", "80", "90"), ("中", "60", "80"), ("差", "0", "60")]);
        let bands = bands.proven("x").unwrap();
        for (score, grade) in
            [("100", "优"), ("90.00", "优"), ("89.99", "良"), ("80", "良"), ("60", "中"), ("59.9", "差"), ("0", "差")]
        {
            assert_eq!(bands.grade(Decimal::parse(score).unwrap().to_exact()), Some(grade), "{score}");
        }
        assert_eq!(bands.grade(Decimal::parse("100.5").unwrap().to_exact()), None);
    }

    #[test]
    fn a_gap_an_overlap_and_a_missing_floor_are_refused() {
        assert!(bands(&[("优", "90", "100"), ("良", "80", "89")]).proven("x").is_err());
        assert!(bands(&[("优", "90", "100"), ("良", "80", "95")]).proven("x").is_err());
        assert!(bands(&[("优", "90", "100"), ("良", "80", "90")]).proven("x").is_err());
    }
}
