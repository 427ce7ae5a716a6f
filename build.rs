//! Makes ready what the program needs when it starts, so that it reads nothing
//! then: the phrases of `vocabulary/`.

#[path = "src/phrases/compile.rs"]
mod compile;
#[path = "src/phrases/language.rs"]
mod language;
#[path = "build/phrases.rs"]
mod phrases;
#[path = "src/phrases/table.rs"]
#[expect(dead_code, reason = "the program uses the rest")]
mod table;

use std::path::PathBuf;

fn main() {
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    if let Err(message) = phrases::write(&out) {
        println!("cargo::error={message}");
        std::process::exit(1);
    }
}
