package dev.interim.engine.scan.csv;

/// What becomes of records with another number of fields than the header.
public enum RaggedRows {
    /// Short ones are filled up with nulls, one empty field too many is left out; others are
    /// malformed.
    PAD,
    /// They are malformed: counted and left out.
    REJECT,
    /// The first one fails the job.
    FAIL
}
