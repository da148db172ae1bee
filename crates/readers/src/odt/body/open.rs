//! The elements that are open while a document streams by.

/// What an open element means for what is inside it and for its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    Plain,
    /// Nothing inside counts.
    Muted,
    Paragraph,
    /// Inside a paragraph, carries text.
    Text,
    /// Carries text that is hidden.
    Hidden,
    /// Carries text that is struck through.
    Struck,
    /// Carries text that is raised or lowered.
    Script,
    List,
    Box,
    Table,
    Row,
    Cell,
}
