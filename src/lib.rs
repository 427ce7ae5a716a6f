//! pmlint checks incident postmortems.

pub mod document;
pub mod facts;
pub mod finding;
pub mod incident;
pub mod span;
