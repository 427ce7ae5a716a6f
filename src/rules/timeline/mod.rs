//! Timelines: order, extent, zones.
pub mod milestone_order;
pub mod missing_time_zone;
pub mod out_of_order;
pub mod outside_window;
pub mod too_few_entries;
