//! Who said what: quotes and their speakers, by rules that can explain themselves.
