package dev.interim.schedule;

/// The classes of urgency, most urgent first; a waiting lane of a higher class goes before all of a
/// lower one.
public enum Priority {
    INTERACTIVE,
    NORMAL,
    BATCH
}
