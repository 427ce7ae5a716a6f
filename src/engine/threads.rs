//! The threads that documents, and the rules of one document, share.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::OnceLock;

/// The threads, started when they are first asked for; none where the system
/// gives none.
static THREADS: OnceLock<Option<ThreadPool>> = OnceLock::new();

/// Does a work on all threads, or alone where there are none, and where it is
/// part of a work that is on all threads already.
pub fn shared<T: Send>(on_all: impl FnOnce() -> T + Send, alone: impl FnOnce() -> T) -> T {
    if rayon::current_thread_index().is_some() {
        return alone();
    }
    match THREADS.get_or_init(|| ThreadPoolBuilder::new().build().ok()) {
        Some(threads) => threads.install(on_all),
        None => alone(),
    }
}
