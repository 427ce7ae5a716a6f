//! Sections that must be there, and say something.
mod account;
pub mod duplicate_section;
pub mod empty_section;
mod fields;
mod heading_gaps;
mod headings;
pub mod missing_column;
pub mod missing_metadata;
pub mod missing_section;
pub mod missing_title;
pub mod pasted_bullets;
pub mod placeholder;
pub mod pseudo_heading;
pub mod section_order;
pub mod stray_emphasis;
pub mod unknown_heading;
pub mod unknown_value;
pub mod word_count;
