//! Fact set and rules to findings and holds.
