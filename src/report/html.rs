//! `report.html`: one page that stands alone, readable with scripts off, printable.
//!
//! This file gathers what the template shows; the template escapes every text. Text from ledgers and lists travels
//! as [`Shown`], so hostile names can neither be markup nor turn a line around. Long tables are cut with the number of
//! lines left out and the file that holds them all: nothing is dropped in silence.

mod alert_card;
mod facts;
mod findings;
mod overview;
mod settings;

use super::visible::Shown;
use super::{Report, json};
use crate::finding::Severity;
use alert_card::Card;
use askama::Template;
use findings::{Group, Rejected, SharedCard};
use overview::Overview;
use settings::{ColumnsOf, ListLine, SettingLine};

/// Lines of a table on the page; the rest is in the CSV files.
pub const TABLE_LINES_MAX: usize = 2_000;
/// Alerts shown in full on the page; the rest is in `findings.csv`.
pub const ALERTS_MAX: usize = 500;

/// The first lines of a table and how many more there are.
#[derive(Debug, Clone)]
struct Capped<T> {
    lines: Vec<T>,
    left: usize,
}

impl<T> Capped<T> {
    /// Makes lines of the first `lines_max` items and counts the rest.
    fn of<I>(items: impl IntoIterator<Item = I>, lines_max: usize, line: impl Fn(I) -> T) -> Self {
        let mut items = items.into_iter();
        let lines = items.by_ref().take(lines_max).map(line).collect();
        Self { lines, left: items.count() }
    }

    /// All lines there are, shown or not.
    fn total(&self) -> usize {
        self.lines.len() + self.left
    }
}

/// A severity as a sign and a word, so that colour never carries it alone.
#[derive(Debug, Clone, Template)]
#[template(
    ext = "html",
    source = r#"<span class="badge {{ word }}"><span aria-hidden="true">{{ sign }}</span> {{ word }}</span>"#
)]
struct Badge {
    word: &'static str,
    sign: &'static str,
}

// Badge renders through its own template, which escapes; escaping it again would show the markup.
impl askama::filters::HtmlSafe for Badge {}

impl From<Severity> for Badge {
    fn from(severity: Severity) -> Self {
        let sign = match severity {
            Severity::Note => "○",
            Severity::Review => "◆",
            Severity::Escalate => "▲",
        };
        Self { word: severity.as_str(), sign }
    }
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page {
    overview: Overview,
    alerts: Capped<Card>,
    wallets: Vec<Group>,
    shared: Capped<SharedCard>,
    data: Vec<Group>,
    rejections: Capped<Rejected>,
    lists: Vec<ListLine>,
    settings: Vec<SettingLine>,
    settings_changed: usize,
    columns: Vec<ColumnsOf>,
    command: Shown,
    run_id: String,
    alert_score_min: u16,
    strong_score_min: u16,
}

/// The text of `report.html`.
pub fn report_html(report: &Report) -> String {
    let settings = settings::settings(report);
    let page = Page {
        overview: Overview::of(report),
        alerts: alert_card::cards(report),
        wallets: findings::wallets(report),
        shared: findings::shared(report),
        data: findings::data(report),
        rejections: findings::rejections(report),
        lists: settings::lists(report),
        settings_changed: settings.iter().filter(|setting| setting.default.is_some()).count(),
        settings,
        columns: settings::columns(report),
        command: Shown::cut(&json::command(report), 4_000),
        run_id: json::run_id(report).to_string(),
        alert_score_min: report.policy.names.alert_score_min.get(),
        strong_score_min: report.policy.names.strong_score_min.get(),
    };
    page.render().expect("the template calls nothing that fails, and memory takes every write")
}
