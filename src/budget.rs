//! Bounds the memory of what waits between threads, by bytes: queues count items, and items of an archive differ a thousandfold.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Bytes that may wait.
pub(crate) struct Budget {
    free: Mutex<usize>,
    returned: Condvar,
    whole: usize,
}

impl Budget {
    pub(crate) fn new(whole: usize) -> Arc<Self> {
        Arc::new(Self { free: Mutex::new(whole), returned: Condvar::new(), whole })
    }

    /// Waits until so many bytes are free and takes them; what is larger than the whole budget waits for all of it.
    pub(crate) fn take(self: &Arc<Self>, bytes: usize) -> Share {
        let bytes = bytes.min(self.whole);
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        while *free < bytes {
            free = self.returned.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= bytes;
        Share { budget: Arc::clone(self), bytes }
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
        drop(first);
        waiter.join().unwrap();
        assert_eq!(*budget.free.lock().unwrap(), 10);
    }
}
