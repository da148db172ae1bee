//! The only place that meets the interpreter of page contents, and the only one where fractions of a point exist.
#![expect(
    clippy::disallowed_types,
    clippy::float_arithmetic,
    reason = "places on a page come as floats; they are whole hundredths of a point as soon as they leave this file, and no amount is read from one"
)]

use hayro_interpret::font::Glyph as DrawnGlyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page as SyntaxPage;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};

use super::page::{Glyph, Length, Page, Rule};
use super::radicals;
use crate::error::{Measure, ReadError};
use crate::limits::Limits;

/// Farther away than any page reaches; sums of a few such places stay far below the largest integer.
const FARTHEST: f64 = 5_000_000.0;
/// Filled shapes up to this many points thick are lines.
const THICKEST: f64 = 3.0;
/// Shorter lines are parts of letters or dashes.
const SHORTEST: f64 = 1.5;
/// Nobody reads letters this small, in points.
const SMALLEST: f64 = 1.0;
/// A line may lean this many points from end to end.
const LEAN: f64 = 0.6;

/// Runs one page. A page whose text lies on its side is turned until it stands.
pub(super) fn read<'a>(
    page: &SyntaxPage<'a>,
    number: u32,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    room: Room,
) -> Page {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let initial = page.initial_transform(true).to_kurbo();
    let (upright, turns) = run(page, number, cache, settings, room, (initial, width, height));
    let standing = u32::try_from(upright.glyphs.len()).unwrap_or(u32::MAX);
    if turns.climbing.max(turns.falling) / 4 <= standing {
        return upright;
    }
    let turn = if turns.climbing > turns.falling {
        Affine::new([0.0, 1.0, -1.0, 0.0, height, 0.0])
    } else {
        Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, width])
    };
    run(page, number, cache, settings, room, (turn * initial, height, width)).0
}

/// How many characters run upwards and downwards.
#[derive(Clone, Copy, Debug, Default)]
struct Turns {
    climbing: u32,
    falling: u32,
}

fn run<'a>(
    page: &SyntaxPage<'a>,
    number: u32,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    room: Room,
    (initial, width, height): (Affine, f64, f64),
) -> (Page, Turns) {
    let bounds = Rect::new(0.0, 0.0, width, height);
    let mut context = Context::new(initial, bounds, cache, page.xref(), settings.clone());
    let mut collector = Collector {
        page: Page { number, width: hundredths(width), height: hundredths(height), ..Page::default() },
        bounds,
        room,
        previous: None,
        covered: 0.0,
        turns: Turns::default(),
        clips: Vec::new(),
    };
    interpret_page(page, &mut context, &mut collector);
    let share = 100.0 * collector.covered / (width * height).max(1.0);
    collector.page.pictures = u32::try_from(hundredths(share / 100.0)).unwrap_or(0);
    (collector.page, collector.turns)
}

/// How much may still be kept of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) characters: u64,
    pub(super) lines: u64,
}

impl Room {
    /// What is left after a page; a page keeps one more than it may when there is too much of it.
    pub(super) fn without(self, page: &Page, limits: &Limits) -> Result<Self, ReadError> {
        let characters = (page.glyphs.len() + page.unseen.len()) as u64;
        let lines = (page.horizontal.len() + page.vertical.len()) as u64;
        let too_many = |what, limit| ReadError::TooLarge { what, limit };
        Ok(Self {
            characters: self
                .characters
                .checked_sub(characters)
                .ok_or_else(|| too_many(Measure::Characters, limits.pdf_characters))?,
            lines: self.lines.checked_sub(lines).ok_or_else(|| too_many(Measure::Lines, limits.pdf_lines))?,
        })
    }
}

struct Collector {
    page: Page,
    bounds: Rect,
    room: Room,
    /// The character before this one, when its font does not tell how wide it is.
    previous: Option<Unmeasured>,
    covered: f64,
    turns: Turns,
    /// What is drawn outside of the last of these is not seen.
    clips: Vec<Rect>,
}

#[derive(Clone, Copy)]
struct Unmeasured {
    index: usize,
    is_seen: bool,
}

#[expect(clippy::cast_possible_truncation, reason = "the value is clamped to what fits; a NaN becomes 0")]
fn hundredths(points: f64) -> Length {
    (points * 100.0).round().clamp(-FARTHEST, FARTHEST) as Length
}

impl Collector {
    /// The part of the page that can be drawn on.
    fn seen(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.bounds)
    }

    fn is_full(&self) -> bool {
        (self.page.glyphs.len() + self.page.unseen.len()) as u64 > self.room.characters
            || (self.page.horizontal.len() + self.page.vertical.len()) as u64 > self.room.lines
    }

    fn glyph(&mut self, text: &str, advance: Option<f64>, place: Affine, is_seen: bool) {
        let origin = place * Point::ZERO;
        let along = place * Point::new(1000.0, 0.0) - origin;
        let up = place * Point::new(0.0, 1000.0) - origin;
        let shown = self.seen().inflate(1.0, 1.0);
        let is_shown = shown.contains(origin) || shown.contains(place * Point::new(400.0, 400.0));
        if !is_shown || self.is_full() {
            return;
        }
        // Upright text runs to the right and stands up; italics lean.
        if along.x <= 0.0 || along.y.abs() > 0.1 * along.x || up.y >= 0.0 || up.x.abs() > up.y.abs() {
            if !text.trim().is_empty() {
                self.page.turned += 1;
                self.turns.climbing += u32::from(along.y < 0.0 && along.x.abs() < -along.y);
                self.turns.falling += u32::from(along.y > 0.0 && along.x.abs() < along.y);
            }
            return;
        }
        self.measure_previous(origin);
        let size = -up.y;
        if size < SMALLEST {
            return;
        }
        let count = text.chars().count().max(1);
        let width = advance.map_or_else(|| default_width(text) * along.x, |width| width / 1000.0 * along.x);
        let step = width / f64::from(u32::try_from(count).unwrap_or(1));
        let into = if is_seen { &mut self.page.glyphs } else { &mut self.page.unseen };
        let mut left = origin.x;
        for character in text.chars() {
            let right = left + step;
            into.push(Glyph {
                character: radicals::repaired(character),
                left: hundredths(left),
                right: hundredths(right),
                baseline: hundredths(origin.y),
                size: hundredths(size),
            });
            left = right;
        }
        self.previous = (advance.is_none() && count == 1).then(|| Unmeasured { index: into.len() - 1, is_seen });
    }

    /// The next character on the line begins where an unmeasured one ends.
    fn measure_previous(&mut self, origin: Point) {
        let Some(Unmeasured { index, is_seen }) = self.previous.take() else { return };
        let into = if is_seen { &mut self.page.glyphs } else { &mut self.page.unseen };
        let Some(glyph) = into.get_mut(index) else { return };
        let next = hundredths(origin.x);
        if hundredths(origin.y) == glyph.baseline && next > glyph.left && next < glyph.left + glyph.size * 5 / 4 {
            glyph.right = next;
        }
    }

    fn line(&mut self, from: Point, to: Point) {
        let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        if self.is_full() || dx.max(dy) < SHORTEST || dx.min(dy) > LEAN {
            return;
        }
        let shown = self.seen().inflate(1.0, 1.0);
        let line = Rect::from_points(from, to);
        if line.x0 > shown.x1 || line.x1 < shown.x0 || line.y0 > shown.y1 || line.y1 < shown.y0 {
            return;
        }
        let clamp = |point: Point| Point::new(point.x.max(shown.x0).min(shown.x1), point.y.max(shown.y0).min(shown.y1));
        let (from, to) = (clamp(from), clamp(to));
        if dx > dy {
            let rule = Rule {
                at: hundredths(from.y.midpoint(to.y)),
                from: hundredths(from.x.min(to.x)),
                to: hundredths(from.x.max(to.x)),
            };
            self.page.horizontal.push(rule);
        } else {
            let rule = Rule {
                at: hundredths(from.x.midpoint(to.x)),
                from: hundredths(from.y.min(to.y)),
                to: hundredths(from.y.max(to.y)),
            };
            self.page.vertical.push(rule);
        }
    }

    /// A thin filled shape is a line; anything else is decoration.
    fn filled(&mut self, area: Rect) {
        let (width, height) = (area.width(), area.height());
        if height <= THICKEST && width > 2.0 * height {
            let y = area.y0.midpoint(area.y1);
            self.line(Point::new(area.x0, y), Point::new(area.x1, y));
        } else if width <= THICKEST && height > 2.0 * width {
            let x = area.x0.midpoint(area.x1);
            self.line(Point::new(x, area.y0), Point::new(x, area.y1));
        }
    }

    fn path(&mut self, path: &BezPath, transform: Affine, is_stroke: bool) {
        let mut start = Point::ZERO;
        let mut last = Point::ZERO;
        let mut bounds: Option<Rect> = None;
        let mut is_curved = false;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(point) => {
                    self.end_shape(&mut bounds, &mut is_curved, is_stroke);
                    start = transform * point;
                    last = start;
                }
                PathEl::LineTo(point) => {
                    let point = transform * point;
                    bounds = Some(grown(bounds, last, point));
                    if is_stroke {
                        self.line(last, point);
                    }
                    last = point;
                }
                PathEl::ClosePath => {
                    if is_stroke {
                        self.line(last, start);
                    }
                    last = start;
                }
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                    is_curved = true;
                    last = transform * point;
                }
            }
        }
        self.end_shape(&mut bounds, &mut is_curved, is_stroke);
    }

    fn end_shape(&mut self, bounds: &mut Option<Rect>, is_curved: &mut bool, is_stroke: bool) {
        let curved = std::mem::take(is_curved);
        if curved {
            self.page.shapes = self.page.shapes.saturating_add(1);
        }
        if let Some(area) = bounds.take()
            && !is_stroke
            && !curved
        {
            self.filled(area);
        }
    }
}

/// How wide a character is that does not tell, in parts of its height: Chinese fills a square.
fn default_width(text: &str) -> f64 {
    if text.is_ascii() { 0.5 } else { 1.0 }
}

fn grown(bounds: Option<Rect>, from: Point, to: Point) -> Rect {
    let step = Rect::from_points(from, to);
    bounds.map_or(step, |bounds| bounds.union(step))
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, transform: Affine, _: &Paint<'a>, mode: &PathDrawMode) {
        self.path(path, transform, matches!(mode, PathDrawMode::Stroke(_)));
    }

    fn draw_rect(&mut self, rect: &Rect, transform: Affine, _: &Paint<'a>, mode: &PathDrawMode) {
        self.path(&rect.to_path(0.1), transform, matches!(mode, PathDrawMode::Stroke(_)));
    }

    fn draw_glyph(
        &mut self,
        glyph: &DrawnGlyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        let advance = match glyph {
            DrawnGlyph::Outline(outline) => outline.advance_width().map(f64::from),
            DrawnGlyph::Type3(_) => None,
        };
        let is_seen = !matches!(mode, GlyphDrawMode::Invisible);
        let place = transform * glyph_transform;
        match glyph.as_unicode() {
            Some(BfString::Char(character)) => {
                self.glyph(character.encode_utf8(&mut [0; 4]), advance, place, is_seen);
            }
            Some(BfString::String(text)) => self.glyph(&text, advance, place, is_seen),
            None => self.glyph("\u{FFFD}", advance, place, is_seen),
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        let area = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = transform.transform_rect_bbox(area);
        self.covered += area.intersect(self.bounds).area();
        // Some programs draw the lines of a table as pictures one dot high.
        self.filled(area);
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clips.push(self.seen().intersect(clip.path.bounding_box()));
    }
    fn pop_clip_path(&mut self) {
        self.clips.pop();
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}
