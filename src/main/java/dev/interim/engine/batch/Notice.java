package dev.interim.engine.batch;

/// What was decided about a dataset that its owner may want to know.
///
/// @param code names the kind of notice: `skipped-lines`
/// @param message a sentence
public record Notice(String code, String message) {}
