package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.sketch.DistinctSketch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How many rows are different from all others before them, by 128 bits of their SHA-256 while that
/// is counted exactly, then by their hashes of 64 bits.
///
/// Exact up to 65,536 different rows, then HyperLogLog with 2^16 registers (64 KiB): bounds of
/// about ± 0.8 %. Merging parts equals taking the whole. One owner.
final class DistinctRows {
    private static final int MOST_EXACT = 1 << 16;
    private static final int LG_REGISTERS = 16;

    private @Nullable RowSet exact = new RowSet(MOST_EXACT);
    private @Nullable DistinctSketch sketch;

    DistinctRows() {}

    /// Adds rows.
    ///
    /// @param digests of the rows, for those that are counted exactly
    void add(long[] hashes, RowDigests digests, int count) {
        for (int row = 0; row < count; row++) {
            if (sketch == null) {
                digests.digest(row);
            }
            add(hashes[row], digests.high(), digests.low());
        }
    }

    /// Adds a row.
    ///
    /// @param high of its digest, which nobody looks at where rows are no longer counted exactly
    void add(long hash, long high, long low) {
        if (sketch != null) {
            sketch.add(hash);
        } else if (exact != null && !exact.add(hash, high, low)) {
            spill(exact).add(hash);
        }
    }

    private DistinctSketch spill(RowSet hashes) {
        var estimate = new DistinctSketch(LG_REGISTERS);
        // what is estimated depends on the order
        for (long hash : hashes.sortedHashes()) {
            estimate.add(hash);
        }
        exact = null;
        sketch = estimate;
        return estimate;
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(DistinctRows other) {
        if (other.exact != null) {
            addAll(other.exact);
        } else if (other.sketch != null) {
            var mine = sketch;
            if (mine == null && exact != null) {
                mine = spill(exact);
            }
            if (mine != null) {
                mine.merge(other.sketch);
            }
        }
    }

    private void addAll(RowSet rows) {
        if (exact != null && exact.addAll(rows)) {
            return;
        }
        var estimate = exact == null ? Objects.requireNonNull(sketch) : spill(exact);
        for (long hash : rows.sortedHashes()) {
            estimate.add(hash);
        }
    }

    void write(ByteWriter out) {
        out.flag(exact != null);
        if (exact != null) {
            exact.write(out);
        } else if (sketch != null) {
            sketch.write(out);
        }
    }

    void read(ByteReader in) {
        if (in.flag()) {
            var read = new RowSet(MOST_EXACT);
            read.read(in);
            exact = read;
        } else {
            exact = null;
            sketch = DistinctSketch.read(LG_REGISTERS, in);
        }
    }

    /// How many different rows there are.
    ///
    /// @param rows how many rows there are
    Snapshot.Distinct snapshot(long rows) {
        if (exact != null) {
            return new Snapshot.Distinct(exact.size(), exact.size(), exact.size(), true);
        }
        return Snapshot.Distinct.of(Objects.requireNonNull(sketch).bounded(MOST_EXACT + 1L, rows));
    }
}
