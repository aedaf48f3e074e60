//! Counts, in tests alone, the bytes that reading looks at, so that what takes more than linear time shows on any machine.

#[cfg(test)]
thread_local! {
    static LOOKED_AT: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Notes that `bytes` are looked at.
#[inline]
pub(super) fn look_at(bytes: usize) {
    #[cfg(test)]
    LOOKED_AT.set(LOOKED_AT.get() + bytes + 1);
    _ = bytes;
}

/// Bytes that `work` looks at, in the current thread.
#[cfg(test)]
pub(super) fn counted<T>(work: impl FnOnce() -> T) -> usize {
    LOOKED_AT.set(0);
    work();
    LOOKED_AT.get()
}
