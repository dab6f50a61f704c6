//! Where a log-in leads to: a page of this portal and nowhere else, whatever the address says.

/// Where somebody goes who was on the way nowhere.
pub(super) const HOME: &str = "/profile/api-access";

/// The path that an address names, if it is a page here.
pub(super) fn path(named: Option<&str>) -> &str {
    let pages = [
        "/profile",
        "/users",
        "/traffic",
        "/faults",
        "/oauth/v2/auth",
    ];
    let is_page = |named: &&str| {
        let path = named.split(['?', '#']).next().unwrap_or_default();
        let below = |page: &&str| {
            path.strip_prefix(*page)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        // A browser reads "\" as "/", and leaves out line ends.
        pages.iter().any(below)
            && named
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
            && !path.contains("//")
            && !path.contains("..")
    };
    named.filter(is_page).unwrap_or(HOME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_in_never_leads_away_from_the_portal() {
        for good in [
            "/profile/api-access/1_abc",
            "/traffic",
            "/oauth/v2/auth?client_id=1_a&redirect_uri=https%3A%2F%2Fh%2F&state=x",
        ] {
            assert_eq!(path(Some(good)), good);
        }
        for bad in [
            "https://evil.example.com/",
            "//evil.example.com/profile",
            "/\\evil.example.com",
            "/profile\\..\\..",
            "/profile/../../x",
            "/profileevil",
            "/profile\r\nSet-Cookie: x=y",
            "javascript:alert(1)",
            "",
        ] {
            assert_eq!(path(Some(bad)), HOME, "{bad:?}");
        }
        assert_eq!(path(None), HOME);
    }
}
