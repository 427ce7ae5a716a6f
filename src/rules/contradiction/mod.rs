//! Two statements that cannot both be right.
<<<<<<< HEAD
mod affected;
pub mod affected_count;
pub mod affected_share;
pub mod customer_impact;
pub mod data_loss;
pub mod detection_source;
pub mod incident_status;
pub mod identifier;
pub mod incident_id;
pub mod link_text;
pub mod milestone_time;
pub mod recovery_mode;
pub mod root_cause;
pub mod missing_reference;
=======
pub mod region;
pub mod severity;
>>>>>>> 34b82a3 (Add severity and incident-id)
pub mod status_code;
pub mod status_reason;
pub mod version;
mod words;
