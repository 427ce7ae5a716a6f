//! Stated lengths of time against the timestamps.
mod arithmetic;
pub mod conflicting_durations;
mod offsets;
pub mod parts_of_whole;
pub mod phase_mismatch;
pub mod relative_mismatch;
pub mod reversed_window;
mod since;
pub mod timeline_mismatch;
pub mod window_mismatch;
