//! The command-line program: parse, dispatch, exit code.

mod cli;

use std::process::ExitCode;

/// Documents are made in one thread and dropped in another, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    #[cfg(feature = "failpoints")]
    let _points = fail::FailScenario::setup();
    cli::run_guarded()
}
