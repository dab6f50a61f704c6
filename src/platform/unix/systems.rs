//! Which file systems may carry a store: those whose locks and names this machine alone decides about.

use std::io;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::os::unix::ffi::OsStringExt;
use std::path::Path;

use crate::platform::disk::FileSystem;

/// `statfs`'s numbers of file systems that stay on this machine.
const LOCAL: [(u64, &str); 12] = [
    (0xef53, "ext4"),
    (0x5846_5342, "xfs"),
    (0x9123_683e, "btrfs"),
    (0x2fc1_2fc1, "zfs"),
    (0xf2f5_2010, "f2fs"),
    (0xca45_1a4e, "bcachefs"),
    (0x0102_1994, "tmpfs, gone when the machine restarts"),
    (0x8584_58f6, "ramfs, gone when the machine restarts"),
    (0x794c_7630, "overlayfs, gone with its container"),
    (0x4d44, "fat has no permissions"),
    (0x2011_bab0, "exfat has no permissions"),
    (0x7366_746e, "ntfs has no permissions"),
];

/// Those of file systems of several machines. Cluster file systems have real locks; but a session has one
/// machine all the same, and a node that drops out lets go of its locks while its processes run.
const SHARED: [(u64, &str); 20] = [
    (0x6969, "NFS"),
    (0xff53_4d42, "SMB"),
    (0xfe53_4d42, "SMB"),
    (0x517b, "SMB"),
    (0x564c, "NCP"),
    (0x0102_1997, "9p"),
    (0x00c3_6400, "ceph"),
    (0x5346_414f, "AFS"),
    (0x6b41_4653, "AFS"),
    (0x7375_7245, "Coda"),
    (0x786f_4256, "vboxsf"),
    (0xbacb_acbc, "vmhgfs"),
    (0x7c7c_6673, "prl_fs"),
    (0x0116_1970, "GFS2"),
    (0x7461_636f, "OCFS2"),
    (0x0bd0_0bd0, "Lustre"),
    (0x4750_4653, "GPFS"),
    (0x1983_0326, "BeeGFS"),
    (0x2003_0528, "OrangeFS"),
    (0xaad7_aaea, "PanFS"),
];

/// Behind this number anybody's program can stand.
const FUSE: u64 = 0x6573_5546;

/// What stands behind FUSE and keeps to a disk of this machine. All others are refused, since new ones
/// that reach over a network come each year.
const LOCAL_FUSE: [&str; 4] = [
    "fuseblk",
    "fuse.fuse-overlayfs",
    "fuse.gocryptfs",
    "fuse.encfs",
];

/// The name of a file system that keeps neither owner nor mode.
pub(crate) fn without_permissions(place: &Path) -> Option<&'static str> {
    #[allow(clippy::unnecessary_cast)] // Its type differs by platform.
    let kind = rustix::fs::statfs(place).ok()?.f_type as u64 & 0xffff_ffff;
    let (_, name) = LOCAL.iter().find(|(number, _)| *number == kind)?;
    name.ends_with("no permissions").then_some(*name)
}

/// What the open directory is on.
pub(crate) fn of(directory: BorrowedFd<'_>) -> io::Result<FileSystem> {
    #[allow(clippy::unnecessary_cast)] // Its type differs by platform.
    let kind = rustix::fs::fstatfs(directory)?.f_type as u64 & 0xffff_ffff;
    if kind != FUSE {
        return Ok(numbered(kind));
    }
    let device = rustix::fs::fstat(directory)?.st_dev;
    let device = (rustix::fs::major(device), rustix::fs::minor(device));
    let mounts = std::fs::read("/proc/self/mountinfo").unwrap_or_default();
    let mounts = String::from_utf8_lossy(&mounts);
    // Elsewhere there is neither of the two.
    let place = std::fs::read_link(format!("/proc/self/fd/{}", directory.as_raw_fd()));
    let place = place.unwrap_or_default().into_os_string().into_vec();
    Ok(fuse(mounted(&mounts, device, &place)))
}

fn numbered(kind: u64) -> FileSystem {
    for (table, shared) in [(&SHARED[..], true), (&LOCAL[..], false)] {
        for (number, name) in table {
            if *number == kind {
                let name = (*name).to_owned();
                return FileSystem { name, shared };
            }
        }
    }
    FileSystem {
        name: format!("kind {kind:#x}"),
        shared: false,
    }
}

/// What it is where `statfs` says FUSE. What can't be told is not trusted.
fn fuse(kind: Option<String>) -> FileSystem {
    let name = kind.unwrap_or_else(|| "fuse of an unknown kind".into());
    let shared = !LOCAL_FUSE.contains(&name.as_str());
    FileSystem { name, shared }
}

/// The type of the mount that has the device; where several have, or none, of the one nearest around
/// `place`, and the last of those that lie over each other.
fn mounted(mountinfo: &str, device: (u32, u32), place: &[u8]) -> Option<String> {
    let mut best = (0, None);
    for line in mountinfo.lines() {
        let Some(mount) = Mount::parse(line) else {
            continue;
        };
        let is_around = mount.is_around(place);
        let nearness = match (mount.device == device, is_around) {
            (true, true) => SURELY + mount.point.len(),
            (true, false) => SURELY,
            (false, true) => mount.point.len(),
            (false, false) => continue,
        };
        if nearness >= best.0 {
            best = (nearness, Some(mount.kind));
        }
    }
    best.1.map(str::to_owned)
}

/// More than any path is long.
const SURELY: usize = 1 << 20;

/// A line of `/proc/self/mountinfo`:
/// `36 35 98:0 /root /point rw,noatime master:1 - ext4 /dev/sda1 rw`.
struct Mount<'a> {
    device: (u32, u32),
    point: Vec<u8>,
    kind: &'a str,
}

impl<'a> Mount<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        // A number of optional fields stands before the hyphen.
        let (mount, system) = line.split_once(" - ")?;
        let mut words = mount.split(' ');
        let (major, minor) = words.nth(2)?.split_once(':')?;
        let device = (major.parse().ok()?, minor.parse().ok()?);
        let point = unescaped(words.nth(1)?.as_bytes());
        let kind = system.split(' ').next()?;
        Some(Self {
            device,
            point,
            kind,
        })
    }

    fn is_around(&self, place: &[u8]) -> bool {
        let point = self.point.strip_suffix(b"/").unwrap_or(&self.point);
        let rest = place.strip_prefix(point);
        rest.is_some_and(|rest| rest.is_empty() || rest[0] == b'/')
    }
}

/// Blanks, tabs, line feeds and backslashes stand there as a backslash and three octal digits.
fn unescaped(word: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(word.len());
    let mut at = 0;
    while let Some(byte) = word.get(at) {
        at += 1;
        match (byte, word.get(at..at + 3)) {
            (b'\\', Some([a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7'])) => {
                plain.push((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'));
                at += 3;
            }
            _ => plain.push(*byte),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = r"22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
40 22 0:45 / /mnt/far rw,nosuid,nodev shared:7 master:2 - fuse.sshfs till@far:/srv rw,user_id=0
41 22 0:46 / /mnt/with\040blank\134\011tab rw - fuse.rclone far: rw
42 41 8:17 / /mnt/with\040blank\134\011tab/disk rw - fuseblk /dev/sdb1 rw
43 22 0:45 /sub /mnt/bound rw - fuse.sshfs till@far:/srv rw
44 40 0:47 / /mnt/far rw - fuse.fuse-overlayfs over rw
45 22 0:48 / /mnt/fa rw - virtiofs share rw
broken line
";

    fn kind(device: (u32, u32), place: &str) -> Option<String> {
        mounted(MOUNTS, device, place.as_bytes())
    }

    #[test]
    fn the_mount_is_found_by_its_device_and_by_its_place_where_that_is_not_enough() {
        for (device, place, expected) in [
            ((254, 1), "/var/lib/pos", "ext4"),
            ((0, 45), "/mnt/far/store", "fuse.sshfs"),
            ((0, 45), "/mnt/bound/store", "fuse.sshfs"),
            ((0, 45), "/gone", "fuse.sshfs"),
            ((0, 47), "/mnt/far/store", "fuse.fuse-overlayfs"),
            ((0, 46), "/mnt/with blank\\\ttab/store", "fuse.rclone"),
            // btrfs, for one, has devices that no mount has.
            ((0, 99), "/mnt/with blank\\\ttab/disk/store", "fuseblk"),
            ((0, 99), "/mnt/with blank\\\ttab/disks/store", "fuse.rclone"),
            ((0, 99), "/mnt/far/store", "fuse.fuse-overlayfs"),
            ((0, 99), "/mnt/fa/store", "virtiofs"),
            ((0, 99), "/mnt/farther", "ext4"),
        ] {
            assert_eq!(kind(device, place).as_deref(), Some(expected), "{place}");
        }
        assert_eq!(mounted("", (0, 45), b""), None);
    }

    #[test]
    fn behind_fuse_only_what_is_known_to_be_local_is_trusted() {
        for (kind, shared) in [
            (Some("fuse.sshfs"), true),
            (Some("fuse.rclone"), true),
            (Some("fuse.s3fs"), true),
            (Some("fuse.glusterfs"), true),
            (Some("fuse.davfs2"), true),
            (Some("fuse"), true),
            (Some("virtiofs"), true),
            (None, true),
            (Some("fuseblk"), false),
            (Some("fuse.fuse-overlayfs"), false),
        ] {
            assert_eq!(fuse(kind.map(str::to_owned)).shared, shared, "{kind:?}");
        }
    }

    #[test]
    fn file_systems_of_several_machines_are_told_by_their_number() {
        for (number, name, shared) in [
            (0x6969, "NFS", true),
            (0x0102_1997, "9p", true),
            (0x00c3_6400, "ceph", true),
            (0x786f_4256, "vboxsf", true),
            (0x0116_1970, "GFS2", true),
            (0xef53, "ext4", false),
            (0x1234, "kind 0x1234", false),
        ] {
            let name = name.to_owned();
            assert_eq!(numbered(number), FileSystem { name, shared });
        }
    }
}
