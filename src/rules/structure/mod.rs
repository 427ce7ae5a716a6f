//! Sections that must be there, and say something.
pub mod empty_section;
pub mod missing_section;
