//! What stands for `src/rules/matcher.rs` while profiles are read: they hold no
//! pattern that must be compiled.

/// There is none.
#[derive(Clone, Debug)]
pub enum Matcher {}

impl Matcher {
    pub const fn new(_: &str) -> Option<Self> {
        None
    }

    pub const fn is_match(&self, _: &str) -> bool {
        match *self {}
    }
}
