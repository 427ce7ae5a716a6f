//! Texts that nobody writes: each can be made as long as wanted, and is the
//! worst case of something. What lints them must take time in proportion to
//! their length.

use std::fmt::Write;

/// A shape: its name, and what makes it about so many bytes long.
pub type Shape = (&'static str, fn(usize) -> String);

/// A piece again and again.
fn repeat(piece: &str, bytes: usize) -> String {
    piece.repeat((bytes / piece.len()).max(1))
}

/// What `piece` gives for 0, 1, 2, … up to so many bytes.
fn numbered(bytes: usize, piece: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(bytes + 100);
    let mut n = 0;
    while text.len() < bytes {
        text.push_str(&piece(n));
        n += 1;
    }
    text
}

/// A report around what is made.
fn report(body: &str) -> String {
    format!(
        "# Postmortem: checkout down\n\n## Summary\n\nOn 18 January 2024, from 14:00 to 19:00 UTC checkout \
         failed for 1,200 customers. The outage lasted 5 hours.\n\n## Timeline (UTC)\n\n{body}\n\n\
         ## Root cause\n\nA missing index.\n"
    )
}

/// Lines, each nested one deeper than the one before, down to a depth.
fn deeper(bytes: usize, depth: usize, indent: &str, line: &str) -> String {
    numbered(bytes, |n| format!("{}{line}\n", indent.repeat(n % depth)))
}

macro_rules! repeated {
    ($($name:literal: $piece:expr),* $(,)?) => {
        [$(($name, (|bytes| repeat($piece, bytes)) as fn(usize) -> String)),*]
    };
}

/// One piece of text, again and again.
pub const REPEATED: [Shape; 79] = repeated! {
    // Markdown.
    "quotes in quotes": "> ",
    "brackets that open": "[",
    "brackets that open and close": "[]",
    "brackets in brackets": "[a](",
    "links that do not close": "[a](b",
    "links in angles": "[a](<b",
    "images that do not close": "![",
    "pictures in pictures": "![[]()",
    "backticks": "`",
    "backticks of many lengths": "`a``b```c````d",
    "fences": "```\n",
    "fences with spaces": "``` a\n~~~\n",
    "stars": "*",
    "stars around letters": "*a",
    "stars and lines": "*a_b**c__d",
    "bold that does not close": "**a ",
    "emphasis in pieces": "a**b",
    "strikes": "~~a",
    "quote marks": "\"",
    "curly quotes that open": "“a ",
    "single quote marks": "'a ",
    "headings": "# a\n",
    "headings of all levels": "# a\n## b\n### c\n#### d\n##### e\n###### f\n",
    "underlined headings": "a\n=\nb\n-\n",
    "items": "- a\n",
    "items in items": "- ",
    "numbered items in items": "1. ",
    "items and quotes": "> - ",
    "tables of one column": "|a|\n|-|\n",
    "pipes": "|",
    "pipes in rows": "a|b\n",
    "tables without end": "|-|-|-|-|\n",
    "rules": "---\n",
    "pluses": "+++\n",
    "entities": "&amp;",
    "entities without end": "&amp",
    "escapes": "\\",
    "comments that open": "<!--",
    "comments": "<!-- a -->\n",
    "tags that open": "<b>",
    "tags that do not close": "<b ",
    "tables of HTML": "<table><tr><td>",
    "declarations": "<!A ",
    "instructions": "<?",
    "sections of characters": "<![CDATA[",
    "addresses": "<a@b>",
    "definitions": "[a]: b\n",
    "footnotes": "[^a]: b\n",
    "footnotes in the text": "[^a]",
    // Times.
    "minutes": "00:",
    "hours and": "1h ",
    "claims": "The outage lasted 90 minutes, from 14:00 to 15:30 UTC; 40 % of users saw 502 errors. ",
    "items with hours": "- 12:",
    "years and months": "2024-01-",
    "dates": "2024-01-18 ",
    "times": "14:00 ",
    "times and ranges": "14:00 - ",
    "moments": "2024-01-18T14:00:00Z ",
    "days": "Monday, 18 January 2024, ",
    "durations": "3 hours and 20 minutes, ",
    "shares": "5 % of ",
    "of": "3 of 5 of ",
    "figures": "9",
    "figures and commas": "1,",
    "dots": "1.2.",
    "plus and minus": "+01:00 -",
    "zones": "UTC CET ",
    "windows": "from 14:00 to 15:00 UTC ",
    "words that deny": "not no customers were not affected ",
    // Characters.
    "letters": "a",
    "words": "the service was down for customers ",
    "spaces": " ",
    "tabs": "\t",
    "empty lines": "\n",
    "lone carriage returns": "a\r",
    "line separators": "14:00 a\u{2028}",
    "marks of direction": "\u{202e}14:00\u{2066}",
    "wide figures": "１４：００ ",
    "accents": "e\u{301}\u{301}",
};

/// Further shapes, each in its own way.
pub const MADE: [Shape; 52] = [
    ("angles in HTML", |n| format!("<div>{}", repeat("<", n))),
    ("comments that open in HTML", |n| format!("<div>\n{}", repeat("<!-- a ", n))),
    ("scripts that open", |n| repeat("<script> a\n", n)),
    ("cells with breaks", |n| format!("|a|\n|-|\n|{}|\n", repeat("14:00 b<br>", n))),
    ("words behind a link", |n| format!("{}\n\n[a]: b", repeat("[a] 14:00 ", n))),
    ("front matter", |n| format!("---\n{}---\n", numbered(n, |i| format!("key{i}: value\n")))),
    ("NUL", |n| repeat("14:00 \0", n)),
    ("no spaces of no width", |n| repeat("14\u{200b}:00\u{feff} ", n)),
    ("broken characters", |n| repeat("14:00 \u{fffd}", n)),
    ("people", |n| repeat("👩‍🚒", n)),
    ("lists that go deeper", |n| deeper(n, 1_000, " ", "- a")),
    ("quotes that go deeper", |n| deeper(n, 200, ">", "a")),
    ("sections that go deeper", |n| {
        numbered(n, |i| format!("{} Section {i}\n\na\n\n", "#".repeat(i % 6 + 1)))
    }),
    ("a wide table", |n| {
        let columns = n / 6;
        format!("{}|\n{}|\n{}|\n", "|a".repeat(columns), "|-".repeat(columns), "|b".repeat(columns))
    }),
    ("a wide table of times", |n| {
        let columns = n / 11;
        format!("{}|\n{}|\n{}|\n", "|Time".repeat(columns), "|-".repeat(columns), "|9:05".repeat(columns))
    }),
    ("a long table", |n| format!("|a|b|\n|-|-|\n{}", repeat("|c|d|\n", n))),
    ("a table whose rows are short", |n| {
        let columns = 1_000.min(n / 4);
        format!("{}|\n{}|\n{}", "|a".repeat(columns), "|-".repeat(columns), repeat("|b|\n", n))
    }),
    ("many definitions", |n| numbered(n, |i| format!("[r{i}]: https://x.example/{i}\n"))),
    ("many references", |n| numbered(n, |i| format!("[r{i}]: /{i}\n[r{i}] "))),
    ("references to nothing", |n| numbered(n, |i| format!("[r{i}] "))),
    ("many footnotes", |n| numbered(n, |i| format!("a[^{i}]\n\n[^{i}]: b\n\n"))),
    ("many sections", |n| numbered(n, |i| format!("## Section {i}\n\nWords.\n\n"))),
    ("many sections of one name", |n| repeat("## Timeline\n\n- 14:00 Alert.\n\n", n)),
    ("many roles", |n| {
        repeat("## Impact\n\na\n\n## Timeline\n\nb\n\n## Root cause\n\nc\n\n## Action items\n\n- d\n\n", n)
    }),
    ("empty sections", |n| numbered(n, |i| format!("## Impact of {i}\n\n"))),
    ("many labels", |n| numbered(n, |i| format!("- **Start {i}:** 14:00 UTC\n"))),
    ("labels of one name", |n| repeat("**Duration:** 3 hours\n\n", n)),
    ("fields that contradict", |n| {
        numbered(n, |i| format!("Start: 2024-01-18 {:02}:{:02} UTC\n\n", i / 60 % 24, i % 60))
    }),
    ("severities", |n| numbered(n, |i| format!("Severity: SEV-{}\n\n", i % 5))),
    ("windows that contradict", |n| {
        numbered(n, |i| {
            format!("The outage lasted from 14:{:02} to 19:00 UTC, {} hours.\n\n", i % 60, i % 9 + 1)
        })
    }),
    ("rows of a timeline", |n| {
        report(&numbered(n, |i| {
            format!("- {:02}:{:02} Somebody looked at the dashboards.\n", i / 60 % 24, i % 60)
        }))
    }),
    ("rows of a timeline with days", |n| {
        let day = |i: usize| format!("2024-{:02}-{:02}", i / 40_320 % 12 + 1, i / 1_440 % 28 + 1);
        report(&numbered(n, |i| {
            format!("- {} {:02}:{:02} UTC The queue grew.\n", day(i), i / 60 % 24, i % 60)
        }))
    }),
    ("rows of a timeline without times", |n| {
        report(&format!(
            "- 14:05 An alert fired.\n- 14:10 It is looked at.\n{}",
            repeat("- Something happened.\n", n)
        ))
    }),
    ("rows of a timeline backwards", |n| {
        report(&numbered(n, |i| {
            let left = 1_439 - i % 1_440;
            format!("- 2024-01-18 {:02}:{:02} UTC The queue grew.\n", left / 60, left % 60)
        }))
    }),
    ("rows of a timeline in a table", |n| {
        let rows = numbered(n, |i| format!("| {:02}:{:02} | The queue grew. |\n", i / 60 % 24, i % 60));
        report(&format!("| Time | Event |\n|---|---|\n{rows}"))
    }),
    ("rows with milestones", |n| {
        report(&numbered(n, |i| {
            format!("- {:02}:{:02} Service restored. Alert fired. Detected.\n", i / 60 % 24, i % 60)
        }))
    }),
    ("actions", |n| {
        let action = |i: usize| {
            format!("- [ ] Improve the monitoring of {i} (owner: Ana, due 2023-01-{:02})\n", i % 28 + 1)
        };
        report(&format!("a\n\n## Action items\n\n{}", numbered(n, action)))
    }),
    ("actions of one wording", |n| {
        report(&format!("a\n\n## Action items\n\n{}", repeat("- Be more careful\n", n)))
    }),
    ("a vague word", |n| repeat("The cause was human error. ", n)),
    ("vague words in items", |n| repeat("- It was human error by Bob.\n", n)),
    ("addresses of people", |n| {
        numbered(n, |i| format!("Write to p{i}@mail.example, 10.0.{}.{}.\n", i / 256 % 256, i % 256))
    }),
    ("links with other words", |n| {
        numbered(n, |i| format!("[#{i}](https://git.example/x/y/pull/{})\n", i + 1))
    }),
    ("weekdays that are wrong", |n| repeat("It began on Friday, March 5, 2024.\n\n", n)),
    ("times that are none", |n| repeat("- 25:10 Alert\n- 14:61 Alert\n", n)),
    ("shares that are none", |n| repeat("Of 5 nodes 7 of 5 failed, 120 % of all, 60 % and 70 %.\n\n", n)),
    ("comments to the linter", |n| {
        numbered(n, |i| format!("<!-- pmlint-disable-line language/x{i} -->\n\n"))
    }),
    ("comments that pair", |n| {
        repeat("<!-- pmlint-disable language -->\n\na\n\n<!-- pmlint-enable language -->\n\n", n)
    }),
    ("comments that open and stay", |n| repeat("<!-- pmlint-disable language -->\n\na\n\n", n)),
    ("one comment of many names", |n| {
        format!("<!-- pmlint-disable-file {} -->\n", numbered(n, |i| format!("language/x{i} ")))
    }),
    ("pasted bullets", |n| repeat("•\ta\n◦\tb\n", n)),
    ("marks to close", |n| repeat("**Impact: **forty\n\n", n)),
    ("versions and numbers", |n| {
        let mut text = String::new();
        let mut i = 0_usize;
        while text.len() < n {
            let _ = write!(
                text,
                "Version {i}.{}.1 of INC-{i} failed on node-{i}; {i},000 customers saw HTTP 5{:02}. ",
                i + 1,
                i % 100
            );
            i += 1;
        }
        text
    }),
];

/// All of them.
pub fn all() -> impl Iterator<Item = Shape> {
    REPEATED.into_iter().chain(MADE)
}
