//! How sections and fields are opened in real reports, each way once: what the
//! document makes of it, and where in the source it says it stands.

use pmlint::document::{BlockKind, Document, Field, Headings, Opening, Role};

/// A text, and the heading or label in it that must open a section with this
/// role. `words` is the text that the section's place must hold.
struct Opens {
    way: &'static str,
    text: &'static str,
    role: Role,
    words: &'static str,
}

const fn opens(way: &'static str, text: &'static str, role: Role, words: &'static str) -> Opens {
    Opens { way, text, role, words }
}

const SECTIONS: &[Opens] = &[
    // Headings.
    opens("an ATX heading", "# T\n\n## Impact\n\nText.\n", Role::Impact, "Impact"),
    opens("a closed ATX heading", "# T\n\n## Impact ##\n\nText.\n", Role::Impact, "Impact"),
    opens("a heading of level six", "# T\n\n###### Impact\n\nText.\n", Role::Impact, "Impact"),
    opens("a setext heading", "T\n=\n\nTimeline\n--------\n\nText.\n", Role::Timeline, "Timeline"),
    opens("an HTML heading", "# T\n\n<h2>Impact</h2>\n\nText.\n", Role::Impact, "Impact"),
    opens("a numbered heading", "# T\n\n## 3. Root cause\n\nText.\n", Role::RootCause, "3. Root cause"),
    opens("a number with a bracket", "# T\n\n## 3) Root cause\n\nText.\n", Role::RootCause, "3) Root cause"),
    opens("an emoji before", "# T\n\n## 🔥 Impact\n\nText.\n", Role::Impact, "🔥 Impact"),
    opens("an emoji behind", "# T\n\n## Impact 🔥\n\nText.\n", Role::Impact, "Impact 🔥"),
    opens("a trailing colon", "# T\n\n## Impact:\n\nText.\n", Role::Impact, "Impact:"),
    opens("a question mark", "# T\n\n## What happened?\n\nText.\n", Role::Summary, "What happened?"),
    opens("bold inside", "# T\n\n## **Impact**\n\nText.\n", Role::Impact, "Impact"),
    opens("bold with a colon inside", "# T\n\n## **Impact:**\n\nText.\n", Role::Impact, "Impact:"),
    opens("brackets behind", "# T\n\n## Timeline (UTC)\n\nText.\n", Role::Timeline, "Timeline (UTC)"),
    opens("capitals", "# T\n\n## ROOT CAUSE ANALYSIS\n\nText.\n", Role::RootCause, "ROOT CAUSE ANALYSIS"),
    opens(
        "an entity",
        "# T\n\n## Mitigation &amp; Resolution\n\nText.\n",
        Role::Resolution,
        "Mitigation &amp; Resolution",
    ),
    opens("another name", "# T\n\n## Chain of Events\n\nText.\n", Role::Timeline, "Chain of Events"),
    opens(
        "contributing factors",
        "# T\n\n## Contributing factors\n\nText.\n",
        Role::RootCause,
        "Contributing factors",
    ),
    // Lines.
    opens("a bold line", "# T\n\n**Impact**\n\nText.\n", Role::Impact, "Impact"),
    opens("a bold line with a colon", "# T\n\n**Impact:**\n\nText.\n", Role::Impact, "Impact"),
    opens("a colon behind bold", "# T\n\n**Impact**:\n\nText.\n", Role::Impact, "Impact"),
    opens("underscores", "# T\n\n__Impact__\n\nText.\n", Role::Impact, "Impact"),
    opens("a label line", "T\n\nImpact:\n\nText.\n", Role::Impact, "Impact"),
    opens("a label line amid lines", "T\nfoo bar\nRoot Cause:\nText.\n", Role::RootCause, "Root Cause"),
    opens("a space behind the colon", "T\nRoot Cause: \nText.\n", Role::RootCause, "Root Cause"),
    // Labels with text.
    opens("label and text", "T\n\nImpact: nobody could log in\n", Role::Impact, "Impact"),
    opens("bold label, colon inside", "# T\n\n**Impact:** text\n", Role::Impact, "Impact"),
    opens("bold label, colon outside", "# T\n\n**Impact**: text\n", Role::Impact, "Impact"),
    opens("a bullet, colon inside", "# T\n\n- **Impact:** text\n", Role::Impact, "Impact"),
    opens("a bullet, colon outside", "# T\n\n- **Impact**: text\n", Role::Impact, "Impact"),
    opens("a bullet without bold", "# T\n\n- Impact: text\n", Role::Impact, "Impact"),
    opens("a nested bullet", "# T\n\n- **Facts:**\n  - **Impact:** text\n", Role::Impact, "Impact"),
    opens(
        "a deeper bullet",
        "# T\n\n- A\n  - B\n    - **Root Cause**: text\n",
        Role::RootCause,
        "Root Cause",
    ),
    opens("a bullet with bullets", "# T\n\n- **Impact:**\n  - text\n  - text\n", Role::Impact, "Impact"),
    opens("a numbered item", "# T\n\n1. **Impact:** text\n", Role::Impact, "Impact"),
    // In the middle of a line.
    opens(
        "the middle of a line",
        "Issue Summary:\nDuration: 10:00 AM - 2:00 PM (UTC) Impact: The shop was down.\n",
        Role::Impact,
        "Impact",
    ),
    opens(
        "the middle of a line, bold",
        "**Duration:** 4 hours **Impact:** The shop was down.\n",
        Role::Impact,
        "Impact",
    ),
    // Tables.
    opens(
        "a table of two columns",
        "# T\n\n| Impact | text |\n|---|---|\n| Owner | me |\n",
        Role::Impact,
        "Impact",
    ),
    opens(
        "a row of such a table",
        "# T\n\n| Key | Value |\n|---|---|\n| **Impact** | text |\n",
        Role::Impact,
        "Impact",
    ),
    opens(
        "a table of four columns",
        "# T\n\n| Severity | 2 | Owner | me |\n|---|---|---|---|\n| Status | done | Impact | text |\n",
        Role::Impact,
        "Impact",
    ),
    opens(
        "an HTML table",
        "<table><tr><th>Impact</th><td>text</td></tr><tr><th>Owner</th><td>me</td></tr></table>\n",
        Role::Impact,
        "Impact",
    ),
    // Front matter.
    opens("YAML", "---\nimpact: nobody could log in\n---\n\n# T\n", Role::Impact, "impact"),
    opens("TOML", "+++\nimpact = \"nobody could log in\"\n+++\n\n# T\n", Role::Impact, "impact"),
    opens("a key of two words", "---\nroot_cause: a full disk\n---\n\n# T\n", Role::RootCause, "root_cause"),
    // Pasted text.
    opens("a pasted bullet", "T\n•\tImpact: text\n•\tOwner: me\n", Role::Impact, "Impact"),
    opens("a white pasted bullet", "T\n◦ Impact: text\n◦ Owner: me\n", Role::Impact, "Impact"),
    opens("a square pasted bullet", "T\n▪ Impact: text\n▪ Owner: me\n", Role::Impact, "Impact"),
    opens("a dash as a bullet", "T\n– Impact: text\n– Owner: me\n", Role::Impact, "Impact"),
    opens("a pasted bullet with bold", "T\n• **Impact:** text\n• Owner: me\n", Role::Impact, "Impact"),
    opens(
        "a pasted label alone",
        "T\n•\tRoot Cause:\n•\tThe disk was full.\n",
        Role::RootCause,
        "Root Cause",
    ),
    opens(
        "a label below pasted bullets",
        "Root Cause:\n•\ttext\nCorrective Measures:\n•\ttext\n",
        Role::Actions,
        "Corrective Measures",
    ),
    // Emphasis that does not close.
    opens(
        "one star before, three behind",
        "# T\n\n*Timeline:***\n\n- **9:00 AM:** text\n",
        Role::Timeline,
        "Timeline",
    ),
    opens(
        "a star behind",
        "T\n\nSUMMARY OF THE INCIDENT*\n\nText.\n",
        Role::Summary,
        "SUMMARY OF THE INCIDENT",
    ),
    opens("two stars that stay open", "T\n\n**Root Cause:\n\nText.\n", Role::RootCause, "Root Cause"),
    opens("three stars before", "T\n\n***Impact:**\n\nText.\n", Role::Impact, "Impact"),
    opens("stars around the colon", "T\n\n**Impact**:** text\n", Role::Impact, "Impact"),
    opens("a space inside the stars", "T\n\n** Impact:** text\n", Role::Impact, "Impact"),
    // Line ends and marks at the beginning.
    opens("CRLF", "# T\r\n\r\n## Impact\r\n\r\nText.\r\n", Role::Impact, "Impact"),
    opens("CRLF and labels", "T\r\n•\tImpact: text\r\n•\tOwner: me\r\n", Role::Impact, "Impact"),
    opens("a byte order mark", "\u{feff}## Impact\n\nText.\n", Role::Impact, "Impact"),
    opens("text in another script before", "# Störung ⚡ 障害\n\n**Impact:** 東京\n", Role::Impact, "Impact"),
];

#[test]
fn each_way_to_open_a_section_gives_its_role_and_place() {
    let mut faults = Vec::new();
    for case in SECTIONS {
        let document = Document::parse(case.text);
        let found: Vec<_> =
            document.sections().iter().filter(|section| section.roles.has(case.role)).collect();
        let [section] = found.as_slice() else {
            let count = found.len();
            faults.push(format!("{}: {count} sections with the role {}", case.way, case.role.name()));
            continue;
        };
        let marked = &case.text[section.heading.range()];
        if marked.trim_end_matches(':') != case.words.trim_end_matches(':') {
            faults.push(format!("{}: marks {marked:?}, not {:?}", case.way, case.words));
        }
        if section.block.is_none() || section.opening == Opening::Document {
            faults.push(format!("{}: nothing opens the section", case.way));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// A field with the words of its label and the value behind it.
struct States {
    way: &'static str,
    text: &'static str,
    field: Field,
    label: &'static str,
    value: &'static str,
}

const fn states(
    way: &'static str,
    text: &'static str,
    field: Field,
    label: &'static str,
    value: &'static str,
) -> States {
    States { way, text, field, label, value }
}

const FIELDS: &[States] = &[
    states("a label", "T\n\nDuration: 5 hours\n", Field::Duration, "Duration", "5 hours"),
    states("bold, colon inside", "# T\n\n**Duration:** 5 hours\n", Field::Duration, "Duration", "5 hours"),
    states("bold, colon outside", "# T\n\n**Duration**: 5 hours\n", Field::Duration, "Duration", "5 hours"),
    states("a bullet", "# T\n\n- **Start time:** 14:00 UTC\n", Field::Start, "Start time", "14:00 UTC"),
    states("a bullet, colon outside", "# T\n\n- **End time**: 14:00\n", Field::End, "End time", "14:00"),
    states(
        "a nested bullet",
        "# T\n\n- **Duration:** \n  - Start Time: 2:30 PM\n",
        Field::Start,
        "Start Time",
        "2:30 PM",
    ),
    states(
        "a pasted bullet",
        "T\n•\tOutage Duration: 5 hours\n",
        Field::Duration,
        "Outage Duration",
        "5 hours",
    ),
    states(
        "a long name",
        "T\n•\tWhen Service Was Restored: 19:00\n",
        Field::Restored,
        "When Service Was Restored",
        "19:00",
    ),
    states("a zone", "T\n•\tTimezone: UTC\n", Field::Zone, "Timezone", "UTC"),
    states(
        "a table of two columns",
        "| Key | Value |\n|---|---|\n| Start time | 14:00 UTC |\n| End time | 15:00 UTC |\n",
        Field::End,
        "End time",
        "15:00 UTC",
    ),
    states(
        "the first row of such a table",
        "| Duration | 5 hours |\n|---|---|\n| Severity | 2 |\n",
        Field::Duration,
        "Duration",
        "5 hours",
    ),
    states(
        "a table of four columns",
        "| Severity | 2 | Owner | me |\n|---|---|---|---|\n| Start time | 14:00 | End time | 15:00 |\n",
        Field::End,
        "End time",
        "15:00",
    ),
    states("YAML", "---\nduration: 3h 40m\n---\n\n# T\n", Field::Duration, "duration", "3h 40m"),
    states(
        "YAML in quotes",
        "---\nstart: \"2024-07-18 07:30\"\n---\n",
        Field::Start,
        "start",
        "2024-07-18 07:30",
    ),
    states("TOML", "+++\nend = 2024-07-18T07:30:00Z\n+++\n", Field::End, "end", "2024-07-18T07:30:00Z"),
    states("TOML in quotes", "+++\nduration = \"2 hours\"\n+++\n", Field::Duration, "duration", "2 hours"),
    states("an open emphasis", "T\n\n*Duration:** 5 hours\n", Field::Duration, "Duration", "5 hours"),
    states("an emoji", "# T\n\n⏱ **Duration:** 5 hours\n", Field::Duration, "Duration", "5 hours"),
    states("an emoji in a bullet", "# T\n\n- ⏱ Duration: 5 hours\n", Field::Duration, "Duration", "5 hours"),
    states("CRLF", "T\r\n\r\nDuration: 5 hours\r\nImpact: none\r\n", Field::Duration, "Duration", "5 hours"),
];

#[test]
fn each_way_to_state_a_field_gives_its_label_and_value() {
    let mut faults = Vec::new();
    for case in FIELDS {
        let document = Document::parse(case.text);
        let labels = document.blocks().iter().filter_map(|block| Some((block, block.label.as_ref()?)));
        let found: Vec<_> = labels.filter(|(_, label)| label.field == Some(case.field)).collect();
        let [(block, label)] = found.as_slice() else {
            faults.push(format!("{}: {} labels state {:?}", case.way, found.len(), case.field));
            continue;
        };
        let marked = &case.text[label.span.range()];
        if marked != case.label {
            faults.push(format!("{}: marks {marked:?} as the label, not {:?}", case.way, case.label));
        }
        if block.value().trim() != case.value {
            faults.push(format!("{}: the value is {:?}, not {:?}", case.way, block.value(), case.value));
        }
        let start = block.text.text().find(case.value).unwrap_or_default();
        let span = block.text.span(start..start + case.value.len());
        if case.text.get(span.range()) != Some(case.value) {
            let marked = case.text.get(span.range());
            faults.push(format!("{}: the value stands at {marked:?} in the source", case.way));
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// What looks like a label or a heading and is none.
#[test]
fn prose_and_times_open_no_section() {
    let texts = [
        ("a time before a colon", "# T\n\n- 14:05 UTC: Impact on orders seen.\n"),
        ("an address", "# T\n\nSee https://impact.example.org/timeline for more.\n"),
        ("a sentence", "# T\n\nThe impact was small and nobody looked at the root cause.\n"),
        ("code", "# T\n\n```\n## Impact\nImpact: text\n```\n"),
        ("indented code", "# T\n\n    Impact: text\n"),
        ("a comment", "# T\n\n<!--\n## Impact\n-->\n"),
        ("a label in the middle of a sentence", "# T\n\nWe said: the impact is small.\n"),
    ];
    let wanted = [Role::Impact, Role::Timeline, Role::RootCause];
    for (what, text) in texts {
        let document = Document::parse(text);
        for role in wanted {
            assert!(!document.has_role(role), "{what} opens a section with the role {}", role.name());
        }
    }
}

#[test]
fn one_section_may_have_two_roles() {
    let text = "# T\n\n## Root cause and resolution\n\nText.\n";
    let document = Document::parse(text);
    let section = document.sections().last().unwrap();
    assert!(section.roles.has(Role::RootCause), "no root cause in {:?}", section.roles);
    assert!(section.roles.has(Role::Resolution), "no resolution in {:?}", section.roles);
}

#[test]
fn what_stands_below_a_heading_belongs_to_it() {
    let text = "# T\n\n## Impact\n\nMany people.\n\n### Money\n\n1,000 €.\n\n## Timeline\n\n- 14:00 Alarm.\n";
    let document = Document::parse(text);
    let roles_of = |words: &str| {
        let block = document.blocks().iter().find(|block| block.text.text().contains(words)).unwrap();
        document.roles(block.section)
    };
    assert!(roles_of("Many people").has(Role::Impact));
    assert!(roles_of("1,000").has(Role::Impact), "a heading below the section leaves it");
    assert!(roles_of("Alarm").has(Role::Timeline));
    assert!(!roles_of("Alarm").has(Role::Impact));
}

#[test]
fn pasted_bullets_below_a_label_belong_to_it() {
    let text = "Root Cause:\n•\tA disk was full.\n•\tNobody looked.\nTimeline:\n•\t14:00 UTC: Alarm.\n";
    let document = Document::parse(text);
    for (words, role) in [("disk", Role::RootCause), ("Nobody", Role::RootCause), ("Alarm", Role::Timeline)] {
        let block = document.blocks().iter().find(|block| block.text.text().contains(words)).unwrap();
        assert!(matches!(block.kind, BlockKind::Item(_)), "{words:?} is no list item: {:?}", block.kind);
        assert!(document.roles(block.section).has(role), "{words:?} does not belong to {}", role.name());
    }
}

#[test]
fn nested_bullets_know_the_item_above() {
    let text = "## Timeline\n\n- 14:00 Alarm.\n  - 13:50 A queue fills.\n- 14:20 Call.\n";
    let document = Document::parse(text);
    let block = document.blocks().iter().find(|block| block.text.text().contains("queue")).unwrap();
    let above = document.block(block.parent.expect("the nested item has no item above"));
    assert!(above.text.text().contains("Alarm"), "the item above is {:?}", above.text.text());
}

#[test]
fn quotations_code_and_related_incidents_are_no_claims() {
    let text = "# T\n\n> The log said 14:00.\n\n```\n15:00 error\n```\n\n## Similar incidents\n\nIn May it took 3 hours.\n\n## Summary\n\nDown.\n";
    let document = Document::parse(text);
    let aside = |words: &str| {
        let block = document.blocks().iter().find(|block| text[block.span.range()].contains(words)).unwrap();
        document.is_aside(block)
    };
    assert!(aside("14:00"), "a quotation");
    assert!(aside("15:00"), "code");
    assert!(aside("In May"), "another incident");
    assert!(!aside("Down."), "the summary");
}

#[test]
fn the_text_that_readers_see_maps_back_to_the_source() {
    let text = "# T\n\nA *very **bold** word*, an &amp; and `code`,\nand a second line.\n";
    let document = Document::parse(text);
    let block = document.blocks().last().unwrap();
    let prose = block.text.text();
    for words in ["very", "bold", "word", "an", "code", "second line"] {
        let start = prose.find(words).unwrap_or_else(|| panic!("{words:?} is not in {prose:?}"));
        let span = block.text.span(start..start + words.len());
        assert_eq!(&text[span.range()], words, "in {prose:?}");
    }
    let start = prose.find('&').expect("the entity is not read");
    assert_eq!(&text[block.text.span(start..start + 1).range()], "&amp;");
}

#[test]
fn the_built_in_names_are_read() {
    let headings = Headings::built_in();
    for (name, role) in
        [("Zeitplan Timeline", Role::Timeline), ("5 Whys", Role::RootCause), ("TL;DR", Role::Summary)]
    {
        assert!(headings.roles_of_heading(name).has(role), "{name:?} is no {}", role.name());
    }
    assert!(headings.roles_of_heading("Pictures of the team's dog").is_empty());
}
