package dev.interim.schedule;

/// One turn, or several merged ones of one track, from the start of the first to the end of the
/// last.
///
/// A span of several turns may contain gaps and may overlap others of its worker; `tally.busyNanos`
/// says how much of it was work.
///
/// @param startNanos by the executor's [Ticker]
/// @param endNanos by the executor's [Ticker]
public record Span(Track track, long startNanos, long endNanos, Tally tally) {}
