package dev.interim.engine.codec;

/// Admits memory for windows of decompression before they are allocated.
@FunctionalInterface
public interface WindowMemory {
    /// Admits every window.
    WindowMemory UNLIMITED = bytes -> true;

    /// Whether so many bytes may be taken, all windows of the fetch together. Where they may not
    /// yet, `ready` is called when they may.
    ///
    /// @throws dev.interim.engine.failure.FailureException `TOO_LARGE` where they never may
    boolean admits(long bytes);
}
