package dev.interim.engine.codec;

/// Makes plain bytes of raw ones, without waiting for them.
sealed interface Decoder permits BgzfDecoder, PlainDecoder, StepDecoder {
    /// As {@link dev.interim.engine.source.Fetch#take}: 0 only when the raw fetch has answered 0,
    /// or when `ready` was called.
    int decode(Input in, byte[] target, int offset, int length);

    /// How many raw bytes brought what has come out so far.
    default long used(Input in) {
        return in.position();
    }

    /// Gives back memory outside the heap.
    void close();
}
