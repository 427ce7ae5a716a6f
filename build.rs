//! Makes ready what the program would otherwise read each time it starts: the
//! names of sections. Each is written as Rust source into the folder that Cargo
//! names, and included by the module that uses it.

#[path = "build/fault.rs"]
mod fault;
#[path = "build/headings.rs"]
mod headings;

// What reads the files is the code of the program.
#[allow(dead_code, reason = "the program uses the rest")]
#[path = "src/document"]
mod document {
    pub mod roles;
}

use fault::Fault;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Returns Rust source made from files below a folder, that of the manifest.
type Make = fn(&Path) -> Result<String, Vec<Fault>>;

/// The files that are written, and what makes each.
const FILES: [(&str, Make); 1] = [("headings.rs", headings::make)];

fn main() -> ExitCode {
    let folder = |name| env::var_os(name).map(PathBuf::from).unwrap_or_default();
    let (root, out) = (folder("CARGO_MANIFEST_DIR"), folder("OUT_DIR"));
    println!("cargo::rerun-if-changed=src/document/headings.toml");
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
