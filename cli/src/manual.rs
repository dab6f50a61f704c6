//! The manual page, in roff's `man` macros. All commands are in it: it names no other page.

use clap::{Arg, Command, CommandFactory};

use crate::arguments::Arguments;
use crate::settings::{EXAMPLES, SETTINGS, STATUSES, WHERE_FROM};

/// When what it says was last changed.
const DATE: &str = "2026-11-27";
/// In bytes: roff's own lines are read by people, too.
const WIDEST: usize = 78;

/// All of it.
pub fn page() -> String {
    let mut command = Arguments::command();
    command.build();
    let mut page = Page(format!(
        ".TH OMNIFUND 1 {DATE} \"omnifund {}\" \"General Commands Manual\"\n.nr HY 0\n.nh\n.ad l\n",
        env!("CARGO_PKG_VERSION")
    ));
    let about = command.get_about().map(ToString::to_string);
    let about = about.unwrap_or_default();
    page.section("NAME");
    page.text(&format!("omnifund - {about}"));
    page.section("SYNOPSIS");
    page.text("`omnifund` [<OPTIONS>] <COMMAND> ...");
    page.section("DESCRIPTION");
    page.text(
        "OmniFund takes each refresh token only once. `omnifund` keeps sessions in a store that all programs of a \
         machine share, and refreshes in one of them at a time. Secrets are typed or come on standard input; none \
         is ever an argument.",
    );
    page.section("COMMANDS");
    page.commands(&command, "omnifund");
    page.section("OPTIONS");
    for option in options(&command) {
        page.argument(option);
    }
    page.section("ENVIRONMENT");
    page.text(WHERE_FROM);
    page.list(SETTINGS);
    page.0 += ".PP\n";
    page.text(
        "`OMNIFUND_CONFIG` and `OMNIFUND_USERNAME` take the place of that option and of USER.",
    );
    page.section("EXIT STATUS");
    page.text("It says what to do.");
    page.list(&STATUSES);
    page.section("EXAMPLES");
    page.list(&EXAMPLES);
    page.0
}

struct Page(String);

impl Page {
    fn section(&mut self, name: &str) {
        self.0 += &format!(".SH {name}\n");
    }

    /// Words that may be broken anywhere between two. What stands in `backticks` is bold, in <these> italic.
    fn text(&mut self, words: &str) {
        let mut line = String::new();
        for word in marked(words).split(' ').filter(|word| !word.is_empty()) {
            if !line.is_empty() && line.len() + 1 + word.len() > WIDEST {
                self.line(&line);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line += word;
        }
        self.line(&line);
    }

    /// A dot or a quotation mark at its beginning would be a request.
    fn line(&mut self, line: &str) {
        if line.starts_with(['.', '\'']) {
            self.0 += "\\&";
        }
        self.0 += line;
        self.0.push('\n');
    }

    /// An entry of a list: its name on a line of its own, which nothing breaks.
    fn entry(&mut self, name: &str, meaning: &str) {
        self.0 += ".TP\n";
        self.line(&marked(name));
        self.text(meaning);
    }

    fn list(&mut self, entries: &[(&str, &str)]) {
        for (name, meaning) in entries {
            self.0 += ".TP\n";
            self.line(&format!("\\fB{}\\fR", escaped(name)));
            self.text(meaning);
        }
    }

    fn commands(&mut self, above: &Command, called: &str) {
        for command in above.get_subcommands() {
            let name = command.get_name();
            let called = format!("{called} {name}");
            if name == "help" {
                continue;
            }
            if command.has_subcommands() {
                self.commands(command, &called);
                continue;
            }
            let positionals = command
                .get_positionals()
                .map(|one| match one.is_required_set() {
                    true => format!(" {}", value(one)),
                    false => format!(" [{}]", value(one)),
                });
            let mut synopsis = format!("`{called}`");
            synopsis.extend(positionals);
            self.entry(&synopsis, &about(command));
            if let Some(more) = command.get_after_help() {
                self.paragraphs(&more.to_string());
            }
            let own: Vec<_> = options(command)
                .filter(|one| !one.is_global_set() && one.get_id() != "help")
                .collect();
            if !own.is_empty() {
                self.0 += ".RS\n";
                own.into_iter().for_each(|option| self.argument(option));
                self.0 += ".RE\n";
            }
        }
    }

    /// What is indented stays as it is.
    fn paragraphs(&mut self, text: &str) {
        let mut is_verbatim = false;
        for line in text.lines() {
            let verbatim = line.strip_prefix("  ");
            if is_verbatim && verbatim.is_none() {
                self.0 += ".EE\n";
            }
            match verbatim {
                Some(verbatim) => {
                    if !is_verbatim {
                        self.0 += ".IP\n.EX\n";
                    }
                    self.line(&escaped(verbatim));
                }
                None => {
                    self.0 += ".IP\n";
                    self.text(line);
                }
            }
            is_verbatim = verbatim.is_some();
        }
        if is_verbatim {
            self.0 += ".EE\n";
        }
    }

    fn argument(&mut self, argument: &Arg) {
        let short = argument.get_short().map(|short| format!("`-{short}`, "));
        let long = argument.get_long().unwrap_or_default();
        let mut name = format!("{}`--{long}`", short.unwrap_or_default());
        if argument.get_action().takes_values() {
            name += &format!(" {}", value(argument));
        }
        let help = argument.get_long_help().or(argument.get_help());
        let mut meaning = help.map(ToString::to_string).unwrap_or_default();
        let usual: Vec<_> = argument
            .get_default_values()
            .iter()
            .map(|value| value.to_string_lossy())
            .collect();
        if argument.get_action().takes_values() && !usual.is_empty() {
            meaning += &format!(" ({} unless given)", usual.join(" "));
        }
        self.entry(&name, &meaning);
    }
}

/// In roff, and with its typefaces.
fn marked(words: &str) -> String {
    let mut roff = String::new();
    let mut is_bold = false;
    for part in words.split_inclusive(['`', '<', '>']) {
        let plain = part.trim_end_matches(['`', '<', '>']);
        let mark = &part[plain.len()..];
        let plain = escaped(plain);
        roff += &match is_bold {
            // What is typed is not broken in two.
            true => plain.replace(' ', "\\~"),
            false => plain,
        };
        roff += match mark {
            "`" if is_bold => "\\fR",
            "`" => "\\fB",
            "<" => "\\fI",
            ">" => "\\fR",
            _ => "",
        };
        is_bold ^= mark == "`";
    }
    roff
}

/// Minus signs and not hyphens, at which a name would be broken; and nothing that has a meaning.
fn escaped(words: &str) -> String {
    let mut roff = String::new();
    for letter in words.chars() {
        match letter {
            '\\' => roff += "\\e",
            '-' => roff += "\\-",
            '~' => roff += "\\(ti",
            '^' => roff += "\\(ha",
            ascii if ascii.is_ascii() => roff.push(ascii),
            other => roff += &format!("\\[u{:04X}]", u32::from(other)),
        }
    }
    roff
}

fn options(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_arguments().filter(|one| !one.is_positional())
}

fn about(command: &Command) -> String {
    let about = command.get_long_about().or(command.get_about());
    about.map(ToString::to_string).unwrap_or_default()
}

/// What stands in an argument's place.
fn value(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    let names: Vec<_> = names.iter().map(|name| format!("<{name}>")).collect();
    names.join(" ")
}
