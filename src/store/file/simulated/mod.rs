//! A disk that loses its power or fails, and what a store does on it. What can happen is enumerated: at
//! each operation the power goes, and what was not synced may be there, may be gone, or may be half there.

mod failing;
mod life;
mod power_cut;
