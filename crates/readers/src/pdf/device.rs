//! The only place that meets the interpreter of page contents, and the only one where fractions of a point exist.
#![expect(
    clippy::disallowed_types,
    clippy::float_arithmetic,
    reason = "places on a page come as floats; they are whole hundredths of a point as soon as they leave this file, and no amount is read from one"
)]

use hayro_interpret::font::{Glyph as DrawnGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::page::Page as SyntaxPage;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};

use super::frame::Turn;
use super::page::{Glyph, Length, Page, Rule};
use super::radicals;
use super::vertical;
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

/// Runs one page.
pub(super) fn read<'a>(
    page: &SyntaxPage<'a>,
    number: u32,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    room: Room,
) -> Page {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let bounds = Rect::new(0.0, 0.0, width, height);
    let initial = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(initial, bounds, cache, page.xref(), settings.clone());
    let mut collector = Collector {
        page: Page { number, width: hundredths(width), height: hundredths(height), ..Page::default() },
        bounds,
        climbing: Affine::new([0.0, 1.0, -1.0, 0.0, height, 0.0]),
        falling: Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, width]),
        room,
        covered: 0.0,
        is_downwards: false,
        clips: Vec::new(),
    };
    interpret_page(page, &mut context, &mut collector);
    let share = 100.0 * collector.covered / (width * height).max(1.0);
    collector.page.pictures = u32::try_from(hundredths(share / 100.0)).unwrap_or(0);
    collector.page
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
        let characters = page.characters();
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
    /// To the frames in which text that runs upwards or downwards is upright.
    climbing: Affine,
    falling: Affine,
    room: Room,
    covered: f64,
    /// The font of the run is one for text written downwards.
    is_downwards: bool,
    /// What is drawn outside of the last of these is not seen.
    clips: Vec<Rect>,
}

/// Which list of characters one goes to.
#[derive(Clone, Copy)]
struct Kept {
    turn: Option<Turn>,
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
        self.page.characters() > self.room.characters
            || (self.page.horizontal.len() + self.page.vertical.len()) as u64 > self.room.lines
    }

    fn kept(&mut self, Kept { turn, is_seen }: Kept) -> &mut Vec<Glyph> {
        let text = match turn {
            None => &mut self.page.upright,
            Some(Turn::Climbing) => &mut self.page.climbing,
            Some(Turn::Falling) => &mut self.page.falling,
        };
        if is_seen { &mut text.seen } else { &mut text.unseen }
    }

    fn glyph(&mut self, text: &str, advance: Option<f64>, place: Affine, is_seen: bool) {
        let origin = place * Point::ZERO;
        let shown = self.seen().inflate(1.0, 1.0);
        let is_shown = shown.contains(origin) || shown.contains(place * Point::new(400.0, 400.0));
        if !is_shown || self.is_full() {
            return;
        }
        let along = place * Point::new(1000.0, 0.0) - origin;
        let turn = match (along.x, along.y) {
            (x, y) if y.abs() <= 0.1 * x => None,
            (x, y) if x.abs() <= -0.1 * y => Some(Turn::Climbing),
            (x, y) if x.abs() <= 0.1 * y => Some(Turn::Falling),
            _ => return self.slanted(text),
        };
        let place = match turn {
            None => place,
            Some(Turn::Climbing) => self.climbing * place,
            Some(Turn::Falling) => self.falling * place,
        };
        let origin = place * Point::ZERO;
        let along = place * Point::new(1000.0, 0.0) - origin;
        let up = place * Point::new(0.0, 1000.0) - origin;
        // Italics lean; mirrored text is no text.
        if up.y >= 0.0 || up.x.abs() > up.y.abs() {
            return self.slanted(text);
        }
        let is_lying = self.is_downwards && turn.is_none();
        let kept = Kept { turn: if is_lying { Some(Turn::Falling) } else { turn }, is_seen };
        let size = -up.y;
        if size < SMALLEST {
            return;
        }
        let text = radicals::spelled(text);
        let count = text.chars().count().max(1);
        let width = advance.map_or_else(|| default_width(&text) * along.x, |width| width / 1000.0 * along.x);
        let step = width / f64::from(u32::try_from(count).unwrap_or(1));
        let page_width = self.page.width;
        let into = self.kept(kept);
        let mut left = origin.x;
        for character in text.chars() {
            let right = left + step;
            let glyph = Glyph {
                character: radicals::repaired(character),
                left: hundredths(left),
                right: hundredths(right),
                baseline: hundredths(origin.y),
                size: hundredths(size),
            };
            into.push(if is_lying { vertical::lying(glyph, page_width) } else { glyph });
            left = right;
        }
    }

    fn slanted(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.page.slanted = self.page.slanted.saturating_add(1);
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

fn is_stroke(mode: &DrawMode) -> bool {
    matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..))
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.path(path, props.transform, is_stroke(mode));
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.path(&rect.to_path(0.1), props.transform, is_stroke(mode));
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let is_seen = !matches!(mode, DrawMode::Invisible);
        self.is_downwards = run.writing_mode() == WritingMode::Vertical;
        for glyph in run.glyphs() {
            let advance = match &**glyph {
                DrawnGlyph::Outline(outline) => outline.advance_width().map(f64::from),
                DrawnGlyph::Type3(drawn) => drawn.advance_width().map(f64::from),
            };
            let place = props.transform * glyph.transform();
            match glyph.as_unicode() {
                Some(BfString::Char(character)) => {
                    self.glyph(character.encode_utf8(&mut [0; 4]), advance, place, is_seen);
                }
                Some(BfString::String(text)) => self.glyph(&text, advance, place, is_seen),
                None => self.glyph("\u{FFFD}", advance, place, is_seen),
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let area = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(area);
        let on_page = area.intersect(self.bounds).area();
        let is_opaque = props.soft_mask.is_none() && matches!(image, Image::Raster(_));
        if is_opaque && on_page * 10.0 > self.bounds.area() * 9.0 {
            self.page.cover();
        }
        self.covered += on_page;
        // Some programs draw the lines of a table as pictures one dot high.
        self.filled(area);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clips.push(self.seen().intersect(clip.path.bounding_box()));
    }
    fn push_clip_rect(&mut self, rect: &Rect) {
        self.clips.push(self.seen().intersect(*rect));
    }
    fn pop_clip(&mut self) {
        self.clips.pop();
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_transparency_group(&mut self) {}
}
