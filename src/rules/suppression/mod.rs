//! What is wrong with the comments that keep rules silent. These rules run
//! after all others, when it is known what was found where.

pub(super) mod missing_reason;
mod reason;
pub(super) mod unknown_directive;
pub(super) mod unknown_rule;
pub(super) mod unused;
