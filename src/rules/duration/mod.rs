//! Stated lengths of time against the timestamps.
pub mod reversed_window;
pub mod timeline_mismatch;
pub mod window_mismatch;
