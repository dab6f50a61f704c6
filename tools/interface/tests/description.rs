//! The description says all that a binding must know.

#![allow(missing_docs)]

use omnifund_interface::{Function, Interface, Kind, Unit};

fn interface() -> Interface {
    Interface::from_json(include_str!("../../../include/omnifund-api.json")).unwrap()
}

fn function(name: &str) -> Function {
    let found = interface()
        .functions
        .into_iter()
        .find(|one| one.name == name);
    found.unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn what_is_written_is_what_is_read() {
    let interface = interface();
    assert_eq!(Interface::from_json(&interface.to_json()), Ok(interface));
}

#[test]
fn a_description_of_another_format_is_refused() {
    let mut other = interface();
    other.format += 1;
    assert!(
        Interface::from_json(&other.to_json())
            .unwrap_err()
            .contains("format")
    );
}

#[test]
fn each_handle_can_be_ended_by_one_function() {
    let interface = interface();
    for noun in &interface.nouns {
        let ends = |one: &&Function| {
            one.name == format!("{}_free", noun.name) && one.parameters[0].kind == Kind::EndedHandle
        };
        assert_eq!(
            interface.functions.iter().filter(ends).count(),
            1,
            "{}",
            noun.name
        );
    }
}

#[test]
fn passwords_secrets_and_tokens_are_secrets_wherever_they_go_in_or_come_out() {
    let is_one = |name: &str| {
        ["password", "client_secret", "access_token", "refresh_token"]
            .iter()
            .any(|one| name.ends_with(one))
    };
    let mut found = 0;
    for function in interface().functions {
        for parameter in &function.parameters {
            if is_one(&parameter.name) {
                assert!(parameter.secret, "{} of {}", parameter.name, function.name);
                found += 1;
            }
        }
        if function.returns.kind == Kind::Text && is_one(&function.name) {
            assert!(function.returns.secret, "{}", function.name);
            found += 1;
        }
    }
    assert!(found > 8, "{found}");
}

#[test]
fn a_number_says_what_it_is_a_number_of() {
    for function in interface().functions {
        for parameter in &function.parameters {
            if matches!(parameter.kind, Kind::Int32 | Kind::Int64 | Kind::OutNumber) {
                assert!(
                    parameter.unit.is_some(),
                    "{} of {}",
                    parameter.name,
                    function.name
                );
            }
        }
        assert_eq!(
            function.returns.unit == Some(Unit::Enum),
            function.returns.kind == Kind::Int32 && function.returns.of.is_some(),
            "{}",
            function.name
        );
    }
}

#[test]
fn a_function_belongs_to_its_noun_and_is_told_apart_by_its_roles() {
    let kept = function("session_kept_answer");
    assert_eq!(kept.noun.as_deref(), Some("session"));
    assert!(
        kept.fallible
            && kept.blocks
            && kept.parameters[1].may_give_null
            && !kept.parameters[1].nullable
    );
    let page = function("session_list_username");
    assert_eq!(page.noun.as_deref(), Some("session_list"));
    assert_eq!(
        page.returns.borrowed_until.as_deref(),
        Some("the next page")
    );
    assert!(!page.returns.nullable && function("session_list_problem").returns.nullable);
    assert!(function("status_last_rotation").returns.zero_is_none);
    let body = function("login_body");
    assert_eq!(
        body.returns.of.as_deref(),
        Some("omnifund_login_body_length")
    );
    let sealed = &function("store_rotate_key").parameters[1];
    assert_eq!(
        (sealed.kind, sealed.unit),
        (Kind::OutNumber, Some(Unit::Count))
    );
    assert!(sealed.nullable && !function("version").returns.nullable);
}
