//! pmlint checks incident postmortems.

pub mod document;
pub mod finding;
pub mod span;
