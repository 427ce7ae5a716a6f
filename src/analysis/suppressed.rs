//! Drops what a document asks not to be told, and says which of its comments
//! are of use.

use crate::document::Document;
use crate::finding::{Diagnostic, Finding};
use crate::rules::{Check, Context, Params, RuleGlob, RuleSet, UnknownRule, catalogue};
use crate::span::Span;
use crate::suppress::{Directive, Kind, Name, Standing, Suppressions, Target};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The family of the rules about the comments themselves. Only a comment that
/// names it keeps it silent: one that suppresses everything cannot hide that
/// there is nothing to suppress.
const FAMILY: &str = "suppression";

/// How many unknown names of a document are told the nearest that exists, and
/// the longest of them in bytes: each is compared with all rules.
const HINTS: usize = 200;
const LONGEST: usize = 100;

/// Places, to ask whether one of them touches another.
#[derive(Clone, Debug, Default)]
struct Places {
    spans: Vec<Span>,
    /// The furthest end of the spans up to each one.
    ends: Vec<usize>,
}

impl FromIterator<Span> for Places {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        // A place without text still stands somewhere.
        let some = |span: Span| Span::new(span.start, span.end.max(span.start.saturating_add(1)));
        let mut spans: Vec<Span> = spans.into_iter().map(some).collect();
        spans.sort_unstable();
        let furthest = |end: &mut usize, span: &Span| {
            *end = span.end.max(*end);
            Some(*end)
        };
        let ends = spans.iter().scan(0, furthest).collect();
        Self { spans, ends }
    }
}

impl Places {
    fn touch(&self, span: Span) -> bool {
        let end = span.end.max(span.start.saturating_add(1));
        let before = self.spans.partition_point(|place| place.start < end);
        before.checked_sub(1).and_then(|last| self.ends.get(last)).is_some_and(|end| *end > span.start)
    }
}

/// The rules that each name stands for, by what is written.
struct Meanings<'r> {
    rules: BTreeSet<&'r str>,
    by_name: HashMap<String, BTreeSet<&'r str>>,
}

impl<'r> Meanings<'r> {
    fn of(suppressions: &Suppressions, rules: &'r RuleSet) -> Self {
        let built_in = catalogue().iter().map(|rule| rule.page.name.as_ref());
        let own = rules.off.iter().map(|rule| rule.name.as_ref());
        let running = rules.rules.iter().map(|rule| rule.name.as_ref());
        let known: BTreeSet<&str> = built_in.chain(own).chain(running).collect();
        let mut by_name = HashMap::new();
        for name in suppressions.targets().filter_map(|(_, _, target)| target.name.as_ref()) {
            by_name.entry(name.text.clone()).or_insert_with(|| {
                let glob = RuleGlob::any(&name.text);
                let fits = |rule: &&str| glob.as_ref().is_some_and(|glob| glob.matches(rule));
                known.iter().copied().filter(fits).collect()
            });
        }
        Self { rules: known, by_name }
    }

    /// The rules that a target speaks of.
    fn of_target(&self, target: &Target) -> impl Iterator<Item = &'r str> {
        let name = target.name.as_ref().map(|name| name.text.as_str());
        let rules = name.map_or(Some(&self.rules), |name| self.by_name.get(name));
        let family = name.is_some_and(|name| name.starts_with(FAMILY));
        rules.into_iter().flatten().copied().filter(move |rule| family || !is_own(rule))
    }

    fn is_known(&self, name: &Name) -> bool {
        self.by_name.get(&name.text).is_some_and(|rules| !rules.is_empty())
    }
}

fn is_own(rule: &str) -> bool {
    rule.split('/').next() == Some(FAMILY)
}

/// The comments of the document that `cx` shows, with what is known of them,
/// once `found` is all that was found there.
pub(super) fn judged(cx: &Context<'_>, rules: &RuleSet, found: &[Diagnostic]) -> Option<Suppressions> {
    let mut suppressions = Suppressions::read(cx.document);
    if suppressions.is_empty() {
        return None;
    }
    let meanings = Meanings::of(&suppressions, rules);
    let mut places: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for diagnostic in found {
        places.entry(&diagnostic.rule).or_default().extend(spans(&diagnostic.finding));
    }
    let ran: BTreeSet<&str> = rules.rules.iter().map(|rule| rule.name.as_ref()).collect();
    if rules.rules.iter().any(|rule| matches!(rule.check, Check::Suppression(_))) {
        // A comment is of use where its rule would speak, if it ran.
        for name in named(&suppressions, &meanings, rules).difference(&ran) {
            places.entry(name).or_default().extend(found_by(cx, rules, name).iter().flat_map(spans));
        }
    }
    let places: BTreeMap<&str, Places> =
        places.into_iter().map(|(rule, spans)| (rule, spans.into_iter().collect())).collect();
    let mut hints = HINTS;
    for directive in &mut suppressions.directives {
        let kind = directive.kind;
        for target in &mut directive.targets {
            target.standing = standing(kind, target, &meanings, &places, &mut hints);
        }
    }
    Some(suppressions)
}

fn spans(finding: &Finding) -> impl Iterator<Item = Span> {
    finding.labels().map(|label| label.span)
}

/// The rules that comments speak of: those named in full, and those that are
/// on by default where a comment names several at once.
fn named<'r>(suppressions: &Suppressions, meanings: &Meanings<'r>, rules: &RuleSet) -> BTreeSet<&'r str> {
    let on = |rule: &str| {
        let built_in =
            catalogue().iter().any(|known| known.page.name == rule && known.page.severity.is_some());
        built_in || rules.off.iter().any(|own| own.name == rule && own.by_default)
    };
    let mut all = BTreeSet::new();
    for (_, _, target) in suppressions.targets() {
        let name = target.name.as_ref().map(|name| name.text.as_str());
        all.extend(meanings.of_target(target).filter(|rule| name == Some(*rule) || on(rule)));
    }
    all
}

/// What a rule that does not run finds, with the parameters of its page.
fn found_by(cx: &Context<'_>, rules: &RuleSet, name: &str) -> Vec<Finding> {
    if let Some(own) = rules.off.iter().find(|rule| rule.name == name) {
        return own.check.run(cx, &own.params);
    }
    let rule = catalogue().iter().find(|rule| rule.page.name == name);
    rule.map_or_else(Vec::new, |rule| rule.check.run(cx, &Params::new(rule.page.params.clone())))
}

fn standing(
    kind: Kind,
    target: &Target,
    meanings: &Meanings<'_>,
    places: &BTreeMap<&str, Places>,
    hints: &mut usize,
) -> Standing {
    if let Some(name) = target.name.as_ref().filter(|name| !meanings.is_known(name)) {
        if *hints == 0 || name.text.len() > LONGEST {
            return Standing::Unknown { nearest: None, speaks: false };
        }
        *hints -= 1;
        let nearest = UnknownRule::nearest_of(&name.text, meanings.rules.iter().copied());
        let glob = nearest.as_deref().and_then(RuleGlob::any);
        let speaks = glob.zip(target.region).is_some_and(|(glob, region)| {
            places.iter().any(|(rule, places)| glob.matches(rule) && places.touch(region))
        });
        return Standing::Unknown { nearest, speaks };
    }
    let used = match (kind, target.region) {
        (Kind::Enable, _) => !target.partners.is_empty(),
        (_, Some(region)) => {
            // What the family itself finds is known too late to be asked for.
            let speaks = |rule: &str| is_own(rule) || places.get(rule).is_some_and(|p| p.touch(region));
            meanings.of_target(target).any(speaks)
        }
        (_, None) => false,
    };
    if used { Standing::Used } else { Standing::Unused }
}

/// What is left of `found` when the comments have had their say.
pub(super) fn without(
    found: Vec<Diagnostic>,
    suppressions: &Suppressions,
    rules: &RuleSet,
) -> Vec<Diagnostic> {
    let meanings = Meanings::of(suppressions, rules);
    let reported: BTreeSet<&str> = found.iter().map(|diagnostic| diagnostic.rule.as_str()).collect();
    let mut regions: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for (_, _, target) in suppressions.targets().filter(is_silencing) {
        for rule in meanings.of_target(target).filter(|rule| reported.contains(rule)) {
            regions.entry(rule).or_default().extend(target.region);
        }
    }
    let regions: BTreeMap<String, Places> =
        regions.into_iter().map(|(rule, spans)| (rule.to_owned(), spans.into_iter().collect())).collect();
    let silent = |diagnostic: &Diagnostic| {
        let places = regions.get(&diagnostic.rule);
        places.is_some_and(|places| spans(&diagnostic.finding).any(|span| places.touch(span)))
    };
    found.into_iter().filter(|diagnostic| !silent(diagnostic)).collect()
}

fn is_silencing((_, directive, _): &(crate::suppress::TargetId, &Directive, &Target)) -> bool {
    directive.kind != Kind::Enable
}

/// What the rules about the comments find.
pub(super) fn about(
    document: &Document<'_>,
    suppressions: &Suppressions,
    rules: &RuleSet,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in &rules.rules {
        if let Check::Suppression(check) = rule.check {
            let found = check(document, suppressions, &rule.params);
            diagnostics.extend(found.into_iter().map(|finding| rule.diagnostic(finding)));
        }
    }
    diagnostics
}
