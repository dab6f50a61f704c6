//! One history: a plan is carried out, and judged.

use super::calm;
use super::machine;
use super::plan::Plan;
use super::scheduler::{Life, Shared};
use super::threads::Pool;
use super::till;
use super::world::World;
use crate::steps::Step;

/// What came of it.
pub(super) struct Ended {
    /// What must not be, where something was so.
    pub(super) violation: Option<String>,
    pub(super) steps: u64,
    /// Requests to the token endpoint.
    pub(super) requests: usize,
    pub(super) story: Vec<String>,
}

/// Carries a plan out, without the steps of the order that are left out.
pub(super) fn carried_out(plan: &Plan, pool: &Pool, left_out: &[Step], tells: bool) -> Ended {
    let world = World::new(plan, tells);
    let left_out = left_out.iter().fold(0, |all, step| all | step.bit());
    let shared = Shared::new(world, pool.clone(), left_out, machine::enter, till::program);
    let alone = |host, life: Life| {
        let process = shared.start(None, host);
        shared.thread(process, life, None);
        shared.run();
    };
    alone(plan.hosts.len() - 1, till::begins);
    {
        let mut world = shared.world();
        let steps = world.steps;
        world.moments_begin();
        world.troubles = plan
            .troubles
            .iter()
            .map(|trouble| trouble.behind(steps))
            .collect();
    }
    if !shared.world().is_over {
        for (number, program) in plan.processes.iter().enumerate() {
            let process = shared.start(Some(number), program.host);
            shared.thread(process, till::program, None);
        }
        shared.run();
    }
    if !shared.world().is_over {
        shared.world().calm_down();
        for host in 0..plan.hosts.len() {
            alone(host, calm::ends);
        }
    }
    let mut world = shared.world();
    Ended {
        violation: world.judge.violation.take(),
        steps: world.steps,
        requests: world.requests,
        story: world.story.take().unwrap_or_default(),
    }
}
