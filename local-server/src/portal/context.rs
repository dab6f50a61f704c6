//! What pages are made from.

use std::sync::Arc;

use super::secret_once::SecretsOnce;
use super::throttle::Throttle;
use crate::service::Service;

/// What pages are made from.
pub(super) struct Portal {
    pub service: Arc<Service>,
    /// Who tries passwords.
    pub throttle: Throttle,
    /// New client secrets that nobody has seen yet.
    pub secrets: SecretsOnce,
}

impl Portal {
    /// The portal of a server that has just begun.
    pub fn over(service: Arc<Service>) -> Self {
        Self {
            service,
            throttle: Throttle::default(),
            secrets: SecretsOnce::default(),
        }
    }
}
