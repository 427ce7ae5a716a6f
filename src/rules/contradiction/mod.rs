//! Two statements that cannot both be right.
<<<<<<< HEAD
mod affected;
pub mod affected_count;
pub mod affected_share;
pub mod customer_impact;
pub mod data_loss;
pub mod detection_source;
pub mod incident_status;
pub mod milestone_time;
pub mod recovery_mode;
pub mod root_cause;
=======
pub mod link_text;
pub mod milestone_time;
pub mod missing_reference;
>>>>>>> 6d39371 (Add status-reason, link-text and missing-reference)
pub mod status_code;
pub mod status_reason;
mod words;
