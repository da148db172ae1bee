//! Evaluations as text, JSON, JSON lines and SARIF; the JSON schema.
