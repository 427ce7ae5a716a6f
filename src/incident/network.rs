//! One network of constraints over the points of the incident.
//!
//! Every stated instant, length and order says lo ≤ b − a ≤ hi of two points,
//! often in several readings of which one has to hold. Statements contradict
//! each other where no choice of readings leaves room for all of them; the
//! smallest such sets are reported. (Difference constraints: a set is
//! consistent exactly where its graph has no negative cycle.)

/// A point in time that statements speak of; 0 is the calendar's origin.
pub(super) type Point = usize;

/// The calendar's origin: an instant is a distance from it.
pub(super) const ORIGIN: Point = 0;

/// `low` ≤ `to` − `from` ≤ `high`, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Constraint {
    pub(super) from: Point,
    pub(super) to: Point,
    pub(super) low: Option<i64>,
    pub(super) high: Option<i64>,
}

impl Constraint {
    /// Both bounds.
    pub(super) const fn between(from: Point, to: Point, low: i64, high: i64) -> Self {
        Self { from, to, low: Some(low), high: Some(high) }
    }

    /// `to` lies at least `low` after `from`.
    pub(super) const fn at_least(from: Point, to: Point, low: i64) -> Self {
        Self { from, to, low: Some(low), high: None }
    }

    /// `to` lies at most `high` after `from`.
    pub(super) const fn at_most(from: Point, to: Point, high: i64) -> Self {
        Self { from, to, low: None, high: Some(high) }
    }
}

/// One reading of a statement: all of its constraints hold.
pub(super) type Reading = Vec<Constraint>;

/// Most combinations of readings that are tried for one set; a set with more
/// is left alone.
const MOST_COMBINATIONS: usize = 4_096;

/// The smallest sets of statements (by index, in order) that cannot all hold,
/// with what always holds. Each statement is a list of readings; `fixed` says
/// of each whether it sets points to times.
///
/// Sets of up to three are tried one by one: two times, or two times and a
/// length. A length that may run between several points is denied only by all
/// of them together; for it, a smallest set is cut out of the whole.
pub(super) fn conflicts(
    statements: &[Vec<Reading>],
    fixed: &[bool],
    always: &[Constraint],
) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    let count = statements.len();
    for a in 0..count {
        note(statements, always, vec![a], &mut found);
    }
    for a in 0..count {
        for b in a + 1..count {
            note(statements, always, vec![a, b], &mut found);
        }
    }
    for a in 0..count {
        for b in a + 1..count {
            for c in b + 1..count {
                note(statements, always, vec![a, b, c], &mut found);
            }
        }
    }
    let is_fixed = |index: &usize| fixed.get(*index).copied().unwrap_or(false);
    let settled = consistent(statements, always, (0..count).filter(is_fixed));
    for loose in (0..count).filter(|index| !is_fixed(index)) {
        if !found.iter().any(|set| set.contains(&loose)) {
            let mut set = settled.clone();
            set.push(loose);
            shrink(statements, always, loose, &mut set);
            set.sort_unstable();
            note(statements, always, set, &mut found);
        }
    }
    found
}

/// As many of these statements, in order, as can hold together.
fn consistent(
    statements: &[Vec<Reading>],
    always: &[Constraint],
    candidates: impl Iterator<Item = usize>,
) -> Vec<usize> {
    let mut set = Vec::new();
    for candidate in candidates {
        set.push(candidate);
        if !is_consistent(statements, always, &set) {
            set.pop();
        }
    }
    set
}

/// Takes statements out of a set as long as it stays in conflict; `keep` stays.
fn shrink(statements: &[Vec<Reading>], always: &[Constraint], keep: usize, set: &mut Vec<usize>) {
    for candidate in set.clone() {
        let without: Vec<usize> = set.iter().copied().filter(|index| *index != candidate).collect();
        if candidate != keep && !is_consistent(statements, always, &without) {
            *set = without;
        }
    }
}

/// Adds a set that conflicts, unless part of it does already.
fn note(statements: &[Vec<Reading>], always: &[Constraint], set: Vec<usize>, found: &mut Vec<Vec<usize>>) {
    let covered = found.iter().any(|known| known.iter().all(|index| set.contains(index)));
    if !covered && !is_consistent(statements, always, &set) {
        found.push(set);
    }
}

/// Whether some choice of readings satisfies all statements of a set.
fn is_consistent(statements: &[Vec<Reading>], always: &[Constraint], set: &[usize]) -> bool {
    let readings: Vec<&Vec<Reading>> = set.iter().filter_map(|index| statements.get(*index)).collect();
    let combinations = readings.iter().try_fold(1_usize, |product, list| product.checked_mul(list.len()));
    let Some(combinations) = combinations.filter(|n| *n <= MOST_COMBINATIONS) else { return true };
    (0..combinations).any(|mut choice| {
        let mut chosen: Vec<Constraint> = always.to_vec();
        for list in &readings {
            if let Some(reading) = list.get(choice % list.len().max(1)) {
                chosen.extend_from_slice(reading);
            }
            choice /= list.len().max(1);
        }
        has_room(&chosen)
    })
}

/// Whether points can be placed so that all constraints hold: no negative
/// cycle in the graph of their bounds (Bellman and Ford).
fn has_room(constraints: &[Constraint]) -> bool {
    let points = constraints.iter().map(|c| c.from.max(c.to)).max().map_or(0, |last| last + 1);
    let mut edges: Vec<(Point, Point, i64)> = Vec::with_capacity(constraints.len() * 2);
    for constraint in constraints {
        if let Some(high) = constraint.high {
            edges.push((constraint.from, constraint.to, high));
        }
        if let Some(low) = constraint.low {
            edges.push((constraint.to, constraint.from, low.saturating_neg()));
        }
    }
    let mut distance = vec![0_i64; points];
    for _ in 0..points {
        let mut changed = false;
        for (from, to, length) in &edges {
            let by_edge = distance[*from].saturating_add(*length);
            if by_edge < distance[*to] {
                distance[*to] = by_edge;
                changed = true;
            }
        }
        if !changed {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(point: Point, time: i64) -> Reading {
        vec![Constraint::between(ORIGIN, point, time, time)]
    }

    #[test]
    fn a_duration_that_fits_leaves_room() {
        let length = vec![vec![Constraint::between(1, 2, 50, 70)]];
        assert!(conflicts(&[vec![at(1, 0)], vec![at(2, 60)], length], &[true, true, false], &[]).is_empty());
    }

    #[test]
    fn a_duration_that_does_not_fit_names_all_three() {
        let length = vec![vec![Constraint::between(1, 2, 100, 120)]];
        assert_eq!(
            conflicts(&[vec![at(1, 0)], vec![at(2, 60)], length], &[true, true, false], &[]),
            [[0, 1, 2]]
        );
    }

    #[test]
    fn two_times_for_one_point_are_the_smallest_set() {
        let length = vec![vec![Constraint::between(1, 2, 50, 70)]];
        let statements = [vec![at(1, 0)], vec![at(1, 900)], vec![at(2, 60)], length];
        assert_eq!(conflicts(&statements, &[true; 4], &[])[0], [0, 1]);
    }

    #[test]
    fn a_length_with_two_pairs_is_denied_by_all_its_points() {
        let length = vec![vec![Constraint::between(1, 3, 5, 6)], vec![Constraint::between(2, 3, 5, 6)]];
        let statements = [vec![at(1, 0)], vec![at(2, 10)], vec![at(3, 60)], vec![at(4, 70)], length];
        let fixed = [true, true, true, true, false];
        assert_eq!(conflicts(&statements, &fixed, &[]), [[0, 1, 2, 4]]);
    }

    #[test]
    fn one_fitting_reading_is_enough() {
        let statements = [vec![at(1, 0), at(1, 86_400)], vec![at(1, 86_400)]];
        assert!(conflicts(&statements, &[true; 4], &[]).is_empty());
    }

    #[test]
    fn what_always_holds_takes_part_without_being_named() {
        let order = [Constraint::at_least(1, 2, 0)];
        assert_eq!(conflicts(&[vec![at(1, 100)], vec![at(2, 40)]], &[true, true], &order), [[0, 1]]);
    }
}
