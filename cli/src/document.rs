//! JSON of others, shown as they wrote it: whoever reads numbers into those of a machine and writes them again has others.
//! What is given here has been read as JSON before, so all that is looked for is where things begin and end.

use serde_json::Value;

/// What an array or an object is made of, each part without the blanks around it. Of a member of an object that is its
/// name, too.
fn parts(whole: &str) -> impl Iterator<Item = &str> {
    let inner = whole.trim();
    let inner = inner.get(1..inner.len().saturating_sub(1)).unwrap_or("");
    let (mut depth, mut marks) = (0_usize, Marks::default());
    let parted = move |letter| match marks.is_outside(letter) {
        true => {
            match letter {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            letter == ',' && depth == 0
        }
        false => false,
    };
    inner
        .split(parted)
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// Whether a letter stands in a string.
#[derive(Default)]
struct Marks {
    is_in_string: bool,
    is_escaped: bool,
}

impl Marks {
    fn is_outside(&mut self, letter: char) -> bool {
        let was_in_string = self.is_in_string;
        match letter {
            _ if self.is_escaped => self.is_escaped = false,
            '\\' => self.is_escaped = was_in_string,
            '"' => self.is_in_string = !was_in_string,
            _ => {}
        }
        !was_in_string && !self.is_in_string
    }
}

/// The elements of an array, each as it was written; `None` for what is none.
pub fn elements(whole: &str) -> Option<Vec<&str>> {
    whole.starts_with('[').then(|| parts(whole).collect())
}

/// The value of an object's member, as it was written; `None` where there is none. Of two the last one counts.
pub fn member<'a>(whole: &'a str, wanted: &str) -> Option<&'a str> {
    let named = |part: &'a str| {
        let mut marks = Marks::default();
        let (name, value) = part.split_once(|letter| marks.is_outside(letter) && letter == ':')?;
        let name: Value = serde_json::from_str(name).ok()?;
        (name == wanted).then(|| value.trim())
    };
    let is_object = whole.starts_with('{');
    parts(whole).filter(|_| is_object).filter_map(named).last()
}

/// The same with nothing between what says something: one line.
pub fn in_a_line(whole: &str) -> String {
    let mut marks = Marks::default();
    whole
        .chars()
        .filter(|letter| !(marks.is_outside(*letter) && letter.is_ascii_whitespace()))
        .collect()
}

/// The same in lines of its own, for people, as `serde_json` lays its documents out.
pub fn in_lines(whole: &str) -> String {
    let (mut text, mut depth, mut marks) = (String::new(), 0, Marks::default());
    let compact = in_a_line(whole);
    let mut before = ' ';
    for letter in compact.chars() {
        let is_outside = marks.is_outside(letter);
        let ends = is_outside && matches!(letter, ']' | '}');
        depth -= usize::from(ends);
        let is_empty = ends && matches!(before, '[' | '{');
        if (ends && !is_empty) || (matches!(before, '[' | '{' | ',') && !ends) {
            text += "\n";
            text += &"  ".repeat(depth);
        }
        text.push(letter);
        if is_outside && letter == ':' {
            text.push(' ');
        }
        depth += usize::from(is_outside && matches!(letter, '[' | '{'));
        // A letter of a string opens nothing.
        before = if is_outside { letter } else { 'a' };
    }
    text
}
