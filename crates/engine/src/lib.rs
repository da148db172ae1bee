//! evaluate(input, packs, options) to Evaluation.
