//! Bytes of a published report to a document tree, one module per format.
