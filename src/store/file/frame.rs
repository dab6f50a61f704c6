//! How a record lies in its file: a mark, the version, the length, the bytes. What follows is reserve.

use crate::store::backend::Version;

/// It makes a file of zeros no record.
const MAGIC: [u8; 4] = *b"OFR2";
const VERSION: usize = 8;
const LENGTH: usize = 4;
const HEADER: usize = MAGIC.len() + VERSION + LENGTH;

/// The bytes of a file with one record.
pub(super) fn frame(version: Version, record: &[u8]) -> Vec<u8> {
    let length = u32::try_from(record.len()).unwrap_or(u32::MAX);
    let mut framed = Vec::with_capacity(HEADER + record.len());
    framed.extend(MAGIC);
    framed.extend(version.to_be_bytes());
    framed.extend(length.to_be_bytes());
    framed.extend(record);
    framed
}

/// How many bytes a file has with a record of so many.
pub(super) fn framed_length(record: usize) -> usize {
    HEADER + record
}

/// Version and record of a file's bytes; `None` where they are none, or cut.
pub(super) fn unframe(mut file: Vec<u8>) -> Option<(Version, Vec<u8>)> {
    let rest = file.strip_prefix(&MAGIC)?;
    let (version, rest) = rest.split_first_chunk::<VERSION>()?;
    let (length, rest) = rest.split_first_chunk::<LENGTH>()?;
    let version = Version::from_be_bytes(*version);
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    if version == 0 || rest.len() < length {
        return None;
    }
    file.truncate(HEADER + length);
    file.drain(..HEADER);
    Some((version, file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_found_again_whatever_room_follows_and_never_where_it_was_cut() {
        let framed = frame(7, b"sealed");
        assert_eq!(framed.len(), framed_length(6));
        for reserve in [0, 1, 5000] {
            let file = [&framed[..], &vec![0; reserve]].concat();
            assert_eq!(unframe(file), Some((7, b"sealed".to_vec())));
        }
        for cut in 0..framed.len() {
            assert_eq!(unframe(framed[..cut].to_vec()), None, "{cut}");
        }
        assert_eq!(unframe(vec![0; 5000]), None);
    }
}
