//! Timelines: order, extent, zones.
pub mod date_outlier;
pub mod entry_without_time;
pub mod long_gap;
pub mod milestone_order;
pub mod missing_date;
pub mod missing_milestone;
pub mod missing_time_zone;
pub mod out_of_order;
pub mod outside_window;
pub mod title_date;
pub mod too_few_entries;
