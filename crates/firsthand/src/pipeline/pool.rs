//! Work on each of many, on some threads, with what comes of it received one by one in the calling thread, which alone
//! writes into the case.

use anyhow::Result;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// Does `work` on each of `items` with `n_threads` threads and gives each result to `receive`, in the order in which they
/// are ready.
///
/// # Errors
/// The first of `work` or of `receive`; what was begun is finished, nothing more is.
pub fn each<T: Send, R: Send>(
    items: impl IntoIterator<Item = T, IntoIter: Send>,
    n_threads: usize,
    work: impl Fn(T) -> Result<R> + Sync,
    mut receive: impl FnMut(R) -> Result<()>,
) -> Result<()> {
    let queue = Mutex::new(items.into_iter());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let (results, received) = mpsc::sync_channel(2 * n_threads);
    thread::scope(|scope| {
        for _ in 0..n_threads {
            let (results, next, work) = (results.clone(), &next, &work);
            scope.spawn(move || {
                while let Some(item) = next() {
                    if results.send(work(item)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(results);
        // Leaving early drops the receiver, and every thread stops at its next result.
        received.into_iter().try_for_each(|result| receive(result?))
    })
}

#[cfg(test)]
mod tests {
    use super::each;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn every_item_is_worked_on_once() {
        let mut found = Vec::new();
        let done = each(
            0..1_000_u32,
            4,
            |n| Ok(n * 2),
            |n| {
                found.push(n);
                Ok(())
            },
        );
        assert!(done.is_ok());
        found.sort_unstable();
        assert_eq!(found, (0..1_000).map(|n| n * 2).collect::<Vec<u32>>());
    }

    #[test]
    fn after_an_error_nothing_more_is_begun() {
        let n_begun = AtomicUsize::new(0);
        let work = |n: u32| {
            n_begun.fetch_add(1, Ordering::Relaxed);
            anyhow::ensure!(n != 3, "three");
            Ok(n)
        };
        let error = each(0..1_000, 2, work, |_| Ok(())).expect_err("an error");
        assert_eq!(error.to_string(), "three");
        assert!(n_begun.into_inner() < 100);
    }
}
