//! Integration tests: the real binary on real files.

mod commands;
mod harness;
