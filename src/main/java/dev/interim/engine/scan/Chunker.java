package dev.interim.engine.scan;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Cuts a stream of decoded bytes into chunks of whole records.
///
/// Where it cuts depends on the bytes alone, never on how they arrive: the same data gives the same
/// chunks, and therefore the same result, from a file, a fast or a slow server, in every mode.
/// Chunks start at 16 KiB, so that the first result comes early, and double up to their full size;
/// a record that is longer is a chunk of its own, so that a chunk never holds more records than
/// usual.
///
/// Use: while [#room()] is positive put bytes into [#buffer()] at [#filled()] and say so with
/// [#advance(int)]; then take chunks with [#next()] until it answers `null`. One owner.
public final class Chunker {
    private static final int FIRST_CHUNK = 16 * 1024;

    private final ScanOptions options;
    private final Buffers buffers;
    // Where the dataset has several files: what the first turned out to be, and the bytes before.
    private final @Nullable Layout first;
    private final long bytesBefore;
    private byte[] buffer;
    private int filled;
    private int start;
    private int window;
    private long bufferPosition;
    private long number;
    private boolean isEnded;
    private @Nullable Layout layout;
    private @Nullable Boundaries boundaries;
    private int bodyStart;
    private boolean isClosed;

    /// @param buffers where buffers come from; scanned ones are given back to it
    public Chunker(ScanOptions options, Buffers buffers) {
        this(options, buffers, null, 0, 0);
    }

    private Chunker(
            ScanOptions options,
            Buffers buffers,
            @Nullable Layout first,
            long bytesBefore,
            long number) {
        this.options = options;
        this.buffers = buffers;
        this.first = first;
        this.bytesBefore = bytesBefore;
        this.number = number;
        window = options.limits().head();
        buffer = buffers.take(window);
    }

    /// What cuts the next of several files, once this one is done: it must have the same columns.
    /// Its chunks are numbered on; failures name bytes of the file, chunks those of the dataset.
    public Chunker following() {
        var known = layout == null ? first : layout;
        return new Chunker(
                known == null ? options : known.insisted(options),
                buffers,
                known,
                bytesBefore + bufferPosition + filled,
                number);
    }

    /// Where the next bytes go.
    public byte[] buffer() {
        return buffer;
    }

    /// How many bytes of the buffer are filled.
    public int filled() {
        return filled;
    }

    /// How many bytes are wanted before the next chunk can be cut; 0 when [#next()] is to be
    /// called.
    public int room() {
        return isEnded ? 0 : Math.max(0, start + window - filled);
    }

    /// That many bytes were put into the buffer.
    public void advance(int count) {
        filled += count;
    }

    /// No more bytes follow.
    public void end() {
        isEnded = true;
    }

    /// Gives up what it holds; nothing more is asked of it.
    public void release() {
        isEnded = true;
        buffer = new byte[0];
        filled = 0;
        start = 0;
    }

    /// Whether [#end()] was called.
    public boolean isEnded() {
        return isEnded;
    }

    /// Whether all bytes there will be are in chunks.
    public boolean isDone() {
        return isEnded && start == filled && (isClosed || open(filled) == null);
    }

    /// What the dataset turned out to be; `null` until enough of it is there.
    public @Nullable Layout layout() {
        return layout;
    }

    /// The next chunk; `null` when more bytes are needed or, after [#end()], when that was all.
    ///
    /// @throws FailureException where the data is not what it should be
    public @Nullable Chunk next() {
        if (layout == null && !detect()) {
            return null;
        }
        while (room() == 0 && start < filled) {
            int end = nextEnd();
            if (end > start) {
                return cut(end);
            }
            grow();
        }
        if (isEnded && start == filled) {
            requireClosed();
        }
        return null;
    }

    /// Refuses data that ends behind a record but inside of what all records are in.
    private void requireClosed() {
        var open = isClosed ? null : open(filled);
        if (open != null) {
            throw unclosed(open);
        }
        isClosed = true;
    }

    private boolean detect() {
        while (room() == 0 && !(first != null && isDone())) {
            var found = detected();
            if (found != null) {
                layout = found;
                start = found.bodyStart();
                window = window(number);
                makeRoom();
                return true;
            }
            grow();
        }
        return false;
    }

    /// What the first bytes are; `null` when they do not hold the whole first record.
    private @Nullable Layout detected() {
        var detection = new Detection(options, buffer, filled, isLast());
        detection.requireText();
        int from = detection.start();
        if (from == filled && isLast()) {
            if (first != null) {
                start = filled;
                return null;
            }
            throw malformed("the dataset is empty");
        }
        var found = detection.layout();
        if (found == null) {
            return null;
        }
        if (first != null) {
            found.requireSameAs(first);
        }
        boundaries = found.boundaries();
        bodyStart = found.bodyStart();
        int body = found instanceof JsonLayout ? bodyStart : Math.min(from, bodyStart);
        if (boundaries.firstRecordEnd(buffer, body, filled) >= 0) {
            return found;
        }
        if (!isLast()) {
            return null;
        }
        var open = open(body);
        if (open != null) {
            throw unclosed(open);
        }
        return found;
    }

    /// Whether all bytes that the next chunk may be cut from are there, because no more follow.
    ///
    /// INVARIANT: this depends on the bytes alone: with less than a window it is true once the end
    /// is known, with a whole one it is false, whenever the end becomes known.
    private boolean isLast() {
        return isEnded && filled - start < window;
    }

    /// Where to cut, or −1 when the window holds no whole record.
    private int nextEnd() {
        int limit = Math.min(filled, start + window);
        boolean hasGrown = window > window(number);
        int end =
                hasGrown
                        ? boundaries().firstRecordEnd(buffer, start, limit)
                        : boundaries().lastRecordEnd(buffer, start, limit);
        boolean isAlone = hasGrown && end > start;
        return isLast() && !isAlone ? lastEnd(Math.max(start, end)) : end;
    }

    /// The end of all data, unless something is still open: then what comes before is cut first.
    ///
    /// @param lastRecordEnd up to where there are whole records
    private int lastEnd(int lastRecordEnd) {
        var open = open(lastRecordEnd);
        if (open == null) {
            isClosed = true;
            return filled;
        }
        if (lastRecordEnd > start) {
            return lastRecordEnd;
        }
        throw unclosed(open);
    }

    private Boundaries.@Nullable Unclosed open(int from) {
        return boundaries == null ? null : boundaries.unclosed(buffer, from, filled);
    }

    private void grow() {
        if (window >= options.limits().record()) {
            throw new FailureException(FailureKind.TOO_LARGE, tooLong());
        }
        window = (int) Math.min(window * 2L, options.limits().record());
        makeRoom();
    }

    private String tooLong() {
        String sentence =
                "the record at byte %d is longer than %d bytes"
                        .formatted(bufferPosition + start, options.limits().record());
        var open = open(start);
        return open == null || !isEarly(open)
                ? sentence
                : sentence
                        + ": the %s opened at byte %d is not closed"
                                .formatted(open.what(), place(open));
    }

    /// One that was opened late has not made the record long.
    private boolean isEarly(Boundaries.Unclosed open) {
        return open.place() >= start && !open.isRecord() && open.place() - start < window / 2;
    }

    private void makeRoom() {
        if (start + window > buffer.length) {
            buffer = Arrays.copyOf(buffer, start + window);
        }
    }

    private Chunk cut(int end) {
        var chunk = new Chunk(number++, buffer, start, end, bytesBefore + bufferPosition + start);
        window = window(number);
        int rest = filled - end;
        byte[] next = buffers.take(Math.max(rest, window));
        System.arraycopy(buffer, end, next, 0, rest);
        bufferPosition += end;
        buffer = next;
        filled = rest;
        start = 0;
        return chunk;
    }

    private int window(long chunk) {
        long doubled = (long) FIRST_CHUNK << Math.min(chunk, 20);
        return (int) Math.min(doubled, options.limits().chunk());
    }

    private Boundaries boundaries() {
        return Objects.requireNonNull(boundaries);
    }

    private FailureException unclosed(Boundaries.Unclosed open) {
        return malformed(
                "the %s opened at byte %d is never closed".formatted(open.what(), place(open)));
    }

    private long place(Boundaries.Unclosed open) {
        return open.place() == Boundaries.Unclosed.START
                ? bodyStart
                : bufferPosition + open.place();
    }

    private static FailureException malformed(String sentence) {
        return new FailureException(FailureKind.MALFORMED_DATA, sentence);
    }
}
