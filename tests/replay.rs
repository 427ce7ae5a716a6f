//! The inputs that fuzzing has found worth keeping, through the same functions:
//! `fuzz/corpus/TARGET/*`. A crash that was mended stays there for good.

#[path = "../fuzz/bodies.rs"]
mod bodies;

use std::fs;
use std::path::Path;

/// Runs a target over what is kept for it.
fn replay(name: &str) {
    let (_, run) = bodies::TARGETS.into_iter().find(|(target, _)| *target == name).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut inputs: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    inputs.sort();
    assert!(inputs.len() >= 10, "only {} inputs for {name}", inputs.len());
    for input in inputs {
        // Says where it went wrong, since what fails speaks of the input alone.
        let on_failure = OnFailure(input.display().to_string());
        run(&fs::read(&input).unwrap());
        drop(on_failure);
    }
}

struct OnFailure(String);

impl Drop for OnFailure {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the input is {}", self.0);
        }
    }
}

#[test]
fn lint() {
    replay("lint");
}

#[test]
fn facts() {
    replay("facts");
}

#[test]
fn fix() {
    replay("fix");
}

#[test]
fn suppress() {
    replay("suppress");
}

#[test]
fn config() {
    replay("config");
}

#[test]
fn output() {
    replay("output");
}

#[test]
fn lsp() {
    replay("lsp");
}
