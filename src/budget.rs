//! Bounds the memory of what waits between threads, by bytes: queues count items, and items of an archive differ a thousandfold.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long to wait for a share before going on without. No writer takes so long for what may wait; one that has died does, and going on
/// is how its death is noticed.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes that may wait.
pub(crate) struct Budget {
    free: Mutex<usize>,
    returned: Condvar,
    whole: usize,
    closed: AtomicBool,
}

impl Budget {
    pub(crate) fn new(whole: usize) -> Arc<Self> {
        Arc::new(Self { free: Mutex::new(whole), returned: Condvar::new(), whole, closed: AtomicBool::new(false) })
    }

    /// Lets everybody through from now on: who gives shares back has stopped, and what waits would wait for ever.
    pub(crate) fn close(&self) {
        self.closed.store(true, Relaxed);
        drop(self.free.lock().unwrap_or_else(PoisonError::into_inner));
        self.returned.notify_all();
    }

    /// Takes so many bytes if they are free.
    pub(crate) fn try_take(self: &Arc<Self>, bytes: usize) -> Option<Share> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        *free = free.checked_sub(bytes)?;
        Some(Share { budget: Arc::clone(self), bytes })
    }

    /// Waits until so many bytes are free and takes them; what is larger than the whole budget waits for all of it.
    pub(crate) fn take(self: &Arc<Self>, bytes: usize) -> Share {
        let bytes = bytes.min(self.whole);
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut waited = Duration::ZERO;
        while *free < bytes && !self.closed.load(Relaxed) && waited < PATIENCE {
            let before = Instant::now();
            free = self.returned.wait_timeout(free, PATIENCE).unwrap_or_else(PoisonError::into_inner).0;
            waited += before.elapsed();
        }
        let taken = bytes.min(*free);
        *free -= taken;
        Share { budget: Arc::clone(self), bytes: taken }
    }
}

/// A share of a [`Budget`], given back when dropped.
pub(crate) struct Share {
    budget: Arc<Budget>,
    bytes: usize,
}

impl Drop for Share {
    fn drop(&mut self) {
        *self.budget.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.budget.returned.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let budget = Budget::new(10);
        let first = budget.take(7);
        let waiting = Arc::clone(&budget);
        let waiter = std::thread::spawn(move || drop(waiting.take(100)));
        assert!(!waiter.is_finished());
        assert!(budget.try_take(4).is_none());
        drop(first);
        waiter.join().unwrap();
        drop(budget.try_take(4).unwrap());
        assert_eq!(*budget.free.lock().unwrap(), 10);
    }

    #[test]
    fn nobody_waits_for_a_closed_budget() {
        let budget = Budget::new(10);
        let held = budget.take(10);
        let waiting = Arc::clone(&budget);
        let waiter = std::thread::spawn(move || drop(waiting.take(5)));
        budget.close();
        waiter.join().unwrap();
        drop(held);
        assert_eq!(*budget.free.lock().unwrap(), 10);
    }
}
