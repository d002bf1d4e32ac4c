package dev.interim.engine.source;

/// What went wrong on the way and was tried again.
///
/// @param count how often so far
/// @param reason what it was the last time, as a sentence for clients; empty for never
public record Retries(long count, String reason) {
    /// Nothing went wrong.
    public static final Retries NONE = new Retries(0, "");

    /// One more.
    Retries and(String why) {
        return new Retries(count + 1, why);
    }
}
