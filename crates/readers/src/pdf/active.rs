//! What a PDF would do when it is opened, and files that it carries. Neither is done or opened, but it is said.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object};

use jiheng_model::document::DocumentBuilder;

use crate::note;

/// Actions stand in objects of their own or a few levels inside them.
const DEPTH: u32 = 6;
/// Dictionaries looked into; a file of more is looked at in part.
const DICTIONARIES: u32 = 500_000;
/// Actions that start programs, send what is filled in, or take in data.
const ACTIONS: [&str; 5] = ["JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition"];

/// What was met.
#[derive(Debug, Default)]
pub(super) struct Active {
    actions: bool,
    attachments: bool,
    looked: u32,
}

impl Active {
    /// Looks through all objects.
    pub(super) fn find(pdf: &Pdf) -> Self {
        let mut active = Self::default();
        for object in pdf.objects() {
            active.look(&object, DEPTH);
        }
        active
    }

    fn look(&mut self, object: &Object<'_>, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match object {
            Object::Dict(dict) => self.look_into(dict, depth),
            Object::Stream(stream) => self.look_into(stream.dict(), depth),
            Object::Array(array) => self.look_along(array, depth),
            _ => {}
        }
    }

    fn look_along(&mut self, array: &Array<'_>, depth: u32) {
        for item in array.raw_iter() {
            if self.looked < DICTIONARIES
                && let MaybeRef::NotRef(object) = item
            {
                self.looked += 1;
                self.look(&object, depth);
            }
        }
    }

    /// References are not followed: what they lead to is an object of its own.
    fn look_into(&mut self, dict: &Dict<'_>, depth: u32) {
        if self.looked >= DICTIONARIES {
            return;
        }
        self.looked += 1;
        let is_action = dict.get::<Name<'_>>("S").is_some_and(|kind| ACTIONS.contains(&kind.as_str()));
        self.actions |= is_action || dict.contains_key("JS") || dict.contains_key("XFA");
        self.attachments |= dict.contains_key("EF") || dict.contains_key("EmbeddedFiles");
        for (_, value) in dict.entries() {
            if let MaybeRef::NotRef(object) = value {
                self.look(&object, depth);
            }
        }
    }

    /// Writes the notes.
    pub(super) fn tell(&self, builder: &mut DocumentBuilder) {
        if self.actions {
            builder.note(note(
                "active-content",
                "PDF 含有脚本、会启动程序或发送数据的动作或动态表单，未执行；只核对页面上的文字。",
                "the PDF holds scripts, actions that start programs or send data, or a dynamic form; none was carried out, the text on its pages is checked",
            ));
        }
        if self.attachments {
            builder.note(note(
                "attachments",
                "PDF 带有附件，未打开；其中的数字如需核对，请另外提供。",
                "the PDF carries attached files; they were not opened: hand them in apart if their numbers are to be checked",
            ));
        }
    }
}
