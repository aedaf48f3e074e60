//! Integration tests: the real binary on real files.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails, in its helpers as well")]

mod bad_input;
mod check;
mod commands;
mod derived;
mod endure;
mod extract;
mod harness;
mod indexing;
mod language;
mod layers;
mod passages;
mod ranking;
mod readme;
mod sample_corpus;
mod search;
mod speakers;
