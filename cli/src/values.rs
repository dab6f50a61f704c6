//! What stands in an argument.

use std::time::Duration;

/// A name, and what is behind the first equals sign.
pub fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("it is no NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// A number and its unit.
pub fn duration(text: &str) -> Result<Duration, String> {
    let split = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at(split);
    let seconds: u64 = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return Err("a number and s, m, h or d, such as 3d".into()),
    };
    let number: u64 = number.parse().map_err(|_| "too large, or no number")?;
    let seconds = number.checked_mul(seconds).ok_or("too large")?;
    Ok(Duration::from_secs(seconds))
}

/// A number alone is seconds, as it is to `watch`.
pub fn interval(text: &str) -> Result<Duration, String> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let text = if is_number { &format!("{text}s") } else { text };
    match duration(text)? {
        Duration::ZERO => Err("no interval: 1s or more".into()),
        interval => Ok(interval),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_unit() {
        assert_eq!(duration("3d"), Ok(Duration::from_secs(259_200)));
        assert_eq!(duration("90m"), Ok(Duration::from_secs(5400)));
        for bad in [
            "",
            "3",
            "d",
            "-1d",
            "3w",
            "99999999999999999999s",
            "999999999999999999d",
        ] {
            assert!(duration(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_interval_is_never_none() {
        assert_eq!(interval("2s"), Ok(Duration::from_secs(2)));
        assert_eq!(interval("1m"), Ok(Duration::from_secs(60)));
        assert_eq!(interval("3"), Ok(Duration::from_secs(3)));
        for bad in ["", "0", "0s", "-1", "s", "1.5"] {
            assert!(interval(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_pair_is_split_at_its_first_equals_sign() {
        let split = |text| pair(text).unwrap();
        assert_eq!(split("a=b=c"), ("a".into(), "b=c".into()));
        assert_eq!(split("a="), ("a".into(), String::new()));
        assert!(pair("a").is_err());
    }
}
