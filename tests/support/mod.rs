//! What the tests of the program share: documents, and the program in a folder
//! of its own.

// Each test file uses a part of this.
#![allow(dead_code)]

pub mod shapes;

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A postmortem whose timeline steps back once, on line 13.
pub const BACKWARDS: &str = "\
# Postmortem: checkout outage on 2024-01-18

## Summary

Customers could not check out for an hour.

## Timeline

- 2024-01-18 14:00 UTC Checkout requests begin to fail.
- 2024-01-18 14:05 UTC An alert fires.
- 2024-01-18 14:30 UTC The deployment is rolled back.
- 2024-01-18 14:35 UTC The rollback is complete.
- 2024-01-18 14:10 UTC The deployment is found.
- 2024-01-18 14:50 UTC The error rate falls.
- 2024-01-18 15:00 UTC Service is restored.

## Root cause

A deployment removed an index.
";

/// The same with its timeline in order.
pub fn in_order() -> String {
    BACKWARDS.replace("14:10", "14:40")
}

/// The rule that most of these tests run, alone, so that they do not depend on
/// what the others say.
pub const ORDER: [&str; 2] = ["--select", "timeline/out-of-order"];

/// The program, in a folder of its own.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// With these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let place = Self::new();
        for (name, text) in files {
            place.write(name, text.as_bytes());
        }
        place
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn pmlint(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("pmlint").unwrap();
        command.current_dir(self.path()).env_remove("NO_COLOR").args(arguments);
        command
    }

    /// `pmlint check` with the one rule.
    pub fn check(&self, arguments: &[&str]) -> Command {
        let mut command = self.pmlint(&["check"]);
        command.args(ORDER).args(arguments);
        command
    }
}

pub fn findings(command: &mut Command) -> Vec<Value> {
    let output = command.output().unwrap();
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    found.as_array().unwrap().clone()
}

pub fn paths(command: &mut Command) -> Vec<String> {
    findings(command).iter().map(|finding| finding["path"].as_str().unwrap().to_owned()).collect()
}
