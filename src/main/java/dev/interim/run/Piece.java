package dev.interim.run;

import dev.interim.engine.scan.Chunk;
import dev.interim.engine.scan.Layout;
import dev.interim.engine.stats.Part;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A chunk on its way to a statistics lane, which owns it from the hand-over on.
///
/// @param layout how it is scanned
/// @param fetchedUpTo how many bytes of the source were used up when it was cut
/// @param debt what is to be paid before it is computed
/// @param untouched the same chunk on other bytes, where its rows may have to be counted off; else
///   `null`
/// @param scanned the part into which it was scanned, where it then had to wait for memory
record Piece(
        Chunk chunk,
        Layout layout,
        long fetchedUpTo,
        Debt debt,
        @Nullable Chunk untouched,
        @Nullable Part scanned) {
    /// A piece that was not scanned.
    Piece(Chunk chunk, Layout layout, long fetchedUpTo, Debt debt, @Nullable Chunk untouched) {
        this(chunk, layout, fetchedUpTo, debt, untouched, null);
    }

    /// The same, scanned into a part.
    Piece scannedInto(Part part) {
        return new Piece(chunk, layout, fetchedUpTo, debt, untouched, part);
    }

    /// A piece that costs nothing.
    Piece(Chunk chunk, Layout layout, long fetchedUpTo) {
        this(chunk, layout, fetchedUpTo, new Debt(0, new AtomicLong()), null);
    }

    /// How many bytes of memory it takes.
    long memory() {
        return chunk.bytes().length + (untouched == null ? 0L : untouched.bytes().length);
    }
}
