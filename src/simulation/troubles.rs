//! What goes wrong on hosts, and when.

use super::plan::{At, Trouble, What};
use super::world::{Process, World};
use crate::platform::simulated::disk::Simulated;

impl World {
    /// What the plan has for now happens.
    pub(super) fn trouble(&mut self) {
        let is_due = |trouble: &Trouble| match trouble.at {
            At::Step(step) => self.steps >= step,
            At::Request(number, after) => self
                .arrived
                .get(number + 1)
                .is_some_and(|at| self.steps >= at + after),
        };
        if let Some(at) = self.troubles.iter().position(is_due) {
            let trouble = self.troubles.remove(at);
            self.befall(trouble.what);
        }
    }

    fn befall(&mut self, what: What) {
        self.tell(|| format!("! {what:?}"));
        let now = self.now;
        match what {
            What::Kill { process } => {
                let living = |one: &Process| one.program == Some(process) && !one.is_dead;
                if let Some(number) = self.processes.iter().position(living) {
                    self.kill(number);
                }
            }
            What::PowerCut { host, clock } => self.cut_power(host, clock),
            What::Pause {
                host,
                milliseconds,
                clocks_too,
            } => {
                let time = milliseconds * 1000;
                self.hosts[host].stands_still_until = now + time;
                if clocks_too {
                    self.hosts[host].frozen += time;
                }
                for exchange in &mut self.judge.exchanges {
                    let stands = self.processes[exchange.process].host == host;
                    exchange.stood_still |= stands && exchange.is_open;
                }
            }
            What::Clock { host, milliseconds } => {
                self.judge.clocks_moved = true;
                self.hosts[host].wall_off += milliseconds;
                self.hosts[host].set_back += u64::try_from(-milliseconds).unwrap_or(0) * 1000;
            }
            What::Disk {
                host,
                how,
                operations,
            } => self.hosts[host].failing = Some((how, operations)),
            What::CutOff { host, milliseconds } => {
                self.hosts[host].cut_off_until = now + milliseconds * 1000;
            }
            What::FailOver { behind } => {
                // Another host may come before the one that could put back what is missing.
                let is_more_than_a_pair = behind > 1 || self.judge.is_forgotten;
                self.judge.is_lenient |=
                    behind > 0 && (self.hosts.len() > 1 || is_more_than_a_pair);
                self.judge.is_forgotten |= behind > 0;
                self.later_version_wrote = false;
                self.database.fail_over(behind);
            }
        }
    }

    /// Its memory is gone, and so are its locks; what it wrote is there.
    pub(super) fn kill(&mut self, process: usize) {
        self.processes[process].is_dead = true;
        self.judge.processes[process].is_dead = true;
        self.judge.has_killed = true;
        if self.judge.processes[process].ending > 0 {
            // It may have, though nobody will say so.
            self.judge.signed_out(&self.server);
        }
        let host = self.processes[process].host;
        self.hosts[host]
            .locks
            .retain(|taken| taken.process != process);
        if let Some(program) = self.processes[process].program {
            let after = self.chance.between(1000, 2_000_000);
            self.restarts.push((self.now + after, program));
        }
    }

    fn cut_power(&mut self, host: usize, clock: i64) {
        for process in 0..self.processes.len() {
            if self.processes[process].host == host && !self.processes[process].is_dead {
                self.kill(process);
            }
        }
        let disk = self.hosts[host]
            .disk
            .world()
            .after_one_power_cut(&mut |limit| self.chance.below(limit));
        let lost = self.judge.exchanges.iter_mut();
        for exchange in lost.filter(|one| one.host == host) {
            exchange.is_written = false;
        }
        let down = self.chance.between(1_000_000, 90_000_000);
        let now = self.now;
        let it = &mut self.hosts[host];
        it.disk = Simulated::of(disk);
        it.boots += 1;
        (it.started, it.frozen) = (now, 0);
        it.stands_still_until = now + down;
        it.wall_off += clock;
        // The clock that saw the wall clock set back has ended.
        it.lag += std::mem::take(&mut it.set_back);
        self.judge.clocks_moved |= clock != 0;
        if clock < 0 {
            it.lag += u64::try_from(-clock).unwrap_or(0) * 1000;
        }
    }

    /// From here on nothing goes wrong.
    pub(super) fn calm_down(&mut self) {
        self.tell(|| "all is well again".into());
        self.troubles.clear();
        self.restarts.clear();
        self.plan.fates.clear();
        for host in &mut self.hosts {
            host.failing = None;
            host.cut_off_until = 0;
        }
    }
}
