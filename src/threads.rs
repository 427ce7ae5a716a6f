//! The threads that documents share, and the parts of one document.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::OnceLock;

/// The threads, started when they are first asked for; none where the system
/// gives none, and for what is part of a work that is on all threads already.
fn idle() -> Option<&'static ThreadPool> {
    static THREADS: OnceLock<Option<ThreadPool>> = OnceLock::new();
    if rayon::current_thread_index().is_some() {
        return None;
    }
    THREADS.get_or_init(|| ThreadPoolBuilder::new().build().ok()).as_ref()
}

/// Does a work on all threads, or alone where none are idle.
pub fn shared<T: Send>(on_all: impl FnOnce() -> T + Send, alone: impl FnOnce() -> T) -> T {
    match idle() {
        Some(threads) => threads.install(on_all),
        None => alone(),
    }
}

/// Does two works, at the same time where threads are idle.
pub fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    match idle() {
        Some(threads) => threads.install(|| rayon::join(one, other)),
        None => (one(), other()),
    }
}
