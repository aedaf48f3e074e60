//! Dates as news prints them: a pure scanner of text, shared by readers, enrichment and the query language.
//!
//! No clock: what "today" or "yesterday" means is an argument.
