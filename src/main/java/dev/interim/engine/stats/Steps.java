package dev.interim.engine.stats;

/// How much is done in one step of what is done in steps, so that the caller may stop between two
/// of them.
final class Steps {
    /// Columns of one step: far less than a millisecond for chunks of the usual size.
    static final int COLUMNS = 16;

    private Steps() {}
}
