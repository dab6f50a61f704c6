//! What goes wrong on hosts, and when.

use super::hosts::{Actor, Process};
use super::plan::{At, Time, Trouble, What};
use super::world::World;
use crate::platform::simulated::disk::Simulated;

impl World {
    /// What the plan has for now happens.
    pub(super) fn trouble(&mut self, me: usize) {
        let moment = self.moment.take();
        let is_due = |trouble: &Trouble| match trouble.at {
            At::Step(step) => self.steps >= step,
            At::Request(number, after) => self
                .arrived
                .get(number + 1)
                .is_some_and(|at| self.steps >= at + after),
            At::Doing(which, number) => moment == Some((which, number)),
        };
        if let Some(at) = self.troubles.iter().position(is_due) {
            let trouble = self.troubles.remove(at);
            self.befall(trouble.what, self.host_of(me));
        }
    }

    fn befall(&mut self, what: What, here: usize) {
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
            } => self.stand_still(host, milliseconds * 1000, clocks_too),
            What::Stall {
                milliseconds,
                clocks_too,
            } => self.stand_still(here, milliseconds * 1000, clocks_too),
            What::Unheard {
                arrives,
                milliseconds,
            } => self.unheard = Some((arrives, milliseconds * 1000)),
            What::NoRoom { milliseconds } => self.full_until = now + milliseconds * 1000,
            What::Clock { host, milliseconds } => {
                self.judge.clocks_moved = true;
                self.judge.wall_was_set = true;
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
                // So it may have forgotten what became of a request.
                self.judge.may_be_announced |= behind > 0;
                self.later_version_wrote = false;
                self.database.fail_over(behind);
            }
        }
    }

    pub(super) fn stand_still(&mut self, host: usize, time: Time, clocks_too: bool) {
        let it = &mut self.hosts[host];
        it.stands_still_until = it.stands_still_until.max(self.now + time);
        if clocks_too {
            it.frozen += time;
        }
        for one in &mut self.actors {
            one.doing.stood_still |= self.processes[one.process].host == host;
        }
        // When it is back its lease may have ended, and what it announced is another host's to find.
        let on_it = |one: &Actor| self.processes[one.process].host == host;
        let is_changing = |one: &Actor| on_it(one) && one.doing.has_written;
        self.judge.may_be_announced |= self.plan.shared && self.actors.iter().any(is_changing);
        let telling = self.actors.iter().filter(|one| is_changing(one));
        let untold: Vec<_> = telling.filter_map(|one| one.doing.exchange).collect();
        for (number, exchange) in self.judge.exchanges.iter_mut().enumerate() {
            let stands = self.processes[exchange.process].host == host;
            let is_untold = exchange.is_open || (untold.contains(&number) && !exchange.is_told);
            exchange.stood_still |= stands && is_untold;
        }
    }

    /// Its memory is gone, and so are its locks; what it wrote is there.
    pub(super) fn kill(&mut self, process: usize) {
        self.processes[process].is_dead = true;
        self.judge.processes[process].is_dead = true;
        let is_changing = |one: &Actor| one.process == process && one.doing.has_written;
        self.judge.may_be_announced |= self.actors.iter().any(is_changing);
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
            exchange.may_be_kept |= std::mem::take(&mut exchange.is_written);
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
        self.unheard = None;
        self.full_until = 0;
        for host in &mut self.hosts {
            host.failing = None;
            host.cut_off_until = 0;
        }
    }
}
