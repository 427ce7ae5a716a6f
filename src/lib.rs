//! pmlint checks incident postmortems.

pub mod finding;
pub mod span;
