package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import dev.interim.engine.sketch.DistinctSketch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How many rows are different from all others before them, by the hashes of rows.
///
/// Exact up to 65,536 different rows, then HyperLogLog with 2^16 registers (64 KiB): bounds of
/// about ± 0.8 %. Merging parts equals taking the whole. One owner.
final class DistinctRows {
    private static final int MOST_EXACT = 1 << 16;
    private static final int LG_REGISTERS = 16;

    private @Nullable HashSet64 exact = new HashSet64(MOST_EXACT);
    private @Nullable DistinctSketch sketch;

    DistinctRows() {}

    void add(long[] hashes, int count) {
        for (int i = 0; i < count; i++) {
            add(hashes[i]);
        }
    }

    private void add(long hash) {
        if (sketch != null) {
            sketch.add(hash);
        } else if (exact != null && !exact.add(hash)) {
            spill(exact).add(hash);
        }
    }

    private DistinctSketch spill(HashSet64 hashes) {
        var estimate = new DistinctSketch(LG_REGISTERS);
        // what is estimated depends on the order
        for (long hash : hashes.sorted()) {
            estimate.add(hash);
        }
        exact = null;
        sketch = estimate;
        return estimate;
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(DistinctRows other) {
        if (other.exact != null) {
            long[] hashes = other.exact.sorted();
            add(hashes, hashes.length);
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

    void write(ByteWriter out) {
        out.flag(exact != null);
        if (exact != null) {
            out.integer(exact.size());
            out.numbers(exact.sorted(), exact.size());
        } else if (sketch != null) {
            sketch.write(out);
        }
    }

    void read(ByteReader in) {
        if (in.flag()) {
            int size = in.integer(MOST_EXACT);
            long last = 0;
            for (int i = 0; i < size; i++) {
                long hash = in.number();
                in.check(i == 0 || hash > last);
                last = hash;
                add(hash);
            }
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
