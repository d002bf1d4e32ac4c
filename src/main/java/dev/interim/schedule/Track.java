package dev.interim.schedule;

/// Where in a timeline a span is drawn: who ran what, on what it was spent; turns of one track may
/// merge.
public record Track(String worker, String lane, Activity activity) {}
