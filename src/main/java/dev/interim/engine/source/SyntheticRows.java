package dev.interim.engine.source;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Invented rows in slices, all of one width, the same bytes everywhere and always.
///
/// One is used by one thread, once.
final class SyntheticRows {
    /// The first line.
    static final byte[] HEADER = "row,slice,value,code\n".getBytes(StandardCharsets.US_ASCII);

    /// How many rows a slice has.
    static final int ROWS = 256;

    private static final int WIDTH = 32;

    /// How many bytes a slice has; small enough that a chunk can be one.
    static final int SLICE = ROWS * WIDTH;

    private static final long SEED = 3_012;

    private final Random random = new Random(SEED);
    private final int slices;
    private int made = -1;

    /// @param slices how many there are, at most 9,999
    SyntheticRows(int slices) {
        this.slices = slices;
    }

    /// The header first, then a slice each time; empty after the last.
    byte[] next() {
        made++;
        if (made == 0) {
            return HEADER.clone();
        }
        return made > slices ? new byte[0] : slice().getBytes(StandardCharsets.US_ASCII);
    }

    private String slice() {
        var csv = new StringBuilder(SLICE);
        for (int row = 0; row < ROWS; row++) {
            csv.append(10_000_000 + (made - 1) * ROWS + row).append(',');
            csv.append(10_000 + made).append(',');
            csv.append(decimal()).append(',').append(code()).append('\n');
        }
        return csv.toString();
    }

    private String decimal() {
        return "0." + (1_000_000 + random.nextInt(9_000_000));
    }

    private String code() {
        return "c" + (10_000 + random.nextInt(900));
    }
}
