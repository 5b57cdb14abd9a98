//! Loops that run with the widest instructions of the machine, chosen when the program runs: one binary serves old
//! machines and new ones. What is computed stays the same to the last bit, because no sum changes its order and no two
//! operations become one; the tests hold each such loop equal to its plain twin.

/// Does `work` with the widest instructions there are. Only what is inlined into it gains by that.
#[inline(always)]
pub(crate) fn widest<T>(work: impl FnOnce() -> T) -> T {
    pulp::Arch::new().dispatch(work)
}
