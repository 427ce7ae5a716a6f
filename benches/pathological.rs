//! What texts that nobody writes cost: each shape at one length and at twice
//! that, in seconds and as a ratio. A ratio near 2 is linear.
//!
//!     cargo bench --bench pathological                    # 1 and 2 MB
//!     cargo bench --bench pathological -- 4 timeline      # 4 and 8 MB, these shapes
//!     cargo bench --bench pathological -- 0.1 fix         # what all fixes cost
//!
//! What takes more than 2 s at 1 MB, or grows faster than its length, is marked.
//! Where the system tells how long the program was on a processor, that is
//! counted, and it is no matter what else the machine does.

#[path = "../tests/support/odd_texts.rs"]
mod odd_texts;

use pmlint::finding::Safety;
use pmlint::fix::fix;
use pmlint::lint;
use pmlint::output::{Format, Look, Report, render};
use pmlint::rules::RuleSet;
use std::sync::LazyLock;
use std::time::Instant;

/// The most seconds a million bytes may take.
const MOST: f64 = 2.0;
/// What is taken for linear: twice the length in so many times the time.
const LINEAR: f64 = 2.6;

/// Seconds that this program has worked, from some point on.
fn clock() -> f64 {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    worked.map_or_else(|| START.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// Seconds to lint a text and to print what is found, and how much is found.
fn cost(text: String, rules: &RuleSet) -> (f64, f64, usize) {
    let start = clock();
    let diagnostics = lint(&text, rules);
    let linted = clock() - start;
    let found = diagnostics.len();
    let start = clock();
    let reports = [Report { path: "a.md".to_owned(), text, diagnostics, fails_at: None, picture: None }];
    for format in [Format::Full, Format::Json] {
        std::hint::black_box(render(&reports, format, Look::PLAIN));
    }
    (linted, clock() - start, found)
}

/// Seconds to mend all that can be mended in a text, and how much is.
fn cost_of_fixes(text: &str, rules: &RuleSet) -> (f64, f64, usize) {
    let start = clock();
    let fixed = fix(text, Safety::Unsafe, |text| lint(text, rules));
    (clock() - start, 0.0, fixed.applied)
}

fn main() {
    let mut size = 1.0;
    let mut wanted = Vec::new();
    for argument in std::env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        match argument.parse() {
            Ok(number) => size = number,
            Err(_) => wanted.push(argument),
        }
    }
    let fixes = wanted.iter().position(|word| word == "fix").map(|at| wanted.remove(at)).is_some();
    let rules = RuleSet::default();
    // Patterns are compiled at their first use.
    for (_, shape) in odd_texts::all() {
        std::hint::black_box(lint(&shape(300), &rules));
    }
    let bytes = (size * 1e6) as usize;
    println!("{:36} {size:>7} MB {:>9} MB {:>6}  {:>9} printed", "lint, s", 2.0 * size, "ratio", "findings");
    for (name, shape) in odd_texts::all() {
        if !wanted.is_empty() && !wanted.iter().any(|part| name.contains(part.as_str())) {
            continue;
        }
        let cost =
            |bytes| if fixes { cost_of_fixes(&shape(bytes), &rules) } else { cost(shape(bytes), &rules) };
        let (once, printed_once, _) = cost(bytes);
        let (twice, printed, found) = cost(2 * bytes);
        let slow = !fixes && (once > MOST * size || printed_once > MOST * size);
        // What takes no time has no ratio.
        let steep = |once: f64, twice: f64| twice > 0.2 && twice > LINEAR * once;
        let mark = match (slow, steep(once, twice) || steep(printed_once, printed)) {
            (true, _) => "  !! slow",
            (_, true) => "  !! not linear",
            _ => "",
        };
        let ratio = twice / once.max(1e-9);
        println!("{name:36} {once:10.3} {twice:12.3} {ratio:6.2}  {found:9} {printed:7.3}{mark}");
    }
}
