package dev.interim.run;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.Chunk;
import dev.interim.engine.scan.Chunker;
import dev.interim.engine.scan.Cut;
import dev.interim.schedule.Next;
import dev.interim.schedule.Turn;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What turns of fetch do: bytes from the intake into chunks, and these into the hand-over.
///
/// One lane at a time takes them: the lane that fetches. What is for any thread says so.
final class FetchTurns {
    private final Bounds bounds;
    private final Intake intake;
    private final Shared shared;
    private final int longestRecord;
    private Chunker chunker;
    private @Nullable Chunk pending;

    // Set by the lane that fetches.
    private volatile long chunkerMemory;
    private volatile boolean isFetched;
    private volatile @Nullable FailureException failure;
    private volatile @Nullable Duration untilFetched;

    /// @param longestRecord how many bytes a record may have
    FetchTurns(Bounds bounds, Intake intake, Chunker chunker, Shared shared, int longestRecord) {
        this.longestRecord = longestRecord;
        this.bounds = bounds;
        this.intake = intake;
        this.chunker = chunker;
        this.shared = shared;
    }

    /// A turn of running ahead: bytes from the source into the spool. `END` when all are there.
    Next spool(Turn turn) throws InterruptedException {
        try {
            intake.begin();
            var next = Next.AGAIN;
            while (next == Next.AGAIN && !turn.isOver()) {
                next = intake.fill(turn);
            }
            return switch (next) {
                case AGAIN -> next;
                case PARK -> parked();
                case END -> spooled();
            };
        } catch (FailureException e) {
            return end(e);
        }
    }

    private Next spooled() {
        shared.phases().end(Activities.FETCH);
        untilFetched = Duration.ofNanos(shared.watch().elapsedNanos());
        return Next.END;
    }

    /// A turn of fetch: bytes from the source into chunks. `END` when all are handed over.
    Next fetch(Turn turn) throws InterruptedException {
        try {
            return isFetched ? Next.END : chunks(turn);
        } finally {
            chunkerMemory = chunker.buffer().length;
        }
    }

    private Next chunks(Turn turn) throws InterruptedException {
        try {
            intake.begin();
            while (!turn.isOver()) {
                if (intake.isLate()) {
                    intake.cut();
                }
                if (shared.ledger().isFull()) {
                    return end(null);
                }
                if (shared.handOver().isFull()) {
                    return Next.PARK;
                }
                if (!isRecordAdmitted()) {
                    return Next.PARK;
                }
                var chunk = pending == null ? nextChunk() : pending;
                pending = chunk;
                if (chunk != null) {
                    if (!isLayoutAdmitted()) {
                        return Next.PARK;
                    }
                    pending = null;
                    hand(chunk);
                    if (shared.toll().isDue()) {
                        return Next.AGAIN;
                    }
                } else if (chunker.isEnded()) {
                    if (!goOn()) {
                        return end(null);
                    }
                } else if (intake.take(turn, chunker) == Next.PARK) {
                    return parked();
                }
            }
            return Next.AGAIN;
        } catch (FailureException e) {
            // The end of data that was cut may be no end of a record, which is nobody's fault.
            boolean isNothing = intake.isCut() && e.kind() == FailureKind.MALFORMED_DATA;
            return end(isNothing ? null : e);
        }
    }

    private boolean isRecordAdmitted() {
        return pending != null || shared.memory().admitsRecord(chunker.growth(), longestRecord);
    }

    /// Whether there is memory for the columns that are known.
    private boolean isLayoutAdmitted() {
        int width = Objects.requireNonNull(chunker.layout()).schema().width();
        return shared.memory().admitsColumns(width, shared.handOver().capacity());
    }

    /// The next chunk of the file that is being read.
    private @Nullable Chunk nextChunk() {
        try {
            return chunker.next();
        } catch (FailureException e) {
            throw intake.input().named(e);
        }
    }

    /// Goes on to the next file, where there are several; answers whether there is one.
    private boolean goOn() {
        if (intake.isCut() || !intake.input().hasNext()) {
            return false;
        }
        intake.input().next();
        chunker = chunker.following();
        return true;
    }

    private void hand(Chunk next) {
        var layout = Objects.requireNonNull(chunker.layout());
        var chunk = intake.isCut() ? new Cut(layout).wholeRecords(next) : next;
        if (chunk.length() == 0) {
            return;
        }
        var piece =
                new Piece(
                        chunk,
                        layout,
                        intake.input().bytesFetched(),
                        new Debt(shared.toll().statisticsNanos(chunk.length()), shared.credit()),
                        bounds.rows() == null ? null : Cut.copy(chunk));
        // so that the snapshot of all rows is taken once, as the final one
        if (chunker.isDone() && !intake.input().hasNext()) {
            shared.handOver().putLast(piece);
        } else {
            shared.handOver().put(piece);
        }
        shared.wakeStatistics().run();
    }

    private Next parked() {
        shared.watch().wakeWhenPast(shared.wakeFetch());
        return Next.PARK;
    }

    /// Fetch is over, well or badly; what was handed over before is still computed.
    private Next end(@Nullable FailureException cause) {
        if (untilFetched == null) {
            untilFetched = Duration.ofNanos(shared.watch().elapsedNanos());
        }
        shared.phases().end(Activities.FETCH);
        shared.phases().end(Activities.DECOMPRESS);
        failure = cause;
        isFetched = true;
        shared.handOver().end();
        shared.wakeStatistics().run();
        return Next.END;
    }

    /// Why fetch ended badly, `null` when it did not; any thread.
    @Nullable FailureException failure() {
        return failure;
    }

    /// From the first turn to the last byte; `null` before. Any thread.
    @Nullable Duration untilFetched() {
        return untilFetched;
    }

    /// How many bytes of memory the next chunk takes while it grows; any thread.
    long memory() {
        return chunkerMemory;
    }

    /// Gives up what was not handed over; called once, when no lane runs any more.
    void release() {
        pending = null;
        chunker.release();
    }

    @Override
    public String toString() {
        return "all fetched %s".formatted(isFetched);
    }
}
