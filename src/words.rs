//! Words that were not ours, where people read them: names, paths, what servers say.

/// Whether a character can make a reader see what is not there: it ends a line, moves a terminal's cursor, turns the
/// direction of what follows, or is invisible. These are Unicode's controls (`Cc`), its separators of lines and
/// paragraphs, its `Bidi_Control`, its `Default_Ignorable_Code_Point`, and the marks of annotations.
///
/// What the library says is free of them: errors and log lines have blanks in their place. Whoever shows names of
/// users and OAuth clients himself does well to look for them.
///
/// ```
/// assert!(omnifund::is_deceptive('\u{1b}') && omnifund::is_deceptive('\u{202e}'));
/// assert!(!"Zoë, Søren and \u{5d0}".contains(omnifund::is_deceptive));
/// ```
pub fn is_deceptive(character: char) -> bool {
    is_control(character)
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Those that no name has: an invisible one can be a letter's part, as in Persian, and these can't.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Fit for a line of a log: a blank in the place of each character that deceives.
pub(crate) fn cleaned(words: &str) -> String {
    words.replace(is_deceptive, " ")
}

/// What is wrong with a name that has a control in it: which, and where.
pub(crate) fn problem_with(what: &str, name: &str) -> Option<String> {
    let (before, control) = name.chars().enumerate().find(|(_, one)| is_control(*one))?;
    let kind = match control {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => "line end",
        control if control.is_control() => "control character",
        _ => "mark of direction",
    };
    let (position, number) = (before + 1, u32::from(control));
    Some(format!(
        "the {what} has a {kind} in it, U+{number:04X}, as character {position}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_moves_hides_or_turns_becomes_a_blank() {
        for deceptive in [
            '\0',
            '\t',
            '\n',
            '\r',
            '\u{1b}',
            '\u{7f}',
            '\u{85}',
            '\u{9b}',
            '\u{ad}',
            '\u{61c}',
            '\u{200b}',
            '\u{200d}',
            '\u{200e}',
            '\u{200f}',
            '\u{2028}',
            '\u{2029}',
            '\u{202a}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{3164}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{fffa}',
            '\u{e0041}',
            '\u{e0100}',
        ] {
            assert_eq!(cleaned(&format!("a{deceptive}b")), "a b", "{deceptive:?}");
        }
        for plain in [
            "Zoë O'Neill",
            "Till 7 ☕",
            "日本",
            "שלום",
            "a\u{a0}b",
            "\u{65}\u{301}",
        ] {
            assert_eq!(cleaned(plain), plain);
        }
    }

    #[test]
    fn a_control_in_a_name_is_told_with_its_place() {
        for (name, told) in [
            (
                "al\nice",
                "the user name has a line end in it, U+000A, as character 3",
            ),
            (
                "\u{9b}31m",
                "the user name has a control character in it, U+009B, as character 1",
            ),
            (
                "äö\u{202e}",
                "the user name has a mark of direction in it, U+202E, as character 3",
            ),
        ] {
            assert_eq!(problem_with("user name", name).as_deref(), Some(told));
        }
        for fine in ["", "Zoë", "می\u{200c}خواهم", "a b"] {
            assert_eq!(problem_with("user name", fine), None);
        }
    }
}
