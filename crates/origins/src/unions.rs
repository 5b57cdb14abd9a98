//! Sets that are joined pair by pair.

/// Disjoint sets of the numbers below a length.
#[derive(Clone)]
pub(crate) struct Unions {
    parent: Vec<usize>,
}

impl Unions {
    /// `length` sets of one.
    pub fn new(length: usize) -> Unions {
        Unions { parent: (0..length).collect() }
    }

    /// The smallest member of the set that holds `member`.
    pub fn root(&self, mut member: usize) -> usize {
        while self.parent[member] != member {
            member = self.parent[member];
        }
        member
    }

    /// Joins two sets; the smaller root stays, so the order of joins does not matter.
    pub fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (small, large) = (a.min(b), a.max(b));
        self.parent[large] = small;
    }
}
