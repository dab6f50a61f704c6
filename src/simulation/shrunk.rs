//! A plan that fails becomes a small one that fails in the same way.

use super::plan::{Call, Fate, Plan};

/// Whether one plan fails as the other did is for `fails` to say.
pub(super) fn shrunk(mut plan: Plan, fails: impl Fn(&Plan) -> bool) -> Plan {
    loop {
        let smaller = without_a_part(&plan);
        let Some(next) = smaller.into_iter().find(|smaller| fails(smaller)) else {
            return plan;
        };
        plan = next;
    }
}

/// Each plan that has one part less, or an easier one; the largest parts first.
fn without_a_part(plan: &Plan) -> Vec<Plan> {
    let mut smaller = Vec::new();
    let mut changed = |change: &dyn Fn(&mut Plan)| {
        let mut next = plan.clone();
        change(&mut next);
        if next != *plan {
            smaller.push(next);
        }
    };
    for at in 0..plan.troubles.len() {
        changed(&|next| {
            next.troubles.remove(at);
        });
    }
    for (at, program) in plan.processes.iter().enumerate() {
        changed(&|next| next.processes[at].threads.clear());
        for thread in 0..program.threads.len() {
            changed(&|next| next.processes[at].threads[thread].clear());
            for call in 0..program.threads[thread].len() {
                changed(&|next| {
                    next.processes[at].threads[thread].remove(call);
                });
            }
        }
    }
    for at in 0..plan.fates.len() {
        changed(&|next| next.fates.truncate(at));
        changed(&|next| next.fates[at] = Fate::Answered(0));
    }
    changed(&|next| (next.racing, next.revoking, next.saves_password) = (false, false, false));
    changed(&|next| {
        for off in &mut next.hosts {
            *off = 0;
        }
    });
    for (at, program) in plan.processes.iter().enumerate() {
        for thread in 0..program.threads.len() {
            for call in 0..program.threads[thread].len() {
                if program.threads[thread][call] == Call::Refresh {
                    changed(&|next| next.processes[at].threads[thread][call] = Call::Token);
                }
            }
        }
    }
    smaller
}
