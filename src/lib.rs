//! pmlint checks incident postmortems.

pub mod cli;
pub mod config;
pub mod document;
pub mod drawing;
pub mod engine;
pub mod facts;
pub mod files;
pub mod finding;
pub mod fix;
pub mod incident;
pub mod lsp;
pub mod output;
pub mod rules;
pub mod span;
pub mod suppress;
