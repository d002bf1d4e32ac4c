package dev.interim.engine.scan;

import dev.interim.engine.batch.Batch;
import java.util.Arrays;

/// Cuts chunks shorter, at record boundaries; for those who want only the first part of the data.
public final class Cut {
    private final Layout layout;

    /// Cuts chunks of this layout.
    public Cut(Layout layout) {
        this.layout = layout;
    }

    /// The chunk without a last record that has no line end, and may therefore not be whole.
    ///
    /// @return a chunk on the same bytes; its length is 0 when no record is whole
    public Chunk wholeRecords(Chunk chunk) {
        int end = layout.boundaries().lastRecordEnd(chunk.bytes(), chunk.from(), chunk.to());
        return until(chunk, Math.max(end, chunk.from()));
    }

    /// The shortest beginning of the chunk that holds so many good records, or all of it where it
    /// has fewer. Costs about as much as scanning the chunk a dozen times, so it is for once in a
    /// job.
    ///
    /// @param chunk not yet scanned; left as it is
    /// @param rows at least 1
    /// @return a chunk on other bytes
    public Chunk firstRows(Chunk chunk, long rows) {
        // INVARIANT: every record end up to `few` has too few rows in front of it, `end` has
        // enough.
        int few = chunk.from();
        int end = chunk.to();
        var finder = layout.boundaries();
        while (end - few > 1) {
            int middle = (few + end) >>> 1;
            int found = finder.lastRecordEnd(chunk.bytes(), chunk.from(), middle);
            if (found > few && rows(until(chunk, found)) >= rows) {
                end = found;
            } else {
                few = middle;
            }
        }
        return copy(until(chunk, end));
    }

    private int rows(Chunk chunk) {
        var batch = new Batch();
        layout.scanner().scan(copy(chunk), batch);
        return batch.rows();
    }

    private static Chunk until(Chunk chunk, int end) {
        return new Chunk(chunk.number(), chunk.bytes(), chunk.from(), end, chunk.position());
    }

    /// The same chunk on bytes of its own, so that one of the two can be scanned and the other
    /// kept.
    public static Chunk copy(Chunk chunk) {
        byte[] bytes = Arrays.copyOfRange(chunk.bytes(), chunk.from(), chunk.to());
        return new Chunk(chunk.number(), bytes, 0, bytes.length, chunk.position());
    }
}
