//! Being told to stop, by Ctrl-C or by the system, while files are written.

use std::process;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

/// The exit status of a program that Ctrl-C has ended, as shells have it.
const STOPPED: i32 = 130;

/// Held by whoever writes a file; taken as a whole by what ends the program.
static WRITING: RwLock<()> = RwLock::new(());

/// From now on a signal to stop ends the program as soon as no file is being
/// written: nothing is left beside them.
pub fn stop_between_files() {
    // Where no handler can be set, the signal ends the program at once: each
    // file is old or new even then.
    let _ = ctrlc::set_handler(|| {
        let _none_is_written = WRITING.write();
        process::exit(STOPPED);
    });
}

/// Keeps the program from being stopped as long as it is held.
pub(super) fn writing() -> RwLockReadGuard<'static, ()> {
    WRITING.read().unwrap_or_else(PoisonError::into_inner)
}
