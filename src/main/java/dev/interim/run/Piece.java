package dev.interim.run;

import dev.interim.engine.scan.Chunk;
import dev.interim.engine.scan.Layout;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A chunk on its way to a statistics lane, which owns it from the hand-over on.
///
/// @param layout how it is scanned
/// @param fetchedUpTo how many bytes of the source were used up when it was cut
/// @param debt what is to be paid before it is computed
/// @param untouched the same chunk on other bytes, where its rows may have to be counted off; else
///   `null`
record Piece(Chunk chunk, Layout layout, long fetchedUpTo, Debt debt, @Nullable Chunk untouched) {
    /// A piece that costs nothing.
    Piece(Chunk chunk, Layout layout, long fetchedUpTo) {
        this(chunk, layout, fetchedUpTo, new Debt(0, new AtomicLong()), null);
    }

    /// How many bytes of memory it takes.
    long memory() {
        return chunk.bytes().length + (untouched == null ? 0L : untouched.bytes().length);
    }
}
