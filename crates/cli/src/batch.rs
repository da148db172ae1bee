//! Many inputs on several threads, results in input order, few of them in memory.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Documents in flight for each thread: enough to keep threads busy behind one slow document.
const IN_FLIGHT_PER_THREAD: usize = 2;

/// What threads share.
struct Shared<T> {
    state: Mutex<State<T>>,
    /// Told when the window moves on, and at the end.
    room: Condvar,
    /// Told when the result whose turn it is has come.
    ready: Condvar,
    total: usize,
    window: usize,
}

struct State<T> {
    /// Index of the next item nobody has taken.
    next: usize,
    /// How many results were handed on.
    emitted: usize,
    /// Results that wait for an earlier one.
    done: BTreeMap<usize, T>,
    stopped: bool,
}

/// Runs `work` over `items` on `jobs` threads (on the calling one alone if that is one) and hands each result to `emit`, on the calling thread and in the
/// order of the items, as soon as it is its turn. `work` must not panic.
///
/// # Errors
/// The first error of `emit`; items not yet begun are then left undone.
pub fn run<I: Sync, T: Send, E>(
    items: &[I],
    jobs: NonZero<usize>,
    work: impl Fn(&I) -> T + Sync,
    mut emit: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let threads = jobs.get().min(items.len());
    if threads <= 1 {
        return items.iter().try_for_each(|item| emit(work(item)));
    }
    let shared = Shared {
        state: Mutex::new(State { next: 0, emitted: 0, done: BTreeMap::new(), stopped: false }),
        room: Condvar::new(),
        ready: Condvar::new(),
        total: items.len(),
        window: threads * IN_FLIGHT_PER_THREAD,
    };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(index) = shared.take() {
                    let result = work(&items[index]);
                    shared.give(index, result);
                }
            });
        }
        (0..shared.total).try_for_each(|index| emit(shared.wait_for(index))).inspect_err(|_| shared.stop())
    })
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next item to work on, once the window allows it; `None` when there is nothing left to do.
    fn take(&self) -> Option<usize> {
        let is_full = |state: &mut State<T>| {
            !state.stopped && state.next < self.total && state.next >= state.emitted + self.window
        };
        let mut state = self.room.wait_while(self.lock(), is_full).unwrap_or_else(PoisonError::into_inner);
        if state.stopped || state.next >= self.total {
            return None;
        }
        let index = state.next;
        state.next += 1;
        Some(index)
    }

    fn give(&self, index: usize, result: T) {
        let mut state = self.lock();
        state.done.insert(index, result);
        // Others wait for their turn in the map; waking the receiver for them would only cost time.
        if index == state.emitted {
            self.ready.notify_one();
        }
    }

    /// The result of item `index`; the caller asks in ascending order.
    fn wait_for(&self, index: usize) -> T {
        let mut state = self.lock();
        loop {
            if let Some(result) = state.done.remove(&index) {
                state.emitted = index + 1;
                self.room.notify_one();
                return result;
            }
            state = self.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn stop(&self) {
        self.lock().stopped = true;
        self.room.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn jobs(n: usize) -> NonZero<usize> {
        NonZero::new(n).unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_items_on_any_number_of_threads() {
        let items: Vec<u32> = (0..200).collect();
        for n in [1, 2, 7] {
            let mut seen = Vec::new();
            let outcome: Result<(), ()> = run(
                &items,
                jobs(n),
                |item| item * 2,
                |result| {
                    seen.push(result);
                    Ok(())
                },
            );
            assert!(outcome.is_ok());
            assert_eq!(seen, (0..200).map(|item| item * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_more_than_the_window_is_begun_before_results_are_taken() {
        let items = [(); 100];
        let begun = AtomicUsize::new(0);
        let mut taken = 0;
        let _: Result<(), ()> = run(
            &items,
            jobs(3),
            |()| begun.fetch_add(1, Ordering::SeqCst),
            |_| {
                taken += 1;
                assert!(begun.load(Ordering::SeqCst) <= taken + 3 * IN_FLIGHT_PER_THREAD);
                Ok(())
            },
        );
    }

    #[test]
    fn an_error_of_the_receiver_stops_the_run() {
        let items = [(); 1000];
        let begun = AtomicUsize::new(0);
        let outcome = run(&items, jobs(2), |()| begun.fetch_add(1, Ordering::SeqCst), |_| Err("closed"));
        assert_eq!(outcome, Err("closed"));
        assert!(begun.load(Ordering::SeqCst) <= 10);
    }

    #[test]
    fn no_items_are_no_work() {
        let outcome: Result<(), ()> = run(&[(); 0], jobs(4), |()| (), |()| Err(()));
        assert_eq!(outcome, Ok(()));
    }
}
