//! What a weekday or a zone comes to on a day. Days are counted from
//! 1970-01-01, times are seconds of the local clock since then.

use super::value::{Date, DateForm, Weekday, Zone, ZoneMeaning};
use super::zone_names::abbreviation;
use crate::zones::Region;
use chrono::{DateTime, Datelike, NaiveDate};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The year that stands for "some year" where a document names none.
const SOME_YEAR: i32 = 2_000;

/// The days from that year to 2024, whose rules for summer time still hold.
const TO_MODERN: i64 = 8_766;

/// The weekday of a day.
#[must_use]
pub fn weekday_of(day: i64) -> Weekday {
    // 1970-01-01 was a Thursday.
    const WEEK: [Weekday; 7] =
        [Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun, Weekday::Mon, Weekday::Tue, Weekday::Wed];
    let place = usize::try_from(day.rem_euclid(7)).unwrap_or(0);
    WEEK.get(place).copied().unwrap_or(Weekday::Thu)
}

/// The weekday's name.
#[must_use]
pub const fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// The month's name, 1 to 12.
#[must_use]
pub const fn month_name(month: u8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

/// The year of a day.
#[must_use]
pub fn year_of(day: i64) -> Option<i32> {
    DateTime::from_timestamp(day * DAY, 0).map(|moment| moment.year())
}

/// A day for a message: `2024-03-05`, or `5 March` where the year is made up.
#[must_use]
pub fn spoken_day(day: i64) -> String {
    let Some(moment) = DateTime::from_timestamp(day * DAY, 0) else { return String::new() };
    if moment.year() == SOME_YEAR {
        let month = u8::try_from(moment.month()).unwrap_or(1);
        return format!("{} {}", moment.day(), month_name(month));
    }
    moment.format("%Y-%m-%d").to_string()
}

/// Whether the year of a day is known, not made up.
#[must_use]
pub fn has_year(day: i64) -> bool {
    year_of(day).is_some_and(|year| year != SOME_YEAR)
}

/// The days that a date can mean in a year: two where the order of day and
/// month is open.
#[must_use]
pub fn days_of(date: &Date, year: i32) -> Vec<i64> {
    let number = |month: u8, day: u8| {
        let date = NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))?;
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?;
        Some(i64::from(date.num_days_from_ce() - epoch.num_days_from_ce()))
    };
    let ambiguous = matches!(date.form, DateForm::Numeric { ambiguous: true, .. });
    let swapped = if ambiguous { number(date.day, date.month) } else { None };
    number(date.month, date.day).into_iter().chain(swapped).collect()
}

/// How an abbreviation that is bound to a season stands to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season {
    /// The offset that the abbreviation means, in minutes.
    pub literal: i32,
    /// The offset that is in force in its region that day.
    pub in_force: i32,
    /// It is the name of summer time.
    pub is_daylight: bool,
}

impl Zone {
    /// The season of an abbreviation such as `PST` on a day, where the clocks
    /// do not change in the days around it.
    #[must_use]
    pub fn season(&self, day: i64) -> Option<Season> {
        let ZoneMeaning::Seasonal(literal, region) = self.meaning else { return None };
        let offsets = around(region, day);
        let [in_force] = offsets.as_slice() else { return None };
        let other = of_both_seasons(region, day).into_iter().find(|offset| *offset != literal)?;
        Some(Season { literal, in_force: *in_force, is_daylight: literal > other })
    }

    /// All offsets, in minutes, that who writes this zone can mean: of a day,
    /// or of any day. Many write the standard abbreviation all year round, and
    /// some abbreviations are used in other parts of the world.
    #[must_use]
    pub fn all_offsets(&self, day: Option<i64>) -> Vec<i32> {
        let mut offsets = match self.meaning {
            ZoneMeaning::Offset(minutes) => vec![minutes],
            ZoneMeaning::Ambiguous(all) => all.to_vec(),
            ZoneMeaning::Region(region) => {
                day.map_or_else(|| of_both_seasons(region, 0), |day| around(region, day))
            }
            ZoneMeaning::Seasonal(literal, region) => {
                let others = match day {
                    Some(day) => around(region, day),
                    // Nobody writes PDT for Pacific Time in general.
                    None if of_both_seasons(region, 0).into_iter().any(|other| other < literal) => Vec::new(),
                    None => of_both_seasons(region, 0),
                };
                std::iter::once(literal).chain(others).collect()
            }
        };
        if !self.is_fixed_by_offset() {
            offsets.extend_from_slice(elsewhere(&self.name));
        }
        offsets.sort_unstable();
        offsets.dedup();
        offsets
    }

    /// The offset in minutes that a zone states against its own abbreviation:
    /// -420 of `PST (UTC-7)`, with what the abbreviation means.
    #[must_use]
    pub fn self_contradiction(&self) -> Option<(i32, i32)> {
        let ZoneMeaning::Offset(stated) = self.meaning else { return None };
        let (_, meaning) = abbreviation(&self.name.to_ascii_lowercase())?;
        let plain = Self { name: self.name.clone(), meaning };
        let ZoneMeaning::Seasonal(literal, _) = meaning else { return None };
        let known = literal == stated || elsewhere(&plain.name).contains(&stated);
        (!known).then_some((stated, literal))
    }

    /// Whether the offset is written with the name, or is all there is.
    fn is_fixed_by_offset(&self) -> bool {
        let abbreviated = abbreviation(&self.name.to_ascii_lowercase());
        matches!(self.meaning, ZoneMeaning::Offset(stated)
            if abbreviated.is_none_or(|(_, meaning)| meaning != ZoneMeaning::Offset(stated)))
    }

    /// From when to when the clocks of a region leap over a local time, in
    /// seconds since midnight; none where the time exists.
    #[must_use]
    pub fn gap_at(&self, local: i64) -> Option<(i64, i64)> {
        let ZoneMeaning::Region(region) = self.meaning else { return None };
        let exists =
            |local: i64| region.offset_at_local(local).is_none_or(|offset| offset.earliest().is_some());
        let step = |from: i64, by: i64| (1..=240).map(|n| from + by * n).find(|at| exists(*at));
        if exists(local) {
            return None;
        }
        let minute = local.div_euclid(60) * 60;
        let first = step(minute, -60)? + 60;
        let after = step(minute, 60)?;
        let midnight = local.div_euclid(DAY) * DAY;
        Some((first - midnight, after - midnight))
    }
}

/// Other offsets, in minutes, at which an abbreviation is used.
fn elsewhere(name: &str) -> &'static [i32] {
    match name {
        // Londoners say it in summer, too.
        "GMT" => &[60],
        // China, Cuba
        "CST" => &[480, -300],
        "EST" => &[600, 660],
        // Bangladesh
        "BST" => &[360],
        // Malaysia, Myanmar, Moscow
        "MST" => &[480, 390, 240],
        // The Philippines
        "PST" => &[480],
        "WAT" => &[0],
        "SST" => &[480],
        // Israel in summer, Moscow and Brazil in other years
        "IST" => &[180],
        "MSK" => &[240],
        "BRT" => &[-120],
        _ => &[],
    }
}

/// The offsets of a region on the days around a day: one, unless the clocks
/// change. Where the year is made up, they may change in another week.
fn around(region: &Region, day: i64) -> Vec<i32> {
    let (day, by) = if has_year(day) { (day, 1) } else { (day + TO_MODERN, 10) };
    let mut offsets: Vec<i32> =
        [-by, 0, by].into_iter().filter_map(|near| offset(region, day + near)).collect();
    offsets.sort_unstable();
    offsets.dedup();
    offsets
}

/// The offsets of a region in January and July of a day's year.
fn of_both_seasons(region: &Region, day: i64) -> Vec<i32> {
    let year = if day == 0 { 2_024 } else { year_of(day).unwrap_or(2_024) };
    let first =
        NaiveDate::from_ymd_opt(year, 1, 15).map_or(0, |date| i64::from(date.num_days_from_ce()) - 719_163);
    let mut offsets: Vec<i32> =
        [first, first + 181].into_iter().filter_map(|day| offset(region, day)).collect();
    offsets.dedup();
    offsets
}

/// The offset of a region at noon of a day, in minutes.
fn offset(region: &Region, day: i64) -> Option<i32> {
    region.offset_at_local(day * DAY + DAY / 2)?.earliest()
}
