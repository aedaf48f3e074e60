//! Points in what is written at which a build made for it (`--features failpoints`) dies or fails when it is told to; in every other build
//! there is nothing here.
//!
//! What is told stands in `$FAILPOINTS`, as the `fail` crate reads it: `renamed=2*off->return(kill)` dies when that point is reached for the third
//! time, `merging: renamed` when a merge does. `kill` ends the process at once, as a crash does; `full`, `broken` and `denied` are answers of the operating system.

#[cfg(feature = "failpoints")]
use std::borrow::Cow;
use std::io;

/// What is told to happen at a point that has been reached.
///
/// # Errors
/// The failure that was told.
#[cfg(feature = "failpoints")]
pub(super) fn reached(point: &str) -> io::Result<()> {
    fail::eval(&at(point), |told| match told.as_deref() {
        // ENOSPC, EIO and EACCES, which have these numbers on every Unix.
        Some("full") => Err(io::Error::from_raw_os_error(28)),
        Some("broken") => Err(io::Error::from_raw_os_error(5)),
        Some("denied") => Err(io::Error::from_raw_os_error(13)),
        _ => std::process::abort(),
    })
    .unwrap_or(Ok(()))
}

/// Whether something that is not a failure was told.
#[cfg(feature = "failpoints")]
pub(super) fn is_told(point: &str) -> bool {
    fail::eval(&at(point), |_| ()).is_some()
}

/// The point where it is reached: in a merge, which the engine does on threads of its own, it has a name of its own.
#[cfg(feature = "failpoints")]
fn at(point: &str) -> Cow<'_, str> {
    let merges = std::thread::current().name().is_some_and(|name| name.starts_with("merge_thread"));
    if merges { Cow::Owned(format!("merging: {point}")) } else { Cow::Borrowed(point) }
}

/// Nothing.
#[cfg(not(feature = "failpoints"))]
#[inline]
#[expect(clippy::unnecessary_wraps, reason = "a build with failpoints fails here")]
pub(super) fn reached(_point: &str) -> io::Result<()> {
    Ok(())
}

/// Never.
#[cfg(not(feature = "failpoints"))]
#[inline]
pub(super) fn is_told(_point: &str) -> bool {
    false
}
