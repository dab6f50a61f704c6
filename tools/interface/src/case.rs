//! How a name of Rust is written elsewhere.

/// `LogLevel` gives `log_level`.
pub fn snake_case(name: &str) -> String {
    let mut made = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !made.is_empty() {
            made.push('_');
        }
        made.push(letter.to_ascii_lowercase());
    }
    made
}

/// `NullArgument` gives `NULL_ARGUMENT`.
pub fn constant_case(name: &str) -> String {
    snake_case(name).to_uppercase()
}
