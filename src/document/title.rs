//! What a document calls itself.

use super::prose::trimmed;
use super::{Block, BlockKind, Document, Opening, Section, SectionId, Title};
use crate::span::{one_line, slice};

/// Longest first line, in characters, that is taken for a title.
const LONGEST: usize = 150;

/// The first heading, unless it is that of an ordinary section; else the title
/// field; else the first line. With it the section that the title opens.
pub(super) fn title_of(sections: &[Section], blocks: &[Block<'_>]) -> (Option<Title>, Option<SectionId>) {
    if let Some(section) = title_section(sections) {
        let heading = &sections[section.0];
        let title = Title { text: heading.name.clone(), span: heading.heading };
        return (Some(title), Some(section));
    }
    let block = blocks.iter().find(|block| is_title_field(block)).or_else(|| opening_line(sections, blocks));
    (block.map(first_line), None)
}

impl Document<'_> {
    /// Returns what the document is called where that is shown, on one line:
    /// the title of its front matter where no heading of the first level is
    /// one, and never a mere address.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        let title = self.title()?;
        let is_first_level =
            |section: &Section| section.heading == title.span && section.opening == Opening::Heading(1);
        if !self.sections().iter().any(is_first_level)
            && let Some(field) = self.blocks().iter().find(|block| is_title_field(block))
        {
            return Some(one_line(field.value())).filter(|name| !name.is_empty());
        }
        if !is_address(&title.text) {
            return Some(one_line(&title.text));
        }
        let below = self.blocks().iter().filter(|block| block.span.start >= title.span.end);
        let lines = below.flat_map(|block| block.text.text().lines()).map(str::trim);
        let line = lines.filter(|line| !line.is_empty() && !is_address(line)).map(one_line).next();
        line.filter(|line| line.chars().count() <= LONGEST).or_else(|| Some(one_line(&title.text)))
    }
}

fn is_address(line: &str) -> bool {
    let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
    line.contains("://") && !line.contains(char::is_whitespace)
}

fn title_section(sections: &[Section]) -> Option<SectionId> {
    let is_heading = |section: &&Section| matches!(section.opening, Opening::Heading(_));
    let first = sections.iter().position(|section| is_heading(&section))?;
    let heading = sections.get(first).filter(|section| !section.name.is_empty())?;
    let mut headings = sections.iter().filter(is_heading);
    let alone_on_its_level = headings.clone().filter(|other| other.opening == heading.opening).count() == 1;
    let others = headings.nth(1).is_some();
    let is_title = heading.roles.is_empty() || (alone_on_its_level && others);
    is_title.then_some(SectionId(first))
}

fn is_title_field(block: &Block<'_>) -> bool {
    let label = block.label.as_ref().filter(|_| block.kind == BlockKind::KeyValue);
    label.is_some_and(|label| label.name.eq_ignore_ascii_case("title"))
}

fn opening_line<'b, 'a>(sections: &[Section], blocks: &'b [Block<'a>]) -> Option<&'b Block<'a>> {
    let is_text = |block: &&Block<'_>| !block.text.is_blank() && block.kind != BlockKind::KeyValue;
    let first = blocks.iter().find(is_text)?;
    let short = first.text.text().chars().count() <= LONGEST;
    // A bold line at the top opens a section, as bold lines do.
    let bold = sections
        .get(first.section.0)
        .is_some_and(|section| section.opening == Opening::Line && section.roles.is_empty());
    ((first.section == SectionId(0) || bold) && short).then_some(first)
}

fn first_line(block: &Block<'_>) -> Title {
    let text = block.text.text();
    let end = text.find('\n').unwrap_or(text.len());
    let range = trimmed(text, 0..end);
    Title { text: slice(text, range.clone()).to_owned(), span: block.text.span(range) }
}
