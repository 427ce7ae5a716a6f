//! How long each stage takes: parse, facts, incident, rules, each output, and
//! the program from its start for one document: `cargo bench --bench stages`.

#[path = "support/mod.rs"]
#[expect(dead_code, reason = "the generator makes the rest")]
mod support;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use pmlint::document::Document;
use pmlint::facts::Facts;
use pmlint::incident::Incident;
use pmlint::lint;
use pmlint::output::{Format, Look, Report, render};
use pmlint::rules::{Context, RuleSet};
use std::hint::black_box;
use std::process::{Command, Stdio};

fn stages(c: &mut Criterion) {
    let rules = RuleSet::default();
    for size in [5_000, 500_000] {
        let text = if size == 5_000 { support::document(1, size) } else { support::documents(size) };
        let mut group = c.benchmark_group(format!("{} KB", size / 1_000));
        group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
        group.bench_function("parse", |b| b.iter(|| Document::parse(black_box(&text))));
        let document = Document::parse(&text);
        group.bench_function("facts", |b| b.iter(|| Facts::read(black_box(&document))));
        let facts = Facts::read(&document);
        group.bench_function("incident", |b| b.iter(|| Incident::rebuild(black_box(&document), &facts)));
        let incident = Incident::rebuild(&document, &facts);
        let context = Context { document: &document, facts: &facts, incident: &incident };
        group.bench_function("rules", |b| {
            b.iter(|| {
                rules.rules.iter().map(|rule| rule.check.run(&context, &rule.params).len()).sum::<usize>()
            });
        });
        group.bench_function("lint", |b| b.iter(|| lint(black_box(&text), &rules)));
    }
}

fn outputs(c: &mut Criterion) {
    let text = support::findings(2_000);
    let diagnostics = lint(&text, &RuleSet::default());
    let mut group = c.benchmark_group(format!("{} findings as", diagnostics.len()));
    let reports = [Report { path: "many.md".into(), text, diagnostics, fails_at: None, picture: None }];
    let formats = [
        Format::Full,
        Format::Concise,
        Format::Json,
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::Rdjson,
    ];
    for format in formats {
        let name = BenchmarkId::from_parameter(format!("{format:?}").to_lowercase());
        group.bench_function(name, |b| b.iter(|| render(black_box(&reports), format, Look::PLAIN)));
    }
}

fn start(c: &mut Criterion) {
    let file = std::env::temp_dir().join(format!("pmlint-bench-{}.md", std::process::id()));
    if std::fs::write(&file, support::document(1, 5_000)).is_err() {
        return;
    }
    c.bench_function("cold start, 5 KB", |b| {
        b.iter(|| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_pmlint"));
            command
                .args(["check", "-q", "--isolated"])
                .arg(&file)
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command.status()
        });
    });
    // A file that stays behind in the folder for such files does no harm.
    let _ = std::fs::remove_file(&file);
}

criterion_group!(all, stages, outputs, start);
criterion_main!(all);
