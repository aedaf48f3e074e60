//! Mends an index that a check has found damaged: what is whole stays, the rest is read from the archive again.

use std::path::{Path, PathBuf};

use super::{IndexRequest, IngestReport, Note, Progress, index_locked};
use crate::engine::local::{Checked, LocalEngine};
use crate::error::{Error, Result};
use crate::readers::ensure_readable;

/// How often damaged segments are left out: damage may hide other damage.
const ROUNDS: usize = 3;

/// What a repair did.
#[derive(Debug, Default)]
pub struct Repair {
    /// Damaged segments that were left out.
    pub segments: usize,
    /// Files that the index had with too few or too many articles, and that were read again.
    pub files: usize,
    /// Whether the index was built anew as a whole.
    pub rebuilt: bool,
    /// The directory that it was built from because it lies there, where the index no longer says which there were.
    pub assumed: Option<PathBuf>,
    /// What was read.
    pub report: IngestReport,
}

/// Mends the index of `request`, which names no inputs: all roots of the index are brought up to date with it. Nothing is touched unless they
/// are all there.
///
/// # Errors
/// A root is missing, the roots are not known any more, somebody else is writing, or the index cannot be written.
pub fn repair(request: &IndexRequest, checked: Checked, progress: &Progress, note: &mut dyn FnMut(Note)) -> Result<Repair> {
    let (mut request, mut done, mut checked) = (request.clone(), Repair::default(), checked);
    let lock = LocalEngine::lock(&request.index)?;
    let roots = LocalEngine::remembered_roots(&request.index);
    roots.iter().try_for_each(|root| ensure_readable(&root.directory(&request.index)))?;
    for _ in 0..ROUNDS {
        if checked.beyond_segments || !checked.is_split() {
            break;
        }
        LocalEngine::leave_out_damaged(&lock, &checked)?;
        done.segments += checked.segments();
        checked = LocalEngine::check(&request.index)?;
    }
    if checked.beyond_segments || checked.is_split() {
        done = Repair { rebuilt: true, ..Repair::default() };
        request.rebuild = true;
        if roots.is_empty() {
            let home = home(&request.index).ok_or_else(|| Error::RootsLost { path: request.index.clone() })?;
            request.inputs = vec![home.clone()];
            done.assumed = Some(home);
        }
    } else {
        done.files = checked.files.len();
        request.distrusted = checked.files;
    }
    done.report = index_locked(lock, &request, progress, note)?;
    Ok(done)
}

/// The archive that an index lies in.
fn home(index: &Path) -> Option<PathBuf> {
    let is_inside = index.file_name().is_some_and(|name| name == ".dateline");
    let home = index.parent().filter(|_| is_inside)?;
    Some(if home.as_os_str().is_empty() { PathBuf::from(".") } else { home.to_owned() })
}
