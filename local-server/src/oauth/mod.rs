//! The token endpoint (RFC 6749), and access tokens as they are presented (RFC 6750).

pub mod bearer;
pub mod bearer_request;
pub mod client_authentication;
pub mod code_grant;
pub mod exchange;
pub mod password_grant;
pub mod refresh_grant;
pub mod refusal;
pub mod token_endpoint;
