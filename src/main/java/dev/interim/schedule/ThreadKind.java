package dev.interim.schedule;

/// The kind of threads that an executor's workers are.
public enum ThreadKind {
    PLATFORM,
    VIRTUAL
}
