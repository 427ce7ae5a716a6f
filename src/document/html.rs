//! HTML blocks, as far as reports use them: headings, lists, bold labels.

use super::comments::Comment;
use super::prose::{Prose, ProseBuilder};
use crate::span::{Span, slice};

/// A line of text out of an HTML block.
pub(super) struct HtmlBlock<'a> {
    pub(super) text: Prose<'a>,
    /// The level, where it is a heading.
    pub(super) heading: Option<u8>,
    pub(super) span: Span,
}

/// Whether an inline tag is `<br>` in one of its spellings.
pub(super) fn is_line_break(tag: &str) -> bool {
    let name = tag.trim_matches(['<', '>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

/// Whether what Markdown takes for a tag is a gap of a template that its
/// author was to fill: `<describe the impact>`, `<owner>`.
pub(super) fn is_placeholder(tag: &str) -> bool {
    const NAMES: [&str; 16] = [
        "author",
        "date",
        "description",
        "duration",
        "end-time",
        "name",
        "owner",
        "placeholder",
        "service",
        "severity",
        "start-time",
        "tbd",
        "team",
        "title",
        "todo",
        "type",
    ];
    const FIRST: [&str; 20] = [
        "action", "add", "brief", "briefly", "describe", "enter", "explain", "fill", "incident", "insert",
        "link", "list", "name", "provide", "short", "specify", "state", "team", "write", "your",
    ];
    let Some(inner) = tag.strip_prefix('<').and_then(|tag| tag.strip_suffix('>')) else {
        return false;
    };
    let inner = inner.to_lowercase();
    let mut words = inner.split_whitespace();
    let first = words.next().unwrap_or_default();
    let plain = !inner.contains(['=', '/', '"', '<']);
    let several = words.next().is_some();
    plain && if several { FIRST.contains(&first) } else { NAMES.contains(&first) }
}

/// The readable lines of an HTML block, and its comments. Scripts and styles
/// are left out; block tags and `<br>` end a line.
pub(super) fn blocks<'a>(source: &'a str, span: Span) -> (Vec<HtmlBlock<'a>>, Vec<Comment<'a>>) {
    let mut reader = HtmlReader {
        source,
        out: Vec::new(),
        comments: Vec::new(),
        open: None,
        heading: None,
        strong: None,
        close: None,
    };
    let mut at = span.start;
    while at < span.end {
        let rest = &source[at..span.end];
        let next = if let Some(tag) = rest.strip_prefix('<') {
            at + 1 + reader.markup(tag, at)
        } else {
            let len = rest.find(['<', '\n']).unwrap_or(rest.len());
            let len = if len == 0 { 1 } else { len };
            reader.text(&rest[..len], at);
            at + len
        };
        at = next.max(at + 1);
    }
    reader.end_line();
    (reader.out, reader.comments)
}

/// Bytes after which a `<` without its `>` is taken for text.
const LONGEST_TAG: usize = 4_096;

/// Where `</name` stands in `text`, or its length.
fn closing_tag(text: &str, name: &str) -> usize {
    let close = format!("</{name}");
    let is_close = |window: &[u8]| window.eq_ignore_ascii_case(close.as_bytes());
    text.as_bytes().windows(close.len()).position(is_close).unwrap_or(text.len())
}

struct HtmlReader<'a> {
    source: &'a str,
    out: Vec<HtmlBlock<'a>>,
    comments: Vec<Comment<'a>>,
    open: Option<(ProseBuilder<'a>, Span)>,
    heading: Option<u8>,
    strong: Option<usize>,
    /// The next `>` that is known, so that no text is searched twice for it.
    close: Option<usize>,
}

impl<'a> HtmlReader<'a> {
    fn text(&mut self, text: &str, at: usize) {
        let span = Span::new(at, at + text.len());
        if text == "\n" {
            if let Some((open, all)) = self.open.as_mut() {
                open.push_break(span, false);
                *all = all.cover(span);
            }
        } else if self.open.is_some() || !text.trim().is_empty() {
            let source = self.source;
            let (open, all) = self.open.get_or_insert_with(|| (ProseBuilder::new(source), span));
            open.push(text, span);
            *all = all.cover(span);
        }
    }

    /// Reads what follows a `<` at byte `at`; returns its length without the `<`.
    fn markup(&mut self, rest: &str, at: usize) -> usize {
        if rest.starts_with("!--") {
            let length = rest.find("-->").map_or(rest.len(), |end| end + 3);
            self.comments.extend(Comment::at(self.source, Span::new(at, at + 1 + length)));
            return length;
        }
        let Some(end) = self.tag_end(rest, at + 1) else {
            self.text("<", at);
            return 0;
        };
        let closing = rest.starts_with('/');
        let name: String = rest
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match name.as_str() {
            "script" | "style" if !closing => {
                return closing_tag(rest, &name);
            }
            "b" | "strong" if !closing => self.strong = Some(self.open_len()),
            "b" | "strong" => {
                if let (Some(from), Some((open, _))) = (self.strong.take(), self.open.as_mut()) {
                    open.mark_strong(from);
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_line();
                self.heading = name[1..].parse().ok().filter(|_| !closing);
            }
            "a" | "i" | "em" | "code" | "span" | "u" | "small" | "font" | "sub" | "sup" => {}
            "img" => self.text("\u{fffc}", at),
            _ if is_placeholder(slice(self.source, at..at + end + 2)) => {
                self.text(slice(self.source, at..at + end + 2), at);
            }
            _ => self.end_line(),
        }
        end + 1
    }

    /// How far the `>` of a tag is whose text begins at `at`; none where it is
    /// too far for one.
    fn tag_end(&mut self, rest: &str, at: usize) -> Option<usize> {
        let next = || at + rest.find('>').unwrap_or(rest.len());
        let close = self.close.filter(|close| *close >= at).unwrap_or_else(next);
        self.close = Some(close);
        let length = close - at;
        (length < rest.len().min(LONGEST_TAG)).then_some(length)
    }

    fn open_len(&self) -> usize {
        self.open.as_ref().map_or(0, |(open, _)| open.len())
    }

    fn end_line(&mut self) {
        if let Some((open, span)) = self.open.take() {
            let text = open.finish();
            if !text.is_blank() {
                self.out.push(HtmlBlock { text, heading: self.heading, span });
            }
        }
        self.strong = None;
    }
}
