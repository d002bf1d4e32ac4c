package dev.interim.engine.codec;

import dev.interim.engine.source.Fetch;

/// Plain text out of a fetch, whatever it is compressed with and written in.
public final class Codecs {
    private Codecs() {}

    /// Decompresses what `raw` brings, recognised by its first bytes and never by name, and makes
    /// UTF-8 of it; bytes that are both already pass through.
    ///
    /// @param raw belongs to the result from now on, which closes it
    /// @param ready called as for {@link dev.interim.engine.source.Source#open} when the result
    ///   answers 0 though `raw` did not, so that a turn can end
    public static DecodedFetch decode(
            Fetch raw, DecodeLimits limits, DecodeOptions options, Runnable ready) {
        return decode(raw, limits, options, ready, WindowMemory.UNLIMITED);
    }

    /// The same where memory for windows of decompression has to be admitted.
    public static DecodedFetch decode(
            Fetch raw,
            DecodeLimits limits,
            DecodeOptions options,
            Runnable ready,
            WindowMemory memory) {
        return new DecodedFetch(raw, limits, options, ready, memory);
    }
}
