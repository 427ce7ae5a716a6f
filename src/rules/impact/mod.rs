//! Whom an incident reached, and how many.
mod figures;
pub mod unquantified;
pub mod vague_quantifier;
