//! The list of all rules. A test holds it against the folder `rules/`.

use super::{Check, Context, Page, Params, Rule};
use crate::document::Document;
use crate::finding::Finding;
use crate::suppress::Suppressions;
use std::sync::LazyLock;

/// The code of a rule.
enum Code {
    Own(fn(&Context<'_>, &Params) -> Vec<Finding>),
    /// It looks at suppressions.
    AboutComments(fn(&Document<'_>, &Suppressions, &Params) -> Vec<Finding>),
    /// The page says it all.
    None,
}

impl Code {
    /// The rule of an embedded page. A page that cannot be read leaves its rule
    /// out instead of stopping the program; `tests/pages.rs` fails on it.
    fn rule(&self, page: &str) -> Option<Rule> {
        let page = Page::parse(page).ok()?;
        match self {
            Self::Own(check) => Some(Rule { page, check: Check::Semantic(*check) }),
            Self::AboutComments(check) => Some(Rule { page, check: Check::Suppression(*check) }),
            Self::None => Rule::lexical(page),
        }
    }
}

macro_rules! rules {
    ($($family:ident / $module:ident = $page:literal),* $(,)?) => {
        [$((include_str!(concat!("../../rules/", $page, ".md")), Code::Own(super::$family::$module::check))),*]
    };
}

macro_rules! lexical {
    ($($page:literal),* $(,)?) => {
        [$((include_str!(concat!("../../rules/", $page, ".md")), Code::None)),*]
    };
}

macro_rules! suppression {
    ($($module:ident = $page:literal),* $(,)?) => {
        [$((
            include_str!(concat!("../../rules/", $page, ".md")),
            Code::AboutComments(super::suppression::$module::check),
        )),*]
    };
}

static CATALOGUE: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let semantic = rules![
        actions / due_before_incident = "actions/due-before-incident",
        actions / due_shortly_before_incident = "actions/due-shortly-before-incident",
        actions / duplicate = "actions/duplicate",
        actions / no_actions = "actions/no-actions",
        actions / no_detection_action = "actions/no-detection-action",
        actions / no_due_date = "actions/no-due-date",
        actions / no_owner = "actions/no-owner",
        actions / no_owner_at_all = "actions/no-owner-at-all",
        actions / no_ticket = "actions/no-ticket",
        actions / person_directed = "actions/person-directed",
        actions / unrelated_to_cause = "actions/unrelated-to-cause",
        actions / vague = "actions/vague",
        contradiction / affected_count = "contradiction/affected-count",
        contradiction / affected_share = "contradiction/affected-share",
        contradiction / customer_impact = "contradiction/customer-impact",
        contradiction / data_loss = "contradiction/data-loss",
        contradiction / detection_source = "contradiction/detection-source",
        contradiction / identifier = "contradiction/identifier",
        contradiction / incident_id = "contradiction/incident-id",
        contradiction / incident_status = "contradiction/incident-status",
        contradiction / link_text = "contradiction/link-text",
        contradiction / milestone_time = "contradiction/milestone-time",
        contradiction / missing_reference = "contradiction/missing-reference",
        contradiction / recovery_mode = "contradiction/recovery-mode",
        contradiction / region = "contradiction/region",
        contradiction / root_cause = "contradiction/root-cause",
        contradiction / severity = "contradiction/severity",
        contradiction / status_code = "contradiction/status-code",
        contradiction / status_reason = "contradiction/status-reason",
        contradiction / version = "contradiction/version",
        duration / conflicting_durations = "duration/conflicting-durations",
        duration / parts_of_whole = "duration/parts-of-whole",
        duration / phase_mismatch = "duration/phase-mismatch",
        duration / relative_mismatch = "duration/relative-mismatch",
        duration / reversed_window = "duration/reversed-window",
        duration / timeline_mismatch = "duration/timeline-mismatch",
        duration / window_mismatch = "duration/window-mismatch",
        impact / unquantified = "impact/unquantified",
        impact / vague_quantifier = "impact/vague-quantifier",
        numbers / impossible_share = "numbers/impossible-share",
        numbers / list_count = "numbers/list-count",
        numbers / over_100_percent = "numbers/over-100-percent",
        numbers / parts_of_total = "numbers/parts-of-total",
        numbers / reversed_range = "numbers/reversed-range",
        numbers / share_of_total = "numbers/share-of-total",
        numbers / subset_exceeds_set = "numbers/subset-exceeds-set",
        structure / duplicate_section = "structure/duplicate-section",
        structure / empty_section = "structure/empty-section",
        structure / missing_column = "structure/missing-column",
        structure / missing_metadata = "structure/missing-metadata",
        structure / missing_section = "structure/missing-section",
        structure / missing_title = "structure/missing-title",
        structure / pasted_bullets = "structure/pasted-bullets",
        structure / placeholder = "structure/placeholder",
        structure / pseudo_heading = "structure/pseudo-heading",
        structure / section_order = "structure/section-order",
        structure / stray_emphasis = "structure/stray-emphasis",
        structure / unknown_heading = "structure/unknown-heading",
        structure / unknown_value = "structure/unknown-value",
        structure / word_count = "structure/word-count",
        timeline / ambiguous_date = "timeline/ambiguous-date",
        timeline / date_outlier = "timeline/date-outlier",
        timeline / entry_without_time = "timeline/entry-without-time",
        timeline / file_date = "timeline/file-date",
        timeline / impossible_date = "timeline/impossible-date",
        timeline / long_gap = "timeline/long-gap",
        timeline / malformed_time = "timeline/malformed-time",
        timeline / milestone_order = "timeline/milestone-order",
        timeline / missing_date = "timeline/missing-date",
        timeline / missing_milestone = "timeline/missing-milestone",
        timeline / missing_time_zone = "timeline/missing-time-zone",
        timeline / mixed_zones = "timeline/mixed-zones",
        timeline / nonexistent_local_time = "timeline/nonexistent-local-time",
        timeline / out_of_order = "timeline/out-of-order",
        timeline / outside_window = "timeline/outside-window",
        timeline / title_date = "timeline/title-date",
        timeline / too_few_entries = "timeline/too-few-entries",
        timeline / wrong_weekday = "timeline/wrong-weekday",
        timeline / wrong_zone_for_season = "timeline/wrong-zone-for-season",
        timeline / zone_conversion = "timeline/zone-conversion",
    ];
    let lexical = lexical![
        "language/animated",
        "language/counterfactual",
        "language/human-error",
        "language/minimiser",
        "language/named-person",
        "language/person-blame",
        "privacy/email-address",
        "privacy/ip-address",
        "privacy/private-link",
        "privacy/secret",
    ];
    let suppression = suppression![
        missing_reason = "suppression/missing-reason",
        unknown_directive = "suppression/unknown-directive",
        unknown_rule = "suppression/unknown-rule",
        unused = "suppression/unused",
    ];
    let pages = semantic.into_iter().chain(lexical).chain(suppression);
    let mut rules: Vec<Rule> = pages.filter_map(|(page, code)| code.rule(page)).collect();
    rules.sort_by(|a, b| a.page.name.cmp(&b.page.name));
    rules
});

/// All rules, by family and name. Pages are read once.
#[must_use]
pub fn catalogue() -> &'static [Rule] {
    &CATALOGUE
}
