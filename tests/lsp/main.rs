//! `pmlint lsp`: sessions in memory, and with the real binary.

mod answers;
mod client;
mod configuration;
mod places;
mod robust;
mod same;
mod session;
mod silencing;
