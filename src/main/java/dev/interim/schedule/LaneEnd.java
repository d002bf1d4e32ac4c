package dev.interim.schedule;

/// How a lane ended.
public sealed interface LaneEnd {

    /// Its work said so.
    record Finished() implements LaneEnd {}

    /// Somebody retired it before its work was done, or its executor closed.
    record Retired() implements LaneEnd {}

    /// Its work threw.
    record Failed(Throwable cause) implements LaneEnd {}
}
