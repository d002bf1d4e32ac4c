package dev.interim.engine.scan;

/// What a dataset is taken for.
public enum DataFormat {
    /// Whatever its first bytes say.
    AUTO,
    /// Separated values.
    CSV,
    /// JSON objects, one in each line.
    NDJSON,
    /// One JSON value: an array of objects, or a single object.
    JSON
}
