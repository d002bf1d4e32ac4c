package dev.interim.engine.codec;

/// How much may come out of compressed bytes.
///
/// @param mostBytes bytes decompressed, in all
/// @param mostRatio bytes out for each byte in, once `ratioAfterBytes` came out
/// @param ratioAfterBytes how many bytes may come out before the ratio counts
public record DecodeLimits(long mostBytes, int mostRatio, long ratioAfterBytes) {
    /// 10 TB; 200 : 1 after the first 10 MiB.
    public static final DecodeLimits STANDARD =
            new DecodeLimits(10_000_000_000_000L, 200, 10 * 1024 * 1024);

    /// Checks the ranges.
    public DecodeLimits {
        if (mostBytes < 0 || mostRatio < 1 || ratioAfterBytes < 0) {
            throw new IllegalArgumentException("limits of decompression must be positive");
        }
    }
}
