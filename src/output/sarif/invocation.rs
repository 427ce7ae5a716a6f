//! How the run went: a report of one that failed says so, lest no result be
//! taken for a clean one.

use super::super::{Failure, visible::visible};
use super::{Artifact, Message, artifact};
use serde::Serialize;

/// The exit status of a run in which something failed.
const TROUBLE: u8 = 2;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit_code: Option<u8>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Place>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    physical_location: Physical,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Line>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    start_line: usize,
}

impl Invocation {
    pub(super) fn of(failures: &[Failure]) -> Self {
        Self {
            execution_successful: failures.is_empty(),
            exit_code: (!failures.is_empty()).then_some(TROUBLE),
            tool_execution_notifications: failures.iter().map(notification).collect(),
        }
    }
}

fn notification(failure: &Failure) -> Notification {
    let region = || failure.line.map(|start_line| Line { start_line });
    let physical = |path: &String| Physical { artifact_location: artifact(path), region: region() };
    let place = |path| Place { physical_location: physical(path) };
    Notification {
        level: "error",
        message: Message { text: visible(&failure.to_string()).into_owned() },
        locations: failure.path.iter().map(place).collect(),
    }
}
