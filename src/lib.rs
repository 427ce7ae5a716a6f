//! pmlint checks incident postmortems.
//!
//! Text flows one way: `document` reads sections and blocks from it, `text` and
//! `phrases` the words and what reports say with them, `facts`
//! the typed values in these (times, lengths, shares, counts), `incident` what
//! they add up to: window, milestones, timeline, durations, actions. The three
//! together are an [`Analysis`]. A [`RuleSet`] looks at one; each [`Finding`]
//! of a rule, stamped with the rule's name and severity, is a [`Diagnostic`],
//! and each place in it a [`Span`] of the text.
//!
//! ```
//! use pmlint::{Analysis, RuleSet, lint};
//!
//! let text = "\
//! # Checkout down
//!
//! The outage lasted 30 minutes, from 2024-03-14 09:12 to 09:58 UTC.
//! ";
//! let rules = RuleSet::default();
//! let analysis = Analysis::of(text, &rules.reading);
//! let window = &analysis.incident.windows[0];
//! assert_eq!(window.end_written, "09:58 UTC");
//!
//! let diagnostics = lint(text, &rules);
//! let found = diagnostics.iter().find(|found| found.rule == "duration/window-mismatch").unwrap();
//! assert_eq!(&text[found.finding.primary.span.range()], "30 minutes");
//! ```
//!
//! [`lint`] is pure and total: no input makes it panic, and the same text and
//! rules give the same answer everywhere. What touches the world stands around
//! it: `files` finds documents and their configurations, `cli` and `lsp` are
//! the doors. `tests/architecture.rs` holds the order.
//!
//! What is named here is what there is to use. The modules are public for the
//! program, its tests, benchmarks and fuzz targets, and change without notice.

pub mod analysis;
pub mod cli;
pub mod config;
pub mod document;
mod drawing;
pub mod facts;
pub mod files;
pub mod finding;
pub mod fix;
pub mod incident;
pub mod lsp;
pub mod output;
pub mod phrases;
pub mod rules;
pub mod span;
pub mod suppress;
pub mod text;
pub mod zones;

pub use analysis::{Analysis, lint, lint_file};
pub use finding::{Diagnostic, Finding};
pub use rules::RuleSet;
pub use span::Span;
