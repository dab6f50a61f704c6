//! The little of DER (X.690) that is needed to look at a certificate (RFC 5280 §4.1). What is trusted is
//! webpki's to decide; this finds the fields.

use std::time::Duration;

use rustls::pki_types::UnixTime;

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OID: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;
/// `[0]` and `[3]` of a certificate: its version and its extensions.
pub(super) const VERSION: u8 = 0xa0;
pub(super) const EXTENSIONS: u8 = 0xa3;

const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 19];

/// A tag, a length, and what is in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a> {
    pub(super) tag: u8,
    pub(super) content: &'a [u8],
    /// With tag and length.
    pub(super) whole: &'a [u8],
}

/// Takes the first element off `input`.
pub(super) fn take<'a>(input: &mut &'a [u8]) -> Option<Element<'a>> {
    let all = *input;
    let (tag, length, mut rest) = match *all {
        [tag, length, ref rest @ ..] => (tag, length, rest),
        _ => return None,
    };
    let length = match length {
        0..=0x7f => usize::from(length),
        // Nothing here is longer than 16 MiB.
        0x81..=0x83 => {
            let (digits, after) = rest.split_at_checked(usize::from(length - 0x80))?;
            rest = after;
            let append = |length, digit: &u8| length << 8 | usize::from(*digit);
            digits.iter().fold(0, append)
        }
        _ => return None,
    };
    let (content, after) = rest.split_at_checked(length)?;
    *input = after;
    Some(Element {
        tag,
        content,
        whole: all.get(..all.len() - after.len())?,
    })
}

/// The next element, which must have this tag.
pub(super) fn expect<'a>(input: &mut &'a [u8], tag: u8) -> Option<Element<'a>> {
    take(input).filter(|element| element.tag == tag)
}

/// An element with these parts in it.
pub(super) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let digits = length.to_be_bytes();
    let digits = &digits[digits.iter().take_while(|digit| **digit == 0).count()..];
    let mut element = vec![tag];
    match length {
        0..0x80 => element.push(length as u8),
        _ => {
            element.push(0x80 | digits.len() as u8);
            element.extend_from_slice(digits);
        }
    }
    for part in parts {
        element.extend_from_slice(part);
    }
    element
}

/// The fields of a certificate, of whatever version.
pub(super) struct Certificate<'a> {
    /// What its authority signed.
    pub(super) signed: &'a [u8],
    /// Algorithm and signature, behind it.
    pub(super) signature: &'a [u8],
    /// From the serial number to the key.
    pub(super) fields: &'a [u8],
    pub(super) subject: &'a [u8],
    pub(super) not_before: UnixTime,
    pub(super) not_after: UnixTime,
    is_version_3: bool,
    extensions: &'a [u8],
}

impl<'a> Certificate<'a> {
    pub(super) fn read(mut der: &'a [u8]) -> Option<Self> {
        let mut signature = expect(&mut der, SEQUENCE)?.content;
        let signed = expect(&mut signature, SEQUENCE)?;
        let mut rest = signed.content;
        let mut is_version_3 = false;
        if rest.first() == Some(&VERSION) {
            is_version_3 = take(&mut rest)?.content == [INTEGER, 1, 2];
        }
        let all = rest;
        expect(&mut rest, INTEGER)?;
        let [_algorithm, _issuer, validity, subject, _key] = {
            let mut sequence = || expect(&mut rest, SEQUENCE);
            [
                sequence()?,
                sequence()?,
                sequence()?,
                sequence()?,
                sequence()?,
            ]
        };
        let mut dates = validity.content;
        let mut certificate = Self {
            signed: signed.whole,
            signature,
            is_version_3,
            fields: all.get(..all.len() - rest.len())?,
            subject: subject.content,
            not_before: moment(take(&mut dates)?)?,
            not_after: moment(take(&mut dates)?)?,
            extensions: &[],
        };
        while let Some(mut field) = take(&mut rest) {
            if field.tag == EXTENSIONS {
                certificate.extensions = expect(&mut field.content, SEQUENCE)?.content;
            }
        }
        (rest.is_empty() && der.is_empty()).then_some(certificate)
    }

    /// Whether its key may sign certificates: from version 3 on a certificate has to say so, and not to say
    /// otherwise (RFC 5280 §4.2.1.9).
    pub(super) fn is_authority(&self) -> bool {
        let is_marked = |mut constraints: &[u8]| {
            let mut fields = take(&mut constraints).map_or(&[][..], |all| all.content);
            take(&mut fields).is_some_and(|first| first.tag == BOOLEAN && first.content != [0])
        };
        // Behind the number of bits that are none: the sixth is keyCertSign.
        let may_sign = |mut usage: &[u8]| {
            let bits = take(&mut usage).map_or(&[][..], |bits| bits.content);
            matches!(bits, [_, first, ..] if first & 0x04 != 0)
        };
        !self.is_version_3
            || (self
                .value(BASIC_CONSTRAINTS)
                .is_some_and(|it| is_marked(it.content))
                && self.value(KEY_USAGE).is_none_or(|it| may_sign(it.content)))
    }

    /// The value of an extension, an OCTET STRING. A mark "critical" can stand before it.
    pub(super) fn value(&self, id: &[u8]) -> Option<Element<'a>> {
        let (_, mut rest) = self.extensions().find(|(found, _)| *found == id)?;
        std::iter::from_fn(|| take(&mut rest)).last()
    }

    /// What is in the extensions: for each its OID, and what follows that.
    pub(super) fn extensions(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'a> {
        let mut rest = self.extensions;
        std::iter::from_fn(move || {
            let mut extension = expect(&mut rest, SEQUENCE)?.content;
            Some((expect(&mut extension, OID)?.content, extension))
        })
    }
}

/// A UTCTime or a GeneralizedTime, to the second and in UTC (RFC 5280 §4.1.2.5). Before 1970 is 1970.
fn moment(time: Element<'_>) -> Option<UnixTime> {
    let text = std::str::from_utf8(time.content).ok()?.strip_suffix('Z')?;
    let text = match time.tag {
        0x17 if text.starts_with(|first| first < '5') => format!("20{text}"),
        0x17 => format!("19{text}"),
        _ => text.to_owned(),
    };
    if text.len() != 14 || !text.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse::<u64>().unwrap_or(0);
    let (year, month, day) = (number(0, 4), number(4, 6), number(6, 8));
    // Years begin in March, so that the leap day is their last.
    let (year, month) = match month {
        0 => return None,
        1 | 2 => (year.saturating_sub(1), month + 9),
        _ => (year, month - 3),
    };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    let seconds = 3600 * number(8, 10) + 60 * number(10, 12) + number(12, 14);
    let since_1970 = (days * 86_400 + seconds).saturating_sub(719_469 * 86_400);
    Some(UnixTime::since_unix_epoch(Duration::from_secs(since_1970)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_is_read_as_it_was_written() {
        for length in [0, 1, 127, 128, 255, 256, 70_000] {
            let content = vec![7; length];
            let written = [element(SEQUENCE, &[&content[..]]), vec![1, 2]].concat();
            let mut rest = &written[..];
            let read = take(&mut rest).unwrap();
            assert_eq!((read.tag, read.content), (SEQUENCE, &content[..]));
            assert_eq!(rest, [1, 2]);
        }
    }

    #[test]
    fn what_is_cut_anywhere_is_no_element() {
        let written = element(SEQUENCE, &[&[7; 300]]);
        for end in 0..written.len() {
            assert!(take(&mut &written[..end]).is_none(), "{end}");
        }
    }

    #[test]
    fn a_date_is_read_in_either_form() {
        for (tag, text, seconds) in [
            (0x17, "700101000000Z", 0),
            (0x17, "261127033223Z", 1_795_750_343),
            (0x17, "491231235959Z", 2_524_607_999),
            (0x17, "500101000000Z", 0),
            (0x18, "20500101000000Z", 2_524_608_000),
            (0x18, "20000229120000Z", 951_825_600),
            (0x18, "99991231235959Z", 253_402_300_799),
        ] {
            let content = text.as_bytes();
            let read = moment(Element {
                tag,
                content,
                whole: content,
            });
            assert_eq!(read.map(|time| time.as_secs()), Some(seconds), "{text}");
        }
        for text in ["", "Z", "2611270332Z", "26112703322xZ", "261127033223+0100"] {
            let content = text.as_bytes();
            let whole = content;
            let tag = 0x17;
            assert!(
                moment(Element {
                    tag,
                    content,
                    whole
                })
                .is_none(),
                "{text}"
            );
        }
    }
}
