//! Writes the documents that speed is measured with:
//! `generate FOLDER` makes `FOLDER/corpus` (2,000 files of 5 KB), `one.md`
//! (5 KB), `ten.md` (10 MB), `N-mb.md` (1 to 16 MB), `timeline-N.md`,
//! `sections-N.md` and `findings-N.md`.

#[path = "support/mod.rs"]
mod support;

use std::fs;
use std::io;
use std::path::PathBuf;

fn main() -> io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/speed".into()));
    fs::create_dir_all(folder.join("corpus"))?;
    for number in 0..2_000 {
        fs::write(folder.join(format!("corpus/{number:04}.md")), support::document(number, 5_000))?;
    }
    fs::write(folder.join("one.md"), support::document(1, 5_000))?;
    fs::write(folder.join("ten.md"), support::documents(10 << 20))?;
    for size in [1, 2, 4, 8, 16] {
        fs::write(folder.join(format!("{size}-mb.md")), support::documents(size << 20))?;
    }
    for count in [25_000, 50_000, 100_000] {
        fs::write(folder.join(format!("timeline-{count}.md")), support::timeline(count))?;
        fs::write(folder.join(format!("sections-{count}.md")), support::sections(count / 2))?;
        fs::write(folder.join(format!("findings-{count}.md")), support::findings(count / 2))?;
    }
    Ok(())
}
