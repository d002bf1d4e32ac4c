package dev.interim.job;

import dev.interim.run.RunProgress;
import java.time.Duration;
import java.util.ArrayDeque;

/// How fast a job has been during the last seconds. One owner.
final class Pace {
    private static final long WINDOW_NANOS = 3_000_000_000L;
    private static final long LEAST_NANOS = 100_000_000L;
    private static final long BETWEEN_MARKS_NANOS = 50_000_000L;

    private record Mark(long nanos, long bytes) {}

    private final ArrayDeque<Mark> marks = new ArrayDeque<>();

    /// Forgets the past, for a job that stood still.
    void restart() {
        marks.clear();
    }

    /// Notes where the job is now; answers how fast it came there.
    JobProgress at(long nanos, RunProgress progress) {
        note(new Mark(nanos, progress.bytesProcessed()));
        var first = marks.getFirst();
        long elapsed = nanos - first.nanos();
        long bytes = progress.bytesProcessed() - first.bytes();
        if (elapsed < LEAST_NANOS || bytes <= 0) {
            return new JobProgress(progress, null, null);
        }
        double perSecond = bytes * 1e9 / elapsed;
        Long total = progress.bytesTotal();
        return new JobProgress(
                progress,
                Math.round(perSecond),
                total == null
                        ? null
                        : Duration.ofMillis(
                                Math.round((total - progress.bytesProcessed()) * 1e3 / perSecond)));
    }

    /// How fast a job was from its start to its end.
    static JobProgress overall(long nanos, RunProgress progress) {
        long bytes = progress.bytesProcessed();
        boolean isKnown = nanos > 0 && bytes > 0;
        return new JobProgress(progress, isKnown ? Math.round(bytes * 1e9 / nanos) : null, null);
    }

    /// Few marks are enough, however often somebody asks.
    private void note(Mark mark) {
        if (marks.isEmpty() || mark.nanos() - marks.getLast().nanos() >= BETWEEN_MARKS_NANOS) {
            marks.add(mark);
        }
        while (marks.size() > 2 && mark.nanos() - marks.getFirst().nanos() > WINDOW_NANOS) {
            marks.removeFirst();
        }
    }
}
