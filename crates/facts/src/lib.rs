//! Document to fact set: what is stated, and where; the relations between statements.
