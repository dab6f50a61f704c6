//! Collections and their pages, as OmniFund's page "Paginating Collection Results" has them.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::filter::Filters;
use super::hydra::{Problem, member};
use crate::state::documents::Document;

/// How many documents a page has where nothing is said, and how many at most.
const USUAL: usize = 30;
const MOST: usize = 100;

/// Which page is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    number: usize,
    size: usize,
}

impl Page {
    /// Reads a query.
    ///
    /// # Errors
    /// When it asks for a page that there can't be.
    pub fn read(query: &[(String, String)]) -> Result<Self, Problem> {
        let whole = |name: &str| {
            let mut values = query.iter().rev();
            let value = values.find(|(own, _)| own == name);
            value.map(|(_, text)| text.parse::<i64>().unwrap_or(0))
        };
        let number = whole("page").unwrap_or(1);
        let wrong = |text: &str| Problem::new(StatusCode::BAD_REQUEST, text);
        if number < 1 {
            return Err(wrong("Page should not be less than 1"));
        }
        let size = whole("itemsPerPage").map_or(Ok(USUAL), usize::try_from);
        let size = size.map_err(|_| wrong("Limit should not be less than 0"))?;
        Ok(Self {
            number: usize::try_from(number).unwrap_or(usize::MAX),
            size: size.min(MOST),
        })
    }
}

/// The page of a collection that a query asks for.
#[must_use]
pub fn show(
    resource: &str,
    found: &[Document],
    query: &[(String, String)],
    filters: &Filters,
    page: Page,
) -> Value {
    let before = (page.number - 1).saturating_mul(page.size);
    let shown = found.iter().skip(before).take(page.size);
    let mut collection = json!({
        "@context": format!("/api/contexts/{resource}"),
        "@id": format!("/api/{resource}"),
        "@type": "hydra:Collection",
        "hydra:member": shown.map(|one| member(resource, one)).collect::<Vec<_>>(),
        "hydra:totalItems": found.len(),
    });
    let last = found
        .len()
        .checked_div(page.size)
        .map_or(1, |_| found.len().div_ceil(page.size).max(1));
    let of = |number: Option<usize>| Value::String(path(resource, query, number));
    if last > 1 {
        let mut view = json!({
            "@id": of(Some(page.number)),
            "@type": "hydra:PartialCollectionView",
            "hydra:first": of(Some(1)),
            "hydra:last": of(Some(last)),
        });
        if page.number > 1 {
            view["hydra:previous"] = of(Some(page.number - 1));
        }
        if page.number < last {
            view["hydra:next"] = of(Some(page.number + 1));
        }
        collection["hydra:view"] = view;
    } else if !filters.is_empty() {
        collection["hydra:view"] = json!({
            "@id": of(None),
            "@type": "hydra:PartialCollectionView",
        });
    }
    collection
}

/// The path of a page, with the rest of the query as it was; but a token is in no link.
fn path(resource: &str, query: &[(String, String)], number: Option<usize>) -> String {
    let kept = query
        .iter()
        .filter(|(name, _)| !["page", "access_token"].contains(&name.as_str()));
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(kept);
    if let Some(number) = number {
        text.append_pair("page", &number.to_string());
    }
    format!("/api/{resource}?{}", text.finish())
}
