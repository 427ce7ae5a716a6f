//! Makes ready what the program would otherwise read each time it starts: the
//! pages of the rules, the profiles, the names of sections, and the phrases of
//! `vocabulary/`. Each is written as Rust source into the folder that Cargo
//! names, and included by the module that uses it.

#[path = "build/code.rs"]
mod code;
#[path = "build/fault.rs"]
mod fault;
#[path = "build/headings.rs"]
mod headings;
#[path = "build/pages.rs"]
mod pages;
#[path = "build/profiles.rs"]
mod profiles;
#[path = "build/vocabulary.rs"]
mod vocabulary;

// What reads these files is the code that reads a team's own.
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "src/document"]
mod document {
    pub mod roles;
    pub use roles::Role;
}
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "src/finding.rs"]
mod finding;
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "src/phrases"]
mod phrases {
    pub mod compile;
    pub mod language;
    pub mod table;
    pub mod tree;
}
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "src/rules"]
mod rules {
    pub mod glob;
    pub mod lexical {
        pub mod table;
        pub(crate) use table::{Phrase, Table};
    }
    #[path = "../../build/matcher.rs"]
    pub mod matcher;
    pub mod page;
    pub mod params;
    pub mod profile;
    pub mod settings;
    pub mod value;
}
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "src/span.rs"]
mod span;

use fault::Fault;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Returns Rust source made from files below a folder, that of the manifest.
type Make = fn(&Path) -> Result<String, Vec<Fault>>;

/// The files that are written, and what makes each.
const FILES: [(&str, Make); 4] = [
    ("headings.rs", headings::make),
    ("pages.rs", pages::make),
    ("phrases.rs", vocabulary::make),
    ("profiles.rs", profiles::make),
];

/// What is read.
const READ: [&str; 3] = ["src/document/headings.toml", pages::FOLDER, vocabulary::FOLDER];

fn main() -> ExitCode {
    let folder = |name| env::var_os(name).map(PathBuf::from).unwrap_or_default();
    let (root, out) = (folder("CARGO_MANIFEST_DIR"), folder("OUT_DIR"));
    for path in READ {
        println!("cargo::rerun-if-changed={path}");
    }
    let mut faults = Vec::new();
    for (file, make) in FILES {
        let written = make(&root).and_then(|source| {
            fs::write(out.join(file), source).map_err(|error| vec![Fault::of(file, error.to_string())])
        });
        faults.extend(written.err().into_iter().flatten());
    }
    for fault in &faults {
        println!("cargo::error={fault}");
    }
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
