package dev.interim.engine.codec;

/// Makes plain bytes of raw ones, without waiting for them.
sealed interface Decoder permits PlainDecoder, GzipDecoder {
    /// As {@link dev.interim.engine.source.Fetch#take}: 0 only when the raw fetch has answered 0.
    int decode(Input in, byte[] target, int offset, int length);

    /// Gives back memory outside the heap.
    void close();
}
