package dev.interim.run;

import dev.interim.schedule.Activity;
import dev.interim.schedule.Span;
import dev.interim.schedule.TurnListener;
import dev.interim.schedule.Work;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Adds up what the turns of a run cost. Any thread.
final class Account {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final boolean isMeasured;
    private long turns;
    private long fetchNanos;
    private long statisticsNanos;
    private long cpuNanos;
    private boolean isCpuKnown;

    /// @param isMeasured whether processor time is asked for, which costs almost a microsecond a
    ///   turn
    Account(boolean isMeasured) {
        this.isMeasured = isMeasured;
        isCpuKnown = isMeasured && THREADS.isCurrentThreadCpuTimeSupported();
    }

    /// The same work, with its processor time noted where that is asked for.
    Work measured(Work work) {
        if (!isMeasured) {
            return work;
        }
        return turn -> {
            // The system knows no processor time of virtual threads.
            if (Thread.currentThread().isVirtual()) {
                note(-1);
                return work.turn(turn);
            }
            long before = THREADS.getCurrentThreadCpuTime();
            try {
                return work.turn(turn);
            } finally {
                note(THREADS.getCurrentThreadCpuTime() - before);
            }
        };
    }

    private synchronized void note(long nanos) {
        isCpuKnown &= nanos >= 0;
        cpuNanos += nanos;
    }

    /// The same listener, behind this account.
    TurnListener heard(TurnListener listener) {
        return span -> {
            add(span);
            listener.turnEnded(span);
        };
    }

    private synchronized void add(Span span) {
        turns += span.tally().turns();
        if (span.track().activity().equals(Activities.FETCH)) {
            fetchNanos += span.tally().busyNanos();
        } else if (!span.track().activity().equals(Activity.NONE)) {
            statisticsNanos += span.tally().busyNanos();
        }
    }

    /// How many turns there were.
    synchronized long turns() {
        return turns;
    }

    /// What it is now.
    ///
    /// @param untilFetched see [Effort]
    synchronized Effort effort(@Nullable Duration untilFetched) {
        return new Effort(
                turns,
                Duration.ofNanos(fetchNanos),
                Duration.ofNanos(statisticsNanos),
                untilFetched,
                isCpuKnown ? Duration.ofNanos(cpuNanos) : null);
    }
}
