//! Two statements that cannot both be right.
pub mod milestone_time;
pub mod status_code;
