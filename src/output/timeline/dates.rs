//! Where the dates above an axis stand: each at its mark, as few left out as
//! can be.

use crate::drawing::Mark;

/// How far from its mark a date may stand, in parts of the distance that two
/// dates keep.
const NEAR: f64 = 0.7;

/// A date that is asked for.
#[derive(Clone, Debug)]
struct Wish {
    x: f64,
    text: String,
    /// Nothing else says which day it is.
    needed: bool,
    /// The day begins here, or the axis goes on here behind a break.
    strong: bool,
}

/// The dates of marks, each with where it begins: between these ends, so far
/// apart, as wide as they are measured. The first may lose its place, the
/// others their year, before one is left out.
pub fn placed(
    marks: &[Mark],
    room: (f64, f64),
    apart: f64,
    measure: &dyn Fn(&str) -> f64,
) -> Vec<(f64, String)> {
    let wishes: Vec<Wish> = marks.iter().filter_map(wish).collect();
    let needed: Vec<Wish> = wishes.iter().filter(|wish| wish.needed).cloned().collect();
    let attempts = [wishes.clone(), short(&wishes, 1), needed.clone(), short(&needed, 1), short(&needed, 0)];
    let fitting = attempts.iter().find_map(|attempt| fitted(attempt, room, apart, measure));
    fitting.unwrap_or_else(|| some_of(&short(&needed, 0), room, apart, measure))
}

fn wish(mark: &Mark) -> Option<Wish> {
    let text = mark.date.clone().filter(|date| !date.is_empty())?;
    let strong = mark.midnight || mark.behind_break;
    Some(Wish { x: mark.x, text, needed: mark.new_day, strong })
}

/// The same, from the wish with this number on without a year.
fn short(wishes: &[Wish], from: usize) -> Vec<Wish> {
    let mut wishes = wishes.to_vec();
    for wish in wishes.iter_mut().skip(from) {
        if let Some((year, rest)) = wish.text.split_once('-')
            && year.len() == 4
        {
            wish.text = rest.to_owned();
        }
    }
    wishes
}

/// All of them, moved aside where they must be; none where one would not
/// touch its mark.
fn fitted(
    wishes: &[Wish],
    (low, high): (f64, f64),
    apart: f64,
    measure: &dyn Fn(&str) -> f64,
) -> Option<Vec<(f64, String)>> {
    let widths: Vec<f64> = wishes.iter().map(|wish| measure(&wish.text)).collect();
    let mut begins = vec![0.0; wishes.len()];
    let mut limit = high;
    for (i, (wish, width)) in wishes.iter().zip(&widths).enumerate().rev() {
        let begin = (wish.x - width / 2.0).max(low).min(limit - width);
        if let Some(place) = begins.get_mut(i) {
            *place = begin;
        }
        limit = begin - apart;
    }
    let mut free = low;
    let mut places = Vec::new();
    for ((wish, width), begin) in wishes.iter().zip(&widths).zip(begins) {
        let begin = begin.max(free);
        let touches = begin - apart * NEAR <= wish.x && wish.x <= begin + width + apart * NEAR;
        if !touches || begin + width > high {
            return None;
        }
        places.push((begin, wish.text.clone()));
        free = begin + width + apart;
    }
    Some(places)
}

/// As many as find room at their marks: first those where a day begins or the
/// axis goes on.
fn some_of(
    wishes: &[Wish],
    (low, high): (f64, f64),
    apart: f64,
    measure: &dyn Fn(&str) -> f64,
) -> Vec<(f64, String)> {
    let mut places: Vec<(f64, f64, String)> = Vec::new();
    for strong in [true, false] {
        for wish in wishes.iter().filter(|wish| wish.strong == strong) {
            let width = measure(&wish.text);
            let begin = (wish.x - width / 2.0).min(high - width).max(low);
            let end = begin + width;
            let is_free = |(from, to, _): &(f64, f64, String)| end + apart <= *from || to + apart <= begin;
            if places.iter().all(is_free) && end <= high {
                places.push((begin, end, wish.text.clone()));
            }
        }
    }
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    places.into_iter().map(|(begin, _, text)| (begin, text)).collect()
}

#[cfg(test)]
mod tests {
    use super::placed;
    use crate::drawing::Mark;

    fn mark(x: f64, date: &str, midnight: bool) -> Mark {
        let (date, time) = (Some(date.to_owned()), String::new());
        Mark { at: 0, x, time, date, midnight, new_day: true, behind_break: false }
    }

    fn texts(marks: &[Mark], room: f64) -> Vec<(f64, String)> {
        placed(marks, (0.0, room), 1.0, &|text| text.len() as f64)
    }

    #[test]
    fn the_first_makes_way_then_the_year_goes() {
        let far = [mark(6.0, "2024-10-15", false), mark(16.0, "2024-10-16", true)];
        assert_eq!(texts(&far, 40.0), [(0.0, "2024-10-15".to_owned()), (11.0, "2024-10-16".to_owned())]);
        let near = [mark(2.0, "2024-10-15", false), mark(12.0, "2024-10-16", true)];
        assert_eq!(texts(&near, 16.0), [(0.0, "2024-10-15".to_owned()), (11.0, "10-16".to_owned())]);
        let close = [mark(2.0, "2024-10-15", false), mark(6.0, "2024-10-16", true)];
        assert_eq!(texts(&close, 40.0), [(0.0, "10-15".to_owned()), (6.0, "10-16".to_owned())]);
    }

    #[test]
    fn midnight_comes_first_where_one_must_go() {
        let one_room = [mark(1.0, "2024-10-15", false), mark(3.0, "2024-10-16", true)];
        assert_eq!(texts(&one_room, 8.0), [(0.5, "10-16".to_owned())]);
    }
}
