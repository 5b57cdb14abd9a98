//! Work that is done for each of many, on as many threads as there are processors, with results in order: they are the
//! same on any number of threads.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// `make` of 0, 1, ... `n - 1`, in this order.
pub(crate) fn each<T: Send>(n: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let n_threads = thread::available_parallelism().map_or(1, usize::from).min(n.max(1));
    let next = AtomicUsize::new(0);
    let made: Mutex<Vec<(usize, T)>> = Mutex::new(Vec::with_capacity(n));
    thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= n {
                        break;
                    }
                    let one = make(number);
                    made.lock().expect("no thread panics while it holds the lock").push((number, one));
                }
            });
        }
    });
    let mut made = made.into_inner().expect("no thread panicked while it held the lock");
    made.sort_by_key(|(number, _)| *number);
    made.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_come_in_order() {
        assert_eq!(super::each(1_000, |n| n * n), (0..1_000).map(|n| n * n).collect::<Vec<_>>());
        assert!(super::each(0, |n| n).is_empty());
    }
}
