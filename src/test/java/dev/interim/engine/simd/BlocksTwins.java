package dev.interim.engine.simd;

import java.util.stream.Stream;

/// Both ways of looking at blocks, as far as this JVM has them.
public final class BlocksTwins {
    private BlocksTwins() {}

    /// The plain one first.
    public static Stream<Blocks> all() {
        return Simd.hasWideVectors()
                ? Stream.of(new SwarBlocks(), new VectorBlocks())
                : Stream.of(new SwarBlocks());
    }
}
