package dev.interim.run;

import dev.interim.engine.failure.FailureException;

/// How a run ended.
public sealed interface RunEnd {
    /// All that was asked for was seen.
    record Succeeded() implements RunEnd {}

    /// Something went wrong; the last snapshot speaks of what was seen before.
    record Failed(FailureException failure) implements RunEnd {}

    /// Somebody cancelled it.
    record Cancelled() implements RunEnd {}
}
