//! Names that people give: of users, OAuth clients and merchants. Two names that look alike are one to a person, so
//! nothing is in them that can't be seen.

/// Checks that a name can be seen as it is.
///
/// # Errors
/// What is wrong with it, as the end of a sentence that begins with what it names.
pub fn check(name: &str) -> Result<(), String> {
    if name.chars().any(char::is_control) {
        return Err("has a line end or a control character in it".to_owned());
    }
    if let Some(unseen) = name.chars().find(|character| is_unseen(*character)) {
        return Err(format!(
            "has a character in it that can't be seen: U+{:04X}",
            u32::from(unseen)
        ));
    }
    match name.trim() == name {
        true => Ok(()),
        false => Err("begins or ends with a blank".to_owned()),
    }
}

/// What leaves no mark on a screen, or turns the text around: formats, fillers, odd blanks and tags.
fn is_unseen(character: char) -> bool {
    let is_odd_blank = character.is_whitespace() && character != ' ';
    let is_unassigned = matches!(
        u32::from(character),
        0xFFF0..=0xFFFB | 0xFFFE..=0xFFFF | 0xE000..=0xF8FF | 0xF0000..
    );
    is_odd_blank
        || is_unassigned
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_languages_are_names() {
        for name in [
            "till_1",
            "Käse & Co",
            "e\u{301}te",
            "हिन्दी",
            "店 2",
            "فروشگاه",
            "\u{1f511}",
        ] {
            assert_eq!(check(name), Ok(()), "{name:?}");
        }
    }

    #[test]
    fn what_nobody_sees_is_in_no_name() {
        for odd in [
            "a\u{200b}b",
            "a\u{202e}b",
            "\u{feff}a",
            "a\u{ad}b",
            "a\u{a0}b",
            "a\nb",
            "a\u{7f}",
            "\u{3164}",
            "a\u{e0041}",
            "a\u{2066}b",
            " a",
            "a ",
            "a\tb",
            "a\u{2028}b",
            "a\u{fe0f}",
        ] {
            assert!(check(odd).is_err(), "{odd:?}");
        }
    }
}
