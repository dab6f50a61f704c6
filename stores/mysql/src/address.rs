//! What an address says: `mysql://user:password@host:3306,host2/database?ssl-ca=/etc/ssl/certs/database.pem`.

use std::ffi::CString;
use std::fmt;
use std::net::IpAddr;

/// How the server is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tls {
    /// Its certificate is one for the host, by an authority that is trusted.
    Verified,
    /// Somebody's.
    Unverified,
    /// None is asked for.
    None,
}

pub(crate) struct Host {
    pub(crate) name: CString,
    pub(crate) port: u32,
    pub(crate) tls: Tls,
}

/// Where a database is, and as whom.
#[derive(Default)]
pub(crate) struct Address {
    pub(crate) hosts: Vec<Host>,
    pub(crate) user: Option<CString>,
    pub(crate) password: Option<CString>,
    pub(crate) database: Option<CString>,
    pub(crate) socket: Option<CString>,
    pub(crate) defaults_file: Option<CString>,
    pub(crate) ca: Option<CString>,
    pub(crate) ca_path: Option<CString>,
    pub(crate) certificate: Option<CString>,
    pub(crate) key: Option<CString>,
}

const UNREADABLE: &str = "the store's address is not as mysql://user@host:3306/database?ssl-ca=/etc/ssl/certs/database.pem \
                          is (in a password, special characters are written as %XX)";
const PORT: u32 = 3306;

impl Address {
    pub(crate) fn of_url(url: &str) -> Result<Self, String> {
        Self::read(url).unwrap_or_else(|| Err(UNREADABLE.to_owned()))
    }

    /// `None` where a part is not as it must be; an error says more, where nothing of it can be a password.
    fn read(url: &str) -> Option<Result<Self, String>> {
        let schemes = ["mysql://", "mariadb://"];
        let rest = schemes.iter().find_map(|scheme| url.strip_prefix(scheme))?;
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, database) = place.split_once('/').unwrap_or((place, ""));
        let (login, hosts) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (user, password) = login.split_once(':').unwrap_or((login, ""));
        let mut address = Self {
            user: given(user)?,
            password: given(password)?,
            database: given(database)?,
            ..Self::default()
        };
        let mut mode = None;
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=')?;
            let place = match name {
                "socket" => &mut address.socket,
                "defaults-file" => &mut address.defaults_file,
                "ssl-ca" => &mut address.ca,
                "ssl-capath" => &mut address.ca_path,
                "ssl-cert" => &mut address.certificate,
                "ssl-key" => &mut address.key,
                "ssl-mode" => {
                    mode = match value {
                        "VERIFY_IDENTITY" => Some(Tls::Verified),
                        "REQUIRED" => Some(Tls::Unverified),
                        "DISABLED" => Some(Tls::None),
                        _ => {
                            let known = "VERIFY_IDENTITY, REQUIRED and DISABLED";
                            return Some(Err(format!(
                                "the store's address: ssl-mode knows {known}"
                            )));
                        }
                    };
                    continue;
                }
                _ => {
                    let known =
                        "socket, defaults-file, ssl-mode, ssl-ca, ssl-capath, ssl-cert, ssl-key";
                    return Some(Err(format!(
                        "the store's address: after its ? may stand {known}"
                    )));
                }
            };
            *place = given(value)?;
        }
        let is_local = address.socket.is_some();
        let read = |text| host(text, mode, is_local);
        address.hosts = hosts.split(',').map(read).collect::<Option<_>>()?;
        Some(Ok(address))
    }
}

/// Operators who have set `ssl-mode` have decided; else who is asked elsewhere than on this machine must show who it
/// is.
fn host(text: &str, mode: Option<Tls>, is_local: bool) -> Option<Host> {
    let (name, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (name, port) = rest.split_once(']')?;
            (name, port.strip_prefix(':').unwrap_or(port))
        }
        None => text.split_once(':').unwrap_or((text, "")),
    };
    let port = if port.is_empty() {
        PORT
    } else {
        port.parse().ok()?
    };
    let is_loopback = |address: IpAddr| address.is_loopback();
    let is_here =
        is_local || name.is_empty() || name == "localhost" || name.parse().is_ok_and(is_loopback);
    let default = if is_here { Tls::None } else { Tls::Verified };
    Some(Host {
        name: CString::new(name).ok()?,
        port,
        tls: mode.unwrap_or(default),
    })
}

/// Inner `None` where nothing is given; outer, where it can't be read.
fn given(text: &str) -> Option<Option<CString>> {
    if text.is_empty() {
        return Some(None);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        bytes.push(u8::try_from(digit()? << 4 | digit()?).ok()?);
    }
    CString::new(bytes).ok().map(Some)
}

/// Without the password.
impl fmt::Debug for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hosts = self
            .hosts
            .iter()
            .map(|host| (&host.name, host.port, host.tls));
        out.debug_list().entries(hosts).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(url: &str) -> Address {
        Address::of_url(url).unwrap()
    }

    #[test]
    fn an_address_has_parts() {
        let found = address("mysql://till:p%40ss@a.example:3307,[::1],b/pos?ssl-ca=/etc/ca.pem");
        let hosts: Vec<_> = found
            .hosts
            .iter()
            .map(|host| (host.name.to_str().unwrap(), host.port))
            .collect();
        assert_eq!(hosts, [("a.example", 3307), ("::1", 3306), ("b", 3306)]);
        assert_eq!(found.user.unwrap().to_str(), Ok("till"));
        assert_eq!(found.password.unwrap().to_str(), Ok("p@ss"));
        assert_eq!(found.database.unwrap().to_str(), Ok("pos"));
        assert_eq!(found.ca.unwrap().to_str(), Ok("/etc/ca.pem"));
    }

    #[test]
    fn a_host_elsewhere_is_verified_unless_the_address_says_otherwise() {
        let of = |url| address(url).hosts[0].tls;
        assert_eq!(of("mariadb://db.example/pos"), Tls::Verified);
        assert_eq!(of("mysql://127.0.0.2:1/pos"), Tls::None);
        assert_eq!(of("mysql://[::1]/pos"), Tls::None);
        assert_eq!(of("mysql:///pos?socket=/run/mysqld/mysqld.sock"), Tls::None);
        assert_eq!(of("mysql://db.example/pos?ssl-mode=DISABLED"), Tls::None);
        assert_eq!(
            of("mysql://localhost/pos?ssl-mode=VERIFY_IDENTITY"),
            Tls::Verified
        );
    }

    #[test]
    fn what_is_wrong_with_an_address_repeats_none_of_it() {
        for url in [
            "mysql://u:geh%zzeim@h/d",
            "mysql://u:geheim@h:port/d",
            "mysql://u:geheim@h/d?nonsense=geheim",
            "mysql://u:geheim@h/d?ssl-mode=geheim",
            "postgresql://u:geheim@h/d",
        ] {
            let said = Address::of_url(url).unwrap_err();
            assert!(!said.contains("geh"), "{said}");
        }
        assert!(!format!("{:?}", address("mysql://u:geheim@h/d")).contains("geheim"));
    }
}
