//! `contradiction/identifier`.

use crate::document::Document;
use crate::facts::{Fact, Value};
use crate::finding::{Finding, Label};
use crate::phrases::attributes::WRONG_NAME;
use crate::rules::{Context, Params};
use crate::span::Span;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The shortest part of a name in which a slip is told from another word, in
/// characters.
const SHORTEST_PART: usize = 5;
/// The longest name that is compared, in bytes.
const LONGEST: usize = 64;
/// What the name of a cloud's region begins with.
const CONTINENTS: [&str; 13] = [
    "us",
    "eu",
    "ap",
    "ca",
    "sa",
    "me",
    "af",
    "asia",
    "europe",
    "australia",
    "northamerica",
    "southamerica",
    "africa",
];
/// What follows in it.
const DIRECTIONS: [&str; 5] = ["north", "south", "east", "west", "central"];
/// How many frequent names with the same letters missing are compared.
const NEIGHBOURS: usize = 4;

/// A name in lower case, and where it stands.
struct Named {
    written: String,
    places: Vec<Span>,
}

/// Reports a name that occurs once and nearly is a name that occurs often.
pub fn check(cx: &Context<'_>, params: &Params) -> Vec<Finding> {
    let names = names(cx);
    let often = params.count("often").max(2);
    let has_pair = names.values().any(|named| named.places.len() >= often);
    if !has_pair || knows_of_wrong_names(cx.document) {
        return Vec::new();
    }
    let frequent = names.iter().filter(|(_, named)| named.places.len() >= often);
    let mut neighbours: HashMap<u64, Vec<&str>> = HashMap::new();
    for (name, _) in frequent {
        for key in keys(name) {
            let known = neighbours.entry(key).or_default();
            if known.len() < NEIGHBOURS && !known.contains(&name.as_str()) {
                known.push(name);
            }
        }
    }
    let words = words_of(&names);
    let finding = |(name, named): (&String, &Named)| {
        let [place] = named.places.as_slice() else { return None };
        let candidates = keys(name).into_iter().filter_map(|key| neighbours.get(&key)).flatten();
        let mut twins: Vec<&str> = candidates.copied().filter(|other| is_slip(name, other, &words)).collect();
        twins.sort_unstable();
        twins.dedup();
        // A name between two others may be a third.
        let [twin] = twins.as_slice() else { return None };
        Some(finding(*place, named, names.get(*twin)?))
    };
    let mut findings: Vec<Finding> = names.iter().filter_map(finding).collect();
    findings.sort_by_key(|finding| finding.primary.span.start);
    findings
}

/// The names that the document uses, those in quotations and about other
/// incidents left out.
fn names(cx: &Context<'_>) -> BTreeMap<String, Named> {
    let mut names: BTreeMap<String, Named> = BTreeMap::new();
    for fact in cx.facts.all() {
        let Some(name) = name_of(cx.document, fact) else { continue };
        let named = names
            .entry(name.to_lowercase())
            .or_insert_with(|| Named { written: name.to_owned(), places: Vec::new() });
        named.places.push(fact.span);
    }
    names
}

fn name_of<'a>(document: &Document<'_>, fact: &'a Fact) -> Option<&'a str> {
    let Value::Identifier(name) = &fact.value else { return None };
    let block = document.block(fact.block);
    let usable = !fact.quoted && !document.is_aside(block) && name.len() <= LONGEST && name.is_ascii();
    usable.then_some(name.as_str())
}

/// Whether any sentence speaks of a name that is wrong, misspelt or new.
fn knows_of_wrong_names(document: &Document<'_>) -> bool {
    let places = document.saying(WRONG_NAME);
    document.blocks_at(&places).any(|(id, _)| WRONG_NAME.is_in(document.passage(id)))
}

/// What a name may be confused by: itself without its marks and zeros, and
/// with one letter left out. Each as a number: names of the same number are
/// compared.
fn keys(name: &str) -> Vec<u64> {
    let bytes = name.as_bytes();
    let without = |at: usize| {
        let (before, behind) = (bytes.get(..at), bytes.get(at + 1..));
        number_of(before.into_iter().chain(behind).flatten())
    };
    let whole = [number_of(bytes), number_of(b"=".iter().chain(folded(name).as_bytes()))];
    (0..bytes.len()).map(without).chain(whole).collect()
}

/// A number that few other texts have: FNV-1a.
fn number_of<'b>(bytes: impl IntoIterator<Item = &'b u8>) -> u64 {
    let add = |number: u64, byte: &u8| (number ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, add)
}

/// A name without what joins a word to its number, and without leading zeros:
/// `db-prod-01` and `db-prod1` are `db-prod1`.
fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut in_number = false;
    for c in name.chars() {
        let digit = c.is_ascii_digit();
        let joins = |out: &str| {
            let word = out.strip_suffix(['-', '_']);
            word.is_some_and(|word| word.ends_with(|c: char| c.is_ascii_alphabetic()))
        };
        if digit && !in_number && joins(&out) {
            out.pop();
        }
        // A zero that begins a number waits for the rest of it.
        if digit && in_number && out.ends_with('0') && !ends_in_longer_number(&out) {
            out.pop();
        }
        out.push(c);
        in_number = digit;
    }
    out
}

fn ends_in_longer_number(text: &str) -> bool {
    text.bytes().rev().take_while(u8::is_ascii_digit).count() > 1
}

/// All parts of all names, with how often they occur.
fn words_of(names: &BTreeMap<String, Named>) -> HashMap<&str, usize> {
    let mut words: HashMap<&str, usize> = HashMap::new();
    for (name, named) in names {
        for part in parts(name).into_iter().collect::<HashSet<_>>() {
            *words.entry(part).or_default() += named.places.len();
        }
    }
    words
}

fn parts(name: &str) -> Vec<&str> {
    name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect()
}

/// Whether `rare` is `known` with a slip of the pen.
fn is_slip(rare: &str, known: &str, words: &HashMap<&str, usize>) -> bool {
    if rare == known || is_cloud_region(rare) && is_cloud_region(known) {
        return false;
    }
    if folded(rare) == folded(known) {
        return rare.bytes().any(|b| b.is_ascii_digit());
    }
    let (a, b) = (parts(rare), parts(known));
    let marks = |name: &str| -> String { name.chars().filter(|c| !c.is_ascii_alphanumeric()).collect() };
    // A name of one part is any word; nobody can tell it from another.
    if a.len() < 2 || a.len() != b.len() || marks(rare) != marks(known) {
        return false;
    }
    let mut differing = a.iter().zip(&b).filter(|(x, y)| x != y);
    let (Some((x, y)), None) = (differing.next(), differing.next()) else { return false };
    let extension = rare.rsplit_once('.').is_some_and(|(_, end)| end == *x);
    let used_elsewhere = words.get(x).copied().unwrap_or_default() > 1;
    !extension && !used_elsewhere && is_misspelt(x, y)
}

/// `paymnet` for `payment`: one letter more, less or other, or two that changed
/// places, and not at the end, where words are inflected.
fn is_misspelt(a: &str, b: &str) -> bool {
    let letters = |word: &str| word.bytes().all(|c| c.is_ascii_alphabetic());
    if a.len().min(b.len()) < SHORTEST_PART || !letters(a) || !letters(b) {
        return false;
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    match (a, b) {
        // Two letters that changed places, at the end too.
        ([x, y, rest_a @ ..], [z, w, rest_b @ ..]) if x == w && y == z && rest_a == rest_b => x != y,
        ([_, rest_a @ ..], [_, rest_b @ ..]) if rest_a == rest_b => same > 0 && !rest_a.is_empty(),
        (long, [_, ..]) if long.get(1..) == Some(b) => same > 0,
        ([_, ..], long) if long.get(1..) == Some(a) => same > 0,
        _ => false,
    }
}

/// `us-east-1` of one provider and `us-east1` of another are two regions.
fn is_cloud_region(name: &str) -> bool {
    let place = name.split_once('-').filter(|(continent, _)| CONTINENTS.contains(continent));
    let behind = place.and_then(|(_, rest)| without_direction(rest.strip_prefix("gov-").unwrap_or(rest)));
    let Some(rest) = behind else { return false };
    // "northeast" is one of two.
    let rest = without_direction(rest).unwrap_or(rest);
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let zone = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.len() - zone.len();
    let zone = zone.strip_prefix('-').unwrap_or(zone);
    (1..=2).contains(&digits) && matches!(zone.as_bytes(), [] | [b'a'..=b'f'])
}

fn without_direction(name: &str) -> Option<&str> {
    DIRECTIONS.iter().find_map(|direction| name.strip_prefix(direction))
}

fn finding(place: Span, rare: &Named, known: &Named) -> Finding {
    let message =
        format!("`{}` is named once, `{}` {} times", rare.written, known.written, known.places.len());
    let finding = Finding::new(message, Label::new(place, "named nowhere else"));
    let finding = match known.places.first() {
        Some(first) => finding.with(*first, "first named here"),
        None => finding,
    };
    finding.help(format!("write `{}`, if that is meant", known.written))
}
