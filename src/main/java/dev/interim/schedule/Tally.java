package dev.interim.schedule;

/// What one turn, or several together, amount to.
///
/// @param turns how many
/// @param busyNanos the time from start to end of each, added up
public record Tally(long turns, long busyNanos, long bytes, long rows) {

    Tally plus(Tally other) {
        return new Tally(
                turns + other.turns,
                busyNanos + other.busyNanos,
                bytes + other.bytes,
                rows + other.rows);
    }
}
