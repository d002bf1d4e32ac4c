package dev.interim.engine.source;

/// The answer over the first connection, kept open while several ranges bring the rest.
///
/// Should they fail, and a new request be refused, it still brings everything: a link is checked
/// when a request arrives, not while its answer is under way.
///
/// @param exchange to be closed by its owner
/// @param answer of which the bytes before `position` were read
/// @param position the byte that comes next
record Spare(Exchange exchange, Answer answer, long position) {
    /// Whether it can be read on.
    boolean isOpen() {
        return !exchange.isReleased();
    }
}
