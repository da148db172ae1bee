//! Fields: what they show is text, the code that computes it is not, even where other fields stand in the code.

/// Entries of a list beyond these are no list anyone would choose from.
const ENTRIES_MAX: usize = 256;

/// A field that has begun.
#[derive(Debug, Default)]
struct Field {
    /// Past the separator, in what the field shows.
    in_result: bool,
    /// Something was shown.
    has_text: bool,
    form: Form,
}

/// What an old form field shows without a result of its own.
#[derive(Debug, Default)]
enum Form {
    #[default]
    None,
    Check {
        is_checked: bool,
    },
    List {
        entries: Vec<String>,
        chosen: usize,
    },
}

/// The fields around the next text, outermost first.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    open: Vec<Field>,
}

impl Fields {
    /// A mark of a field. What its end brings to light is text of the paragraph.
    pub(crate) fn mark(&mut self, kind: &str) -> Option<String> {
        match kind {
            "begin" => self.open.push(Field::default()),
            "separate" => {
                if let Some(field) = self.open.last_mut() {
                    field.in_result = true;
                }
            }
            "end" => {
                let field = self.open.pop()?;
                return field.shown().filter(|_| self.are_shown());
            }
            _ => {}
        }
        None
    }

    /// True unless the next text belongs to the code of a field.
    pub(crate) fn are_shown(&self) -> bool {
        self.open.iter().all(|field| field.in_result)
    }

    /// Text was shown.
    pub(crate) fn pass_text(&mut self) {
        if let Some(field) = self.open.last_mut() {
            field.has_text = true;
        }
    }

    /// Code ends with its paragraph: where marks are missing, the rest of the document is text.
    pub(crate) fn end_paragraph(&mut self) {
        self.open.iter_mut().for_each(|field| field.in_result = true);
    }

    /// The field is a box to tick.
    pub(crate) fn check_box(&mut self) {
        self.set_form(Form::Check { is_checked: false });
    }

    /// The box is ticked or not; what was said last holds.
    pub(crate) fn tick(&mut self, is_on: bool) {
        if let Some(Field { form: Form::Check { is_checked }, .. }) = self.open.last_mut() {
            *is_checked = is_on;
        }
    }

    /// The field is a list to choose from.
    pub(crate) fn list(&mut self) {
        self.set_form(Form::List { entries: Vec::new(), chosen: 0 });
    }

    /// One entry of the list.
    pub(crate) fn entry(&mut self, text: &str) {
        if let Some(Field { form: Form::List { entries, .. }, .. }) = self.open.last_mut()
            && entries.len() < ENTRIES_MAX
        {
            entries.push(text.to_owned());
        }
    }

    /// The entry that is chosen, by its number from 0.
    pub(crate) fn choose(&mut self, number: Option<u32>) {
        if let (Some(Field { form: Form::List { chosen, .. }, .. }), Some(number)) = (self.open.last_mut(), number) {
            *chosen = usize::try_from(number).unwrap_or(usize::MAX);
        }
    }

    fn set_form(&mut self, form: Form) {
        if let Some(field) = self.open.last_mut() {
            field.form = form;
        }
    }
}

impl Field {
    fn shown(self) -> Option<String> {
        match self.form {
            _ if self.has_text => None,
            Form::None => None,
            Form::Check { is_checked } => Some(if is_checked { "☑" } else { "☐" }.to_owned()),
            Form::List { entries, chosen } => entries.into_iter().nth(chosen),
        }
    }
}
