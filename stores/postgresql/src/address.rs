//! What an address says, as libpq reads it, and what it leaves to us.

use std::env;
use std::ffi::{CStr, CString};
use std::fmt;
use std::net::IpAddr;
use std::ptr;

use crate::libpq;

/// Parameters of a connection.
#[derive(Clone)]
pub(crate) struct Address(Vec<(String, String)>);

/// A host and where it listens.
#[derive(Default)]
struct Host {
    host: Option<String>,
    hostaddr: Option<String>,
    port: Option<String>,
}

impl Address {
    pub(crate) fn of_url(url: &str) -> Result<Self, String> {
        // What libpq says of it repeats parts of it, which may be a password's.
        let unreadable = || {
            "the store's address is none that libpq can read, as \
             postgresql://user@host:5432/database?sslrootcert=/etc/ssl/certs/database.pem is (in a password, special \
             characters are written as %XX)"
                .to_owned()
        };
        let url = CString::new(url).map_err(|_| unreadable())?;
        // SAFETY: the text ends with NUL, and what comes is given back.
        let parsed = unsafe {
            let mut error = ptr::null_mut();
            let options = libpq::PQconninfoParse(url.as_ptr(), &raw mut error);
            libpq::PQfreemem(error.cast());
            if options.is_null() {
                return Err(unreadable());
            }
            let parameters = given(options);
            libpq::PQconninfoFree(options);
            parameters
        };
        let mut address = Self(parsed);
        if address.is_cut_within_a_password() {
            return Err(unreadable());
        }
        address.default_to("fallback_application_name", "omnifund");
        // After a failover the first host may be the one that was demoted.
        address.default_to("target_session_attrs", "read-write");
        if address.leaves_tls_to_us() {
            address.default_to("sslmode", "verify-full");
        }
        Ok(address)
    }

    /// Behind an `@` or a `/` that is not written as %XX, libpq takes a password's end for a host, or its beginning for a
    /// port, and repeats it when it does not get there.
    fn is_cut_within_a_password(&self) -> bool {
        let hosts = self.get("host").unwrap_or_default();
        let is_none = |host: &str| host.contains('@') && !host.starts_with(['/', '@']);
        let ports = self.get("port").unwrap_or_default();
        let is_port = |byte: u8| byte.is_ascii_digit() || byte == b',';
        hosts.split(',').any(is_none) || !ports.bytes().all(is_port)
    }

    /// libpq's own default speaks without TLS where the server has none, and never looks who it is. Operators who
    /// have set it anywhere have decided; on this machine there is nobody between.
    fn leaves_tls_to_us(&self) -> bool {
        let decided = self.get("service").is_some()
            || env::var_os("PGSERVICE").is_some()
            || env::var_os("PGSSLMODE").is_some();
        let named = self.get("hostaddr").or(self.get("host"));
        let from_environment = env::var("PGHOSTADDR").or_else(|_| env::var("PGHOST"));
        let hosts = named.map_or(from_environment.unwrap_or_default(), str::to_owned);
        !decided && !hosts.split(',').all(is_here)
    }

    fn get(&self, keyword: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == keyword)?;
        Some(found.1.as_str())
    }

    fn default_to(&mut self, keyword: &str, value: &str) {
        if self.get(keyword).is_none() {
            self.0.push((keyword.to_owned(), value.to_owned()));
        }
    }

    /// The same for each of its hosts. libpq would try them in one go, and one that swallows packets would use up the
    /// time of all.
    pub(crate) fn for_each_host(&self) -> Vec<Self> {
        let list = |keyword| -> Vec<_> {
            let text = self.get(keyword);
            text.map(|text| text.split(',').map(str::to_owned).collect())
                .unwrap_or_default()
        };
        let (hosts, addresses, ports) = (list("host"), list("hostaddr"), list("port"));
        let count = hosts.len().max(addresses.len());
        if count < 2 {
            return vec![self.clone()];
        }
        let one_or_own = |list: &[String], at: usize| {
            let only = if list.len() == 1 { list.first() } else { None };
            only.or(list.get(at)).cloned()
        };
        (0..count)
            .map(|at| {
                self.with(Host {
                    host: hosts.get(at).cloned(),
                    hostaddr: addresses.get(at).cloned(),
                    port: one_or_own(&ports, at),
                })
            })
            .collect()
    }

    fn with(&self, host: Host) -> Self {
        let of_a_host = ["host", "hostaddr", "port"];
        let others = self.0.iter();
        let mut parameters: Vec<_> = others
            .filter(|(keyword, _)| !of_a_host.contains(&keyword.as_str()))
            .cloned()
            .collect();
        let own = of_a_host.map(str::to_owned);
        let values = [host.host, host.hostaddr, host.port];
        let both = own.into_iter().zip(values);
        parameters.extend(both.filter_map(|(keyword, value)| Some((keyword, value?))));
        Self(parameters)
    }

    pub(crate) fn parameters(&self) -> &[(String, String)] {
        &self.0
    }
}

/// A directory of a socket, or this machine's own network.
fn is_here(host: &str) -> bool {
    let is_loopback = |address: IpAddr| address.is_loopback();
    host.is_empty()
        || host.starts_with(['/', '@'])
        || host == "localhost"
        || host.parse().is_ok_and(is_loopback)
}

/// # Safety
/// What `PQconninfoParse` gave.
unsafe fn given(options: *const libpq::PQconninfoOption) -> Vec<(String, String)> {
    let mut parameters = Vec::new();
    let mut at = options;
    // SAFETY: the list ends with a keyword that is NULL; texts end with NUL.
    unsafe {
        while !(*at).keyword.is_null() {
            if !(*at).val.is_null() {
                let text = |text| CStr::from_ptr(text).to_string_lossy().into_owned();
                parameters.push((text((*at).keyword), text((*at).val)));
            }
            at = at.add(1);
        }
    }
    parameters
}

/// Without values: one is the password.
impl fmt::Debug for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keywords = self.0.iter().map(|(keyword, _)| keyword);
        out.debug_set().entries(keywords).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(url: &str) -> Address {
        Address::of_url(url).unwrap()
    }

    #[test]
    fn a_host_elsewhere_is_verified_unless_the_address_says_otherwise() {
        let mode = |url| address(url).get("sslmode").map(str::to_owned);
        let verified = Some("verify-full".to_owned());
        assert_eq!(mode("postgresql://db.example/pos"), verified);
        assert_eq!(mode("postgres://localhost,db.example/pos"), verified);
        assert_eq!(mode("postgresql://127.0.0.1:1,[::1]:2/pos"), None);
        assert_eq!(mode("postgresql:///pos?host=/run/postgresql"), None);
        let said = mode("postgresql://db.example/pos?sslmode=verify-ca");
        assert_eq!(said.as_deref(), Some("verify-ca"));
    }

    #[test]
    fn what_is_wrong_with_an_address_repeats_none_of_it() {
        for url in [
            "postgresql://u:geh%zzeim@h/d",
            "postgresql://u:geheim@h/d?nonsense=1",
            "postgresql://u:x@geheim@h/d",
            "postgresql://u:geheim/x@h/d",
        ] {
            let said = Address::of_url(url).unwrap_err();
            assert!(!said.contains("geh"), "{said}");
        }
        let shown = format!("{:?}", address("postgresql://u:geheim@h/d"));
        assert!(!shown.contains("geheim") && shown.contains("password"));
    }

    #[test]
    fn each_host_of_a_list_gets_its_own_port() {
        let both = address("postgresql://a:1,b:2/pos").for_each_host();
        let of = |address: &Address| {
            let part = |keyword| address.get(keyword).unwrap().to_owned();
            (part("host"), part("port"))
        };
        let found: Vec<_> = both.iter().map(of).collect();
        let expected = [("a", "1"), ("b", "2")];
        assert_eq!(
            found,
            expected.map(|(host, port)| (host.into(), port.into()))
        );
    }
}
