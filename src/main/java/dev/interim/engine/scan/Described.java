package dev.interim.engine.scan;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Faults;
import dev.interim.engine.failure.Plain;
import dev.interim.engine.simd.Blocks;
import java.nio.charset.StandardCharsets;

/// A scanner that also says in which lines the first malformed records stand, and how they begin.
///
/// @param scanner fills the batch
/// @param bodyStart where the first chunk starts
/// @param firstLine the number of the line there, from 1
record Described(Layout.Scanner scanner, int bodyStart, long firstLine) implements Layout.Scanner {
    private static final int LONGEST_SHOWN = 80;
    private static final Blocks BLOCKS = Blocks.fastest();

    @Override
    public void scan(Chunk chunk, Batch batch) {
        byte[] bytes = chunk.bytes();
        long before = chunk.position() == bodyStart ? firstLine - 1 : 0;
        long lines = before + lineEnds(bytes, chunk.from(), chunk.to());
        scanner.scan(chunk, batch);
        var faults = batch.faults();
        faults.lines(lines);
        if (faults.malformedRows() > 0) {
            faults.describe(example -> described(chunk, example, before));
        }
    }

    private static Faults.Example described(Chunk chunk, Faults.Example example, long before) {
        int start = (int) (example.position() - chunk.position()) + chunk.from();
        int end = start;
        int most = Math.min(chunk.to(), start + 4 * LONGEST_SHOWN);
        while (end < most && chunk.bytes()[end] != '\n' && chunk.bytes()[end] != '\r') {
            end++;
        }
        String text = new String(chunk.bytes(), start, end - start, StandardCharsets.UTF_8);
        return new Faults.Example(
                example.position(),
                before + lineEnds(chunk.bytes(), chunk.from(), start) + 1,
                example.reason(),
                Plain.text(text, LONGEST_SHOWN));
    }

    private static long lineEnds(byte[] bytes, int from, int to) {
        long lines = 0;
        int at = from;
        for (; at <= to - Blocks.SIZE; at += Blocks.SIZE) {
            lines += Long.bitCount(BLOCKS.matches(bytes, at, (byte) '\n'));
        }
        for (; at < to; at++) {
            lines += bytes[at] == '\n' ? 1 : 0;
        }
        return lines;
    }
}
