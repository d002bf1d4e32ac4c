package dev.interim.engine.codec;

import dev.interim.engine.source.Fetch;

/// Plain bytes out of a fetch, whether it is compressed or not.
public final class Codecs {
    private Codecs() {}

    /// Decompresses what `raw` brings, recognised by its first bytes and never by name; plain bytes
    /// pass through.
    ///
    /// @param raw belongs to the result from now on, which closes it
    public static DecodedFetch decode(Fetch raw, DecodeLimits limits) {
        return new DecodedFetch(raw, limits);
    }
}
