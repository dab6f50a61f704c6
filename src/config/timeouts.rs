//! How long what may take.

use std::time::Duration;

use super::Config;
use crate::clock::Deadline;
use crate::error::{Error, Result};

pub(super) const CONNECT: Duration = Duration::from_secs(5);
pub(super) const EXCHANGE: Duration = Duration::from_secs(15);
pub(super) const CALL_BUDGET: Duration = Duration::from_secs(25);
const LONGEST_TIMEOUT: Duration = Duration::from_secs(3600);

/// What was set of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timeouts {
    pub(crate) connect: Duration,
    exchange: Option<Duration>,
    call_budget: Option<Duration>,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: CONNECT,
            exchange: None,
            call_budget: None,
        }
    }
}

impl Timeouts {
    pub(crate) fn call_budget(&self) -> Duration {
        self.call_budget.unwrap_or(CALL_BUDGET)
    }

    /// The end of a call that says nothing of its own.
    pub(crate) fn deadline(&self) -> Deadline {
        match self.call_budget {
            Some(budget) => Deadline::asked_for(budget),
            None => Deadline::after(CALL_BUDGET),
        }
    }

    /// How long an exchange may take in such a call. Who asks for a budget wants to wait for so long: an
    /// answer that is cut may have been the only copy of a pair.
    pub(crate) fn exchange_within(&self, deadline: Deadline) -> Duration {
        let longest = match self.exchange {
            Some(exchange) => exchange,
            None if deadline.is_asked_for() => Duration::MAX,
            None => EXCHANGE,
        };
        longest.min(deadline.remaining())
    }
}

impl Config {
    /// How long a connection may take, TLS handshake included; unless set as the table of
    /// [`Config::from_file`] says. Looking up the name comes before it, as long as the system's resolver takes.
    ///
    /// # Errors
    /// [`InvalidConfiguration`](crate::ErrorKind::InvalidConfiguration) outside 1 ms to 1 h.
    pub fn set_connect_timeout(&mut self, timeout: Duration) -> Result<()> {
        self.timeouts.connect = timeout_in_range("connect_timeout", timeout)?;
        Ok(())
    }

    /// How long one exchange may take, from the name look-up to the answer's last byte. Unless set as the
    /// table of [`Config::from_file`] says, or as long as the call, where that has a budget of its own ([`Config::set_call_budget`],
    /// [`Session::token_within`](crate::Session::token_within)). Set, it holds within any budget.
    ///
    /// # Errors
    /// [`InvalidConfiguration`](crate::ErrorKind::InvalidConfiguration) outside 1 ms to 1 h.
    pub fn set_exchange_timeout(&mut self, timeout: Duration) -> Result<()> {
        self.timeouts.exchange = Some(timeout_in_range("exchange_timeout", timeout)?);
        Ok(())
    }

    /// How long one call of this library may take, all that it does included; unless set as the table of
    /// [`Config::from_file`] says, below the 30 s after which many servers kill a worker. Set, an exchange may take all of it, unless
    /// [`Config::set_exchange_timeout`] says otherwise.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// let mut config = omnifund::Config::new();
    /// config.set_call_budget(Duration::from_secs(8))?;
    /// assert!(config.set_call_budget(Duration::ZERO).is_err());
    /// # Ok::<(), omnifund::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`InvalidConfiguration`](crate::ErrorKind::InvalidConfiguration) outside 1 ms to 1 h.
    pub fn set_call_budget(&mut self, budget: Duration) -> Result<()> {
        self.timeouts.call_budget = Some(timeout_in_range("call_budget", budget)?);
        Ok(())
    }
}

fn timeout_in_range(setting: &str, timeout: Duration) -> Result<Duration> {
    if timeout < Duration::from_millis(1) || timeout > LONGEST_TIMEOUT {
        let problem = format!(
            "{} ms is not between 1 and {} ms",
            timeout.as_millis(),
            LONGEST_TIMEOUT.as_millis()
        );
        return Err(Error::setting(setting, problem));
    }
    Ok(timeout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exchange_may_take_as_long_as_the_budget_that_somebody_asked_for() {
        let [two, minute] = [2, 60].map(Duration::from_secs);
        let seconds = |config: &Config, deadline: Deadline| {
            let time = config.timeouts.exchange_within(deadline);
            time.as_secs_f64().round()
        };
        let plain = Config::new();
        assert_eq!(seconds(&plain, plain.timeouts.deadline()), 15.0);
        assert_eq!(seconds(&plain, Deadline::after(minute)), 15.0);
        assert_eq!(seconds(&plain, Deadline::asked_for(minute)), 60.0);
        assert_eq!(seconds(&plain, Deadline::asked_for(two)), 2.0);

        let mut patient = Config::new();
        patient.set_call_budget(minute).unwrap();
        assert_eq!(seconds(&patient, patient.timeouts.deadline()), 60.0);

        let mut strict = patient.clone();
        strict
            .set_exchange_timeout(Duration::from_secs(20))
            .unwrap();
        assert_eq!(seconds(&strict, strict.timeouts.deadline()), 20.0);
        assert_eq!(seconds(&strict, Deadline::asked_for(minute)), 20.0);
        assert_eq!(seconds(&strict, Deadline::asked_for(two)), 2.0);
    }
}
