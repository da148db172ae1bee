//! What a web site puts around a report: menus, the way to this page, links to share and to other pages, footers.
//! They are told by what they are (elements, roles, class names of the trade, link beside link), never by their words.

use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

use super::element::{Role, role, unread};

/// So many links beside each other are a menu,
const LINKS_MIN: u32 = 3;
/// when this much of the text, in percent, is links.
const LINKED_MIN: u64 = 70;
/// What is called a menu or a footer and holds more of the page than this, in percent, is not.
const SHARE_MAX: u64 = 30;
/// A line about the page is no longer than this.
const LINE_CHARS: u64 = 200;

/// Elements of the page that belong to the site, by their ordinals in document order.
#[derive(Debug, Default)]
pub(super) struct Furniture {
    ordinals: Vec<u32>,
}

/// What an element is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Called {
    Nothing,
    /// A menu, a footer, a place for links.
    Around,
    /// The head of a page, which may also be that of the report.
    Head,
    /// A line about the page: when it was published, how often it was read.
    Line,
}

/// An element that is open, with what was met inside so far.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent marks of an element, not states")]
struct Frame {
    ordinal: u32,
    called: Called,
    is_container: bool,
    chars: u64,
    linked: u64,
    links: u32,
    has_title: bool,
    is_link: bool,
    is_table: bool,
    is_silent: bool,
}

/// Walks the tree once and weighs its elements.
#[derive(Debug, Default)]
struct Scale {
    open: Vec<Frame>,
    elements: u32,
    tables: u32,
    silent: u32,
    /// Ordinals with their text, and whether links make them furniture whatever their size.
    found: Vec<(u32, u64, bool)>,
    total: u64,
}

impl Furniture {
    /// Finds the furniture of a page. Where nothing else would be left, there is none.
    pub(super) fn find(html: &Html) -> Self {
        let mut scale = Scale::default();
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(element) => scale.enter(element),
                    Node::Text(text) => scale.text(text),
                    _ => {}
                },
                Edge::Close(node) if node.value().is_element() => scale.leave(),
                Edge::Close(_) => {}
            }
        }
        let Scale { mut found, total, .. } = scale;
        found.retain(|(_, chars, by_links)| *by_links || chars.saturating_mul(100) < total.saturating_mul(SHARE_MAX));
        if found.iter().any(|(_, chars, _)| *chars >= total) {
            return Self::default();
        }
        let mut ordinals: Vec<u32> = found.into_iter().map(|(ordinal, ..)| ordinal).collect();
        ordinals.sort_unstable();
        Self { ordinals }
    }

    /// The element of this ordinal belongs to the site.
    pub(super) fn holds(&self, ordinal: u32) -> bool {
        self.ordinals.binary_search(&ordinal).is_ok()
    }
}

impl Scale {
    fn enter(&mut self, element: &Element) {
        let name = element.name();
        let role = role(name);
        let is_table = role == Role::Table;
        let is_silent = matches!(role, Role::Silent | Role::Embedded) || unread(element).is_some();
        // Rows and cells are left to their table; in it, names may well belong to the form.
        let is_container =
            matches!(role, Role::Block(_) | Role::List | Role::Table) && !matches!(name, "body" | "main" | "article");
        let called = if is_container && self.tables == 0 && !is_table { called(element) } else { Called::Nothing };
        self.tables += u32::from(is_table);
        self.silent += u32::from(is_silent);
        self.open.push(Frame {
            ordinal: self.elements,
            called,
            is_container,
            chars: 0,
            linked: 0,
            links: 0,
            has_title: matches!(name, "h1" | "h2"),
            is_link: name == "a" && element.attr("href").is_some(),
            is_table,
            is_silent,
        });
        self.elements = self.elements.saturating_add(1);
    }

    fn text(&mut self, text: &str) {
        if let Some(frame) = self.open.last_mut().filter(|_| self.silent == 0) {
            frame.chars += text.chars().filter(|char| !char.is_whitespace()).count() as u64;
        }
    }

    fn leave(&mut self) {
        let Some(mut frame) = self.open.pop() else { return };
        self.tables -= u32::from(frame.is_table);
        self.silent -= u32::from(frame.is_silent);
        if frame.is_link && frame.chars > 0 {
            frame.linked = frame.chars;
            frame.links = 1;
        }
        let is_list_of_links =
            frame.is_container && frame.links >= LINKS_MIN && frame.linked * 100 >= frame.chars * LINKED_MIN;
        let is_furniture = match frame.called {
            Called::Nothing => false,
            Called::Around => true,
            Called::Head => !frame.has_title,
            Called::Line => frame.chars <= LINE_CHARS && !frame.has_title,
        };
        if frame.chars > 0 && (is_list_of_links || is_furniture) {
            self.found.push((frame.ordinal, frame.chars, is_list_of_links));
        }
        match self.open.last_mut() {
            Some(outer) => {
                outer.chars += frame.chars;
                outer.linked += frame.linked;
                outer.links = outer.links.saturating_add(frame.links);
                outer.has_title |= frame.has_title;
            }
            None => self.total += frame.chars,
        }
    }
}

/// By the element, its role, or the names that makers of web sites give it.
fn called(element: &Element) -> Called {
    match element.name() {
        "nav" | "footer" | "aside" | "menu" => return Called::Around,
        "header" => return Called::Head,
        _ => {}
    }
    match element.attr("role").unwrap_or_default().trim() {
        "navigation" | "contentinfo" | "complementary" | "search" => return Called::Around,
        "banner" => return Called::Head,
        _ => {}
    }
    let names = [element.attr("class"), element.attr("id")];
    let words = names.iter().flatten().flat_map(|name| name.split(|char: char| !char.is_ascii_alphanumeric()));
    let kinds: Vec<Called> = words.map(|word| called_by(&word.to_ascii_lowercase())).collect();
    [Called::Around, Called::Head, Called::Line]
        .into_iter()
        .find(|kind| kinds.contains(kind))
        .unwrap_or(Called::Nothing)
}

fn called_by(word: &str) -> Called {
    let is = |words: &[&str]| words.contains(&word);
    if word.ends_with("nav") || word.ends_with("menu") || word.ends_with("footer") || word.starts_with("bdshare") {
        return Called::Around;
    }
    if is(&[
        "navbar",
        "navigation",
        "menus",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "crumbs",
        "bread",
        "dqwz",
        "position",
        "location",
        "copyright",
        "foot",
        "sidebar",
        "share",
        "bshare",
        "related",
        "relate",
        "recommend",
        "friendlink",
        "friendlinks",
        "yqlj",
        "xglj",
        "xgxw",
        "xgwz",
        "toolbar",
        "pagination",
        "pager",
        "paging",
        "topbar",
        "login",
        "qrcode",
        "ewm",
        "prevnext",
        "hits",
        "search",
    ]) {
        return Called::Around;
    }
    if is(&["header", "banner", "logo", "masthead"]) {
        return Called::Head;
    }
    if is(&["info", "meta", "source", "pubtime", "pubdate", "fontsize", "laiyuan", "fbsj", "subinfo"]) {
        return Called::Line;
    }
    Called::Nothing
}
