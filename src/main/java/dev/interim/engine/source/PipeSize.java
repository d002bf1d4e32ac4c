package dev.interim.engine.source;

/// How many bytes may lie between whoever brings them and whoever takes them.
///
/// @param buffers how many buffers, at least 2
/// @param bufferBytes the bytes of each, at least 1
public record PipeSize(int buffers, int bufferBytes) {
    /// 8 buffers of 256 KiB: 2 MiB for each fetch, allocated as they are needed.
    public static final PipeSize STANDARD = new PipeSize(8, 256 * 1024);

    /// Checks the ranges.
    public PipeSize {
        if (buffers < 2 || bufferBytes < 1) {
            throw new IllegalArgumentException("a pipe needs at least 2 buffers of 1 byte");
        }
    }

    /// All bytes that fit.
    long bytes() {
        return (long) buffers * bufferBytes;
    }
}
