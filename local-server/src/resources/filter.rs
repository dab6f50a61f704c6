//! Filters: which documents a query asks for. A parameter is a field's name, alone or with `[]` for one of several values,
//! or with `[gt]`, `[gte]`, `[lt]`, `[lte]`, `[between]` for a range.

use serde_json::Value;

use crate::state::documents::Document;

/// What is in a query beside filters.
const NO_FILTERS: [&str; 3] = ["page", "itemsPerPage", "access_token"];

/// The filters of a query.
#[derive(Debug, Default)]
pub struct Filters {
    wanted: Vec<(String, Test)>,
    /// What of the query is no filter here, and is left out of account, as API Platform does it.
    pub ignored: Vec<String>,
}

#[derive(Debug)]
enum Test {
    OneOf(Vec<String>),
    Range { from: Bound, to: Bound },
}

/// A bound, and whether it is within the range; without one there is no end.
type Bound = Option<(f64, bool)>;

impl Filters {
    /// Reads a query on a resource; `fields` are those that its documents have.
    #[must_use]
    pub fn read(resource: &str, query: &[(String, String)], fields: &[&str]) -> Self {
        let mut filters = Self::default();
        for (parameter, value) in query {
            let (field, key) = match parameter.split_once('[') {
                Some((field, rest)) => (field, rest.strip_suffix(']')),
                None => (parameter.as_str(), None),
            };
            if NO_FILTERS.contains(&parameter.as_str()) {
                continue;
            }
            let has_key = parameter.contains('[');
            let read = match key {
                _ if !takes(resource, field, fields) => None,
                None if has_key => None,
                None => Some(Test::OneOf(vec![value.clone()])),
                Some(index) if index.bytes().all(|byte| byte.is_ascii_digit()) => {
                    filters.one_more(field, value);
                    continue;
                }
                Some(operator) if takes_ranges(resource, field) => range(operator, value),
                Some(_) => None,
            };
            match read {
                Some(test) => filters.add(field, test),
                None => filters.ignored.push(parameter.clone()),
            }
        }
        filters
    }

    /// Whether there are any.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// Whether a document is what they ask for.
    #[must_use]
    pub fn matches(&self, document: &Document) -> bool {
        self.wanted.iter().all(|(field, test)| {
            let value = document.get(field).unwrap_or(&Value::Null);
            test.holds(value)
        })
    }

    /// Of a parameter that comes twice the last counts, as in PHP; bounds of one field go together.
    fn add(&mut self, field: &str, test: Test) {
        if matches!(test, Test::OneOf(_)) {
            self.wanted
                .retain(|(own, earlier)| own != field || !matches!(earlier, Test::OneOf(_)));
        }
        self.wanted.push((field.to_owned(), test));
    }

    fn one_more(&mut self, field: &str, value: &str) {
        let known = self.wanted.iter_mut().find_map(|(own, test)| match test {
            Test::OneOf(values) if own == field => Some(values),
            _ => None,
        });
        match known {
            Some(values) => values.push(value.to_owned()),
            None => self.add(field, Test::OneOf(vec![value.to_owned()])),
        }
    }
}

/// Whether a resource can be filtered by a field: those that OmniFund's pages name, or of others any.
fn takes(resource: &str, field: &str, fields: &[&str]) -> bool {
    match resource {
        "customers" => [
            "id",
            "customerRef",
            "firstName",
            "lastName",
            "company",
            "email",
        ]
        .contains(&field),
        "transactions-history" | "transactions-pending" => {
            ["id", "customer", "amount", "referenceId", "tranDate"].contains(&field)
        }
        _ => fields.contains(&field),
    }
}

fn takes_ranges(resource: &str, field: &str) -> bool {
    match resource {
        "customers" => false,
        "transactions-history" | "transactions-pending" => field == "tranDate",
        _ => true,
    }
}

fn range(operator: &str, value: &str) -> Option<Test> {
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    let (from, to) = match operator {
        "gt" => (Some((number(value)?, false)), None),
        "gte" => (Some((number(value)?, true)), None),
        "lt" => (None, Some((number(value)?, false))),
        "lte" => (None, Some((number(value)?, true))),
        "between" => {
            let (from, to) = value.split_once("..")?;
            (Some((number(from)?, true)), Some((number(to)?, true)))
        }
        _ => return None,
    };
    Some(Test::Range { from, to })
}

impl Test {
    fn holds(&self, value: &Value) -> bool {
        // Another document in this one's place is named by its id.
        let value = value.get("id").unwrap_or(value);
        match self {
            Self::OneOf(values) => values.iter().any(|wanted| is(value, wanted)),
            Self::Range { from, to } => number(value).is_some_and(|number| {
                from.is_none_or(|(bound, within)| number > bound || (within && number == bound))
                    && to
                        .is_none_or(|(bound, within)| number < bound || (within && number == bound))
            }),
        }
    }
}

/// Numbers are compared as numbers: `1.5` is `1.50`. A document may be named by its path, too.
fn is(value: &Value, wanted: &str) -> bool {
    match value {
        Value::Null => wanted.is_empty(),
        Value::Bool(own) => wanted == if *own { "1" } else { "0" } || wanted == own.to_string(),
        Value::Number(_) => {
            let wanted = wanted.rsplit('/').next().unwrap_or_default();
            number(value).is_some_and(|own| wanted.parse() == Ok(own))
        }
        Value::String(own) => own == wanted,
        Value::Array(all) => all.iter().any(|one| is(one, wanted)),
        Value::Object(_) => false,
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.parse().ok(),
        value => value.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn count(resource: &str, query: &str) -> (usize, Vec<String>) {
        let documents = [
            json!({"id": 1, "customer": {"id": 7}, "amount": 1.5, "referenceId": "A1", "tranDate": 100}),
            json!({"id": 2, "customer": {"id": 8}, "amount": 25, "referenceId": "A2", "tranDate": 200}),
            json!({"id": 3, "customer": {"id": 7}, "amount": 25.33, "referenceId": "A3", "tranDate": 300}),
        ];
        let query: Vec<_> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let filters = Filters::read(resource, &query, &["id", "amount", "referenceId"]);
        let found = documents
            .iter()
            .filter(|document| filters.matches(document.as_object().unwrap()));
        (found.count(), filters.ignored)
    }

    #[test]
    fn documents_are_found_by_one_value_by_several_and_by_ranges() {
        for (query, found) in [
            ("", 3),
            ("id=2", 1),
            ("id=2&id=9", 0),
            ("id[]=2&id[]=3", 2),
            ("id%5B%5D=2&id%5B%5D=3", 2),
            ("id[0]=2&id[1]=3&customer=7", 1),
            ("customer=7", 2),
            ("customer=/api/customers/7", 2),
            ("amount=1.50", 1),
            ("amount[]=1.5&amount[]=25.33", 2),
            ("referenceId=A2", 1),
            ("referenceId=a2", 0),
            ("tranDate=200", 1),
            ("tranDate[gte]=200", 2),
            ("tranDate[gt]=200", 1),
            ("tranDate[lte]=200", 2),
            ("tranDate[lt]=200", 1),
            ("tranDate[gt]=100&tranDate[lt]=300", 1),
            ("tranDate[between]=100..200", 2),
            ("page=2&itemsPerPage=1&access_token=x", 3),
        ] {
            assert_eq!(
                count("transactions-history", query),
                (found, vec![]),
                "{query}"
            );
        }
    }

    #[test]
    fn what_is_no_filter_is_left_out_of_account_and_named() {
        for query in [
            "colour=red",
            "tranDate[between]=100",
            "tranDate[gte]=yesterday",
            "tranDate[about]=100",
            "amount[gte]=2",
            "id[=2",
        ] {
            let name = query.split('=').next().unwrap();
            let wanted = (3, vec![name.to_owned()]);
            assert_eq!(count("transactions-history", query), wanted, "{query}");
        }
        assert_eq!(
            count("invoices", "amount[gte]=25&referenceId=A3"),
            (1, vec![])
        );
        assert_eq!(count("invoices", "colour=red").1, ["colour"]);
    }
}
