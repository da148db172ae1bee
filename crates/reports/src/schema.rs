//! The JSON schemas (draft 2020-12), generated from the types that are printed.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::shape::{CheckLine, FactsLine, ScoreDocument};

/// Schema of one line of `check --format jsonl`, pretty JSON with a final line end.
pub fn evaluation_schema() -> String {
    pretty::<CheckLine<'static>>("Jiheng evaluation, version 1: one input of `jiheng check`")
}

/// Schema of one line of `facts --format jsonl`, pretty JSON with a final line end.
pub fn facts_schema() -> String {
    pretty::<FactsLine<'static>>("Jiheng number register, version 1: one input of `jiheng facts`")
}

/// Schema of one line of `score --format jsonl`, pretty JSON with a final line end.
pub fn score_schema() -> String {
    pretty::<ScoreDocument<'static>>("Jiheng scorecard, version 2: one input of `jiheng score`")
}

fn pretty<T: JsonSchema>(title: &str) -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema: Schema = generator.into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    format!("{:#}\n", schema.to_value())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::{json, sample};

    fn problems(schema: &str, line: &[u8]) -> Vec<String> {
        let schema: Value = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        let line: Value = serde_json::from_slice(line).unwrap();
        validator.iter_errors(&line).map(|error| error.to_string()).collect()
    }

    #[test]
    fn what_is_printed_fits_the_schema() {
        for report in [sample::report(), sample::refused(), sample::every_name()] {
            let none: [String; 0] = [];
            assert_eq!(problems(&evaluation_schema(), &json::check_line(&report).unwrap()), none);
            assert_eq!(problems(&facts_schema(), &json::facts_line(&report).unwrap()), none);
        }
    }

    #[test]
    fn the_schema_notices_what_is_wrong() {
        let line = String::from_utf8(json::check_line(&sample::report()).unwrap()).unwrap();
        for (from, to) in [
            (r#""severity":"error""#, r#""severity":"fatal""#),
            (r#""value":"310.40""#, r#""value":310.40"#),
            (r#""value":"310.40""#, r#""value":"310,40""#),
            (r#""register":"#, r#""registre":"#),
            (r#""schema":"jiheng/evaluation/1""#, r#""schema":"jiheng/evaluation/2""#),
        ] {
            assert!(line.contains(from), "{from}");
            assert!(!problems(&evaluation_schema(), line.replace(from, to).as_bytes()).is_empty(), "{to}");
        }
    }

    #[test]
    fn the_schema_names_its_draft_and_all_states() {
        let schema: Value = serde_json::from_str(&evaluation_schema()).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let states = &schema["$defs"]["Statement"]["properties"]["state"]["enum"];
        assert_eq!(*states, serde_json::json!(["number", "text", "blank", "nil"]));
    }
}
