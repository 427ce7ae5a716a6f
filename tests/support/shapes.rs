//! The fixtures in other shapes: with the line ends, marks and letters that
//! make positions go wrong.

use std::fs;
use std::path::Path;

/// A document of the fixtures, with line ends of one byte.
pub struct Fixture {
    /// The name of its file.
    pub name: String,
    pub text: String,
}

/// The documents in these folders of `fixtures`, by name.
pub fn fixtures(folders: &[&str]) -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let files = folders.iter().flat_map(|folder| fs::read_dir(root.join(folder)).unwrap());
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let read = |path: &std::path::PathBuf| Fixture {
        name: path.file_name().unwrap().to_str().unwrap().to_owned(),
        text: fs::read_to_string(path).unwrap().replace("\r\n", "\n"),
    };
    paths.iter().map(read).collect()
}

/// A way to write a text, by its name.
pub type Shape = (&'static str, fn(&str) -> String);

/// The ways.
pub const SHAPES: [Shape; 6] = [
    ("plain", str::to_owned),
    ("crlf", |text| text.replace('\n', "\r\n")),
    ("bom", |text| format!("\u{feff}{text}")),
    ("wide", |text| widened(text, "漢字")),
    ("emoji-and-tabs", |text| widened(text, "👩\u{200d}🚒\té").trim_end().to_owned()),
    ("all", |text| format!("\u{feff}{}", widened(text, "😀\t日本")).replace('\n', "\r\n")),
];

/// The text with a word before whatever stands in a heading, a row, an item or
/// a paragraph: every place of a finding comes to stand behind it.
fn widened(text: &str, word: &str) -> String {
    let mut out = String::new();
    let mut fenced = false;
    for (n, line) in text.split_inclusive('\n').enumerate() {
        let bare = line.trim();
        fenced ^= bare.starts_with("```") || bare == "+++" || (bare == "---" && (n == 0 || fenced));
        let at = mark_before(line);
        let plain =
            bare.is_empty() || fenced || bare.starts_with("<!--") || !bare.contains(char::is_alphanumeric);
        if plain {
            out.push_str(line);
        } else {
            out.push_str(&line[..at]);
            out.push_str(word);
            out.push(' ');
            out.push_str(&line[at..]);
        }
    }
    out
}

/// How long the marks are that say what kind of line this is.
fn mark_before(line: &str) -> usize {
    let rest = line.trim_start_matches([' ', '\t', '#', '-', '*', '|', '>', '•', '◦']);
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    match digits.strip_prefix(". ") {
        Some(after) if digits.len() < rest.len() => line.len() - after.len(),
        _ => line.len() - rest.len(),
    }
}
