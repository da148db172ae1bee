//! Pack files to typed values: rules, vocabulary, forms, sources; the expression parser.
