//! The elements that are open while a document part streams by.

/// What an open element means for what is inside it and for its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    Plain,
    /// Neither text nor structure counts inside: embedded files, formulas, former formatting.
    Muted,
    /// Structure counts, text does not: deletions, prompts of unfilled controls, ruby.
    Blind,
    Paragraph,
    ParagraphProperties,
    ParagraphMark,
    Numbering,
    Run,
    RunProperties,
    Text,
    FieldMark,
    FormField,
    CheckBox,
    DropDown,
    /// A text box in a run.
    Box,
    Table,
    Grid,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    Control,
    ControlProperties,
    Alternates,
}
