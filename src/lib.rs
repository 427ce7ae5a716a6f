//! pmlint checks incident postmortems.

pub mod document;
pub mod engine;
pub mod facts;
pub mod finding;
pub mod incident;
pub mod rules;
pub mod span;
