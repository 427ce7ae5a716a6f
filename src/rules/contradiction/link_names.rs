//! What the words of a link and an address name: issues, tickets, commits,
//! releases, hosts. Read character by character.

use std::ops::Range;

/// The most digits of the number of an issue or a request.
const LONGEST_NUMBER: usize = 7;
/// The lengths of a commit's hash, in characters.
const HASH_LENGTHS: Range<usize> = 7..41;
/// Words before the number of an issue or a request.
const NUMBER_NOUNS: [&str; 7] = ["pr", "pull request", "issue", "mr", "merge request", "bug", "ticket"];
/// What the number of an issue or a request stands behind in an address of
/// GitHub, GitLab or Gitea.
const NUMBER_FOLDERS: [&str; 6] = ["issues", "pull", "pulls", "merge_requests", "discussions", "work_items"];
/// Hosts that lead elsewhere by design.
const REDIRECTS: [&str; 25] = [
    "bit.ly",
    "goo.gl",
    "git.io",
    "t.co",
    "tinyurl.com",
    "lnkd.in",
    "ow.ly",
    "is.gd",
    "aka.ms",
    "g.co",
    "youtu.be",
    "safelinks.protection.outlook.com",
    "urldefense.com",
    "urldefense.proofpoint.com",
    "slack-redir.net",
    "web.archive.org",
    "archive.org",
    "archive.is",
    "archive.ph",
    "archive.today",
    "localhost",
    "example.com",
    "example.org",
    "example.net",
    "example",
];

/// Returns where the words name a number with its mark, if they name nothing
/// else: `#3082`, `PR #3082`, `org/repo#3082`, `!12`, `#3082 (comment)`.
pub(super) fn marked_number(words: &str) -> Option<Range<usize>> {
    let comment = words.len().checked_sub("(comment)".len()).and_then(|at| words.split_at_checked(at));
    let comment = comment.filter(|(_, end)| end.eq_ignore_ascii_case("(comment)"));
    let words = comment.map_or(words, |(before, _)| before.trim_end());
    let mark = words.rfind(['#', '!'])?;
    let number = words.get(mark + 1..).filter(|number| is_number(number, 1..LONGEST_NUMBER + 1))?;
    let mut before: Vec<&str> = words.get(..mark)?.split_whitespace().collect();
    let in_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '/');
    let is_path = |text: &str| {
        let (first, rest) = text.split_once('/').unwrap_or_default();
        !first.is_empty() && !rest.is_empty() && text.chars().all(in_path)
    };
    before.pop_if(|last| is_path(last));
    let noun = before.join(" ").to_lowercase();
    (noun.is_empty() || NUMBER_NOUNS.contains(&noun.as_str())).then(|| mark..mark + 1 + number.len())
}

/// Returns the number of the issue or request that an address leads to, behind
/// the name of its folder: `pull` and `3082`.
pub(super) fn numbered(address: &str) -> Option<(&str, &str)> {
    let path = without_scheme(address)?.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').collect();
    let is_folder = |part: &str| NUMBER_FOLDERS.iter().any(|folder| part.eq_ignore_ascii_case(folder));
    // The host and at least one folder stand before it.
    parts.windows(2).skip(2).find_map(|pair| match pair {
        [folder, number] if is_folder(folder) && is_number(number, 1..LONGEST_NUMBER + 1) => {
            Some((*folder, *number))
        }
        _ => None,
    })
}

/// Returns the prefix and the number of a ticket's key: of `OPS-412`.
pub(super) fn key(text: &str) -> Option<(&str, &str)> {
    let (prefix, number) = text.split_once('-')?;
    let is_prefix = (2..13).contains(&prefix.len())
        && prefix.starts_with(|c: char| c.is_ascii_alphabetic())
        && prefix.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_prefix && is_number(number, 1..11)).then_some((prefix, number))
}

/// Returns the keys that are whole parts of an address.
pub(super) fn keys_in(address: &str) -> impl Iterator<Item = (&str, &str)> {
    address.split(['/', '=', '?', '#', '&']).filter_map(key)
}

/// Returns the year and the number of each name of a vulnerability:
/// `CVE-2024-1234`.
pub(super) fn cves(text: &str) -> Vec<(&str, &str)> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'));
    let of_part = |part| {
        let pieces: Vec<&str> = str::split(part, '-').collect();
        let cve = |piece: &[_]| match *piece {
            [name, year, number] if str::eq_ignore_ascii_case(name, "cve") => {
                (is_number(year, 4..5) && is_number(number, 4..8)).then_some((year, number))
            }
            _ => None,
        };
        pieces.windows(3).filter_map(cve).collect::<Vec<_>>()
    };
    parts.flat_map(of_part).collect()
}

/// Returns the year and the number of the vulnerability that a text is the name
/// of.
pub(super) fn cve(text: &str) -> Option<(&str, &str)> {
    cves(text).into_iter().find(|(year, number)| text.len() == "cve--".len() + year.len() + number.len())
}

/// Whether a text may be the hash of a commit: `4f2a9c1`.
pub(super) fn is_hash(text: &str) -> bool {
    HASH_LENGTHS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Returns the hash of the commit that an address leads to.
pub(super) fn commit(address: &str) -> Option<&str> {
    let parts: Vec<&str> = address.split(['/', '?', '#']).collect();
    let is_folder = |part: &str| ["commit", "commits"].iter().any(|folder| part.eq_ignore_ascii_case(folder));
    let mut pairs = parts.windows(2);
    pairs.find_map(|pair| match pair {
        // An ending follows: `4f2a9c1.patch`.
        [folder, hash] if is_folder(folder) => hash.split('.').next().filter(|hash| is_hash(hash)),
        _ => None,
    })
}

/// Returns the version that the words are: `1.4.2` of `v1.4.2` and of `Release
/// 1.4.2`.
pub(super) fn version(words: &str) -> Option<&str> {
    let mut parts = words.split_whitespace();
    let (first, second, None) = (parts.next()?, parts.next(), parts.next()) else { return None };
    let noun = ["version", "release"].iter().any(|noun| first.eq_ignore_ascii_case(noun));
    match second {
        Some(second) => number_of_version(second).filter(|_| noun),
        None => number_of_version(first),
    }
}

/// Returns the version of the release that an address leads to.
pub(super) fn tag(address: &str) -> Option<&str> {
    let (_, tag) = address.split_once("/releases/tag/")?;
    let tag = tag.strip_suffix('/').unwrap_or(tag);
    // The name of a package may stand before it: `shop-v1.4.2`, `@` and `/` too.
    let in_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let is_name =
        |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(in_name);
    let named = tag.rmatch_indices(['-', '@', '/']).find_map(|(at, _)| {
        let (name, rest) = (tag.get(..at)?, tag.get(at + 1..)?);
        number_of_version(rest).filter(|_| is_name(name))
    });
    named.or_else(|| number_of_version(tag))
}

/// `1.4.2-rc.1` of `v1.4.2-rc.1`.
fn number_of_version(text: &str) -> Option<&str> {
    let version = text.strip_prefix(['v', 'V']).unwrap_or(text);
    let end = version.find(['-', '+']).unwrap_or(version.len());
    let (numbers, suffix) = version.split_at_checked(end)?;
    let count = numbers.split('.').count();
    let in_suffix = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let is_suffix = suffix.is_empty() || suffix.len() > 1 && suffix.chars().skip(1).all(in_suffix);
    let is_version =
        (2..5).contains(&count) && numbers.split('.').all(|number| is_number(number, 1..usize::MAX));
    (is_version && is_suffix).then_some(version)
}

/// Returns the host of an address, in lower case and without `www.`.
pub(super) fn host(address: &str) -> Option<String> {
    host_of(without_scheme(address)?)
}

/// Returns the same of words that are an address, even one without its scheme.
pub(super) fn written_host(words: &str) -> Option<String> {
    let address = without_scheme(words).or_else(|| without(words, "www."))?;
    host_of(address).filter(|_| !words.contains(char::is_whitespace))
}

/// Whether a host leads elsewhere by design: it shortens, redirects, archives or
/// is an example.
pub(super) fn redirects(host: &str) -> bool {
    let mut rest = REDIRECTS.iter().filter_map(|known| host.strip_suffix(known));
    rest.any(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn host_of(address: &str) -> Option<String> {
    let authority = address.split(['/', '?', '#']).next()?;
    let host = authority.split_once('@').map_or(authority, |(_, host)| host);
    let end = |c: char| c == ':' || c == '…' || c.is_whitespace();
    let host = host.split(end).next().filter(|host| !host.is_empty())?.to_lowercase();
    Some(host.strip_prefix("www.").map(str::to_owned).unwrap_or(host))
}

fn without_scheme(address: &str) -> Option<&str> {
    without(address, "https://").or_else(|| without(address, "http://"))
}

/// What stands behind the beginning of a text, in upper or lower case.
fn without<'t>(text: &'t str, beginning: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(beginning.len())?;
    start.eq_ignore_ascii_case(beginning).then_some(rest)
}

/// Whether a text is digits, so many of them.
fn is_number(text: &str, lengths: Range<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
