//! Example customers and transactions, the same at each start: enough for several pages. Their fields are those that
//! OmniFund's pages show; the people are made up.

use serde_json::{Value, json};

use crate::state::documents::Document;

/// The first customer's id, and the first transaction's.
const CUSTOMER: u64 = 23_143_879;
const PROCESSED: u64 = 231_432_546;
const SCHEDULED: u64 = 331_432_546;
/// How many of each there are.
const CUSTOMERS: u64 = 75;
const PROCESSED_MANY: u64 = 120;
const SCHEDULED_MANY: u64 = 12;
/// When the first transaction was processed, and when the first is scheduled, in Unix time.
const PROCESSED_FROM: u64 = 1_553_538_663;
const SCHEDULED_FROM: u64 = 1_893_456_000;
const DAY: u64 = 24 * 60 * 60;

const FIRST: [&str; 10] = [
    "Ada", "Ben", "Cleo", "Dana", "Eli", "Fay", "Gus", "Hana", "Ivo", "June",
];
const LAST: [&str; 8] = [
    "Abbot", "Berg", "Castle", "Doyle", "Ericson", "Flint", "Gray", "Hart",
];

/// The example documents of a resource, their ids so far from the example merchant's.
#[must_use]
pub fn of(resource: &str, offset: u64) -> Vec<Document> {
    let all: Vec<Value> = match resource {
        "customers" => (0..CUSTOMERS).map(|n| customer(n, offset)).collect(),
        "transactions-history" => (0..PROCESSED_MANY)
            .map(|n| {
                let mut one = transaction(n, offset, PROCESSED, PROCESSED_FROM);
                one["status"] = if n % 10 == 9 { "declined" } else { "approved" }.into();
                one
            })
            .collect(),
        "transactions-pending" => (0..SCHEDULED_MANY)
            .map(|n| transaction(n, offset, SCHEDULED, SCHEDULED_FROM))
            .collect(),
        _ => Vec::new(),
    };
    let objects = all.into_iter().map(|value| match value {
        Value::Object(document) => document,
        _ => Document::new(),
    });
    objects.collect()
}

fn customer(number: u64, offset: u64) -> Value {
    let first = pick(&FIRST, number);
    let last = pick(&LAST, number);
    let is_company = number % 3 == 0;
    json!({
        "id": CUSTOMER + offset + number,
        "customerRef": format!("sw-{}", 1234 + number),
        "company": if is_company { format!("{last} & Co") } else { String::new() },
        "firstName": first,
        "lastName": last,
        "displayAs": if is_company { "company" } else { "contact" },
        "address1": format!("{} Main Street", 100 + number),
        "address2": "",
        "city": "Springfield",
        "state": "CO",
        "zip": format!("{}", 80_000 + number),
        "phone": format!("(303) 555-{:04}", 100 + number),
        "email": format!("{}.{}{number}@example.com", first.to_lowercase(), last.to_lowercase()),
        "paymentAccounts": [{
            "@type": "Card",
            "@id": format!("_:{}", 2271 + number),
            "id": 46_908 + offset + number,
            "bankName": if number % 2 == 0 { "visa" } else { "mastercard" },
            "expiration": "1230",
            "maskedAccountNumber": format!("xx-{:04}", 1111 + number),
            "referenceId": format!("tok_{:012x}", (offset + number + 1) * 7_777_777),
            "enabled": 1,
        }],
    })
}

fn transaction(number: u64, offset: u64, first_id: u64, from: u64) -> Value {
    let customer = customer(number % CUSTOMERS, offset);
    json!({
        "id": first_id + offset + number,
        "amount": 1.25 + f64::from(u16::try_from(number % 40).unwrap_or_default()) * 2.5,
        "customer": {
            "@id": format!("/api/customers/{}", customer["id"]),
            "@type": "customers",
            "id": customer["id"],
            "customerRef": customer["customerRef"],
            "firstName": customer["firstName"],
            "lastName": customer["lastName"],
        },
        "referenceId": format!("A{}", 1000 + number),
        "tranDate": from + number * DAY,
    })
}

fn pick(names: &[&'static str], number: u64) -> &'static str {
    let length = u64::try_from(names.len()).unwrap_or(1);
    let index = usize::try_from(number % length).unwrap_or_default();
    names.get(index).copied().unwrap_or_default()
}
