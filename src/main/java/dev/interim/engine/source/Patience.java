package dev.interim.engine.source;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// How long a server is waited for: until it answers, in all, and at which rate its bytes come.
///
/// Socket timeouts do not hold a server that sends a byte now and then; this looks at the clock
/// once a second (or more often, for short limits) and gives up by itself. The thread that fetches
/// says what it is doing; only time spent waiting for the server counts against its rate.
final class Patience implements AutoCloseable {
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);
    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final FetchLimits limits;
    private final Timing timing;
    private final Consumer<FailureException> giveUp;
    private final Duration period;
    private final long openedAt;
    private final ReentrantLock lock = new ReentrantLock();
    private Doing doing = Doing.NOTHING;
    private long doingSince;
    private long nanosWaited;
    private long bytesArrived;
    private boolean isOver;

    /// Begins to look.
    ///
    /// @param openedAt when the fetch began, of which this may be one of many exchanges
    /// @param giveUp called at most once, on the thread of an alarm; does not block
    static Patience begin(
            FetchLimits limits, Timing timing, long openedAt, Consumer<FailureException> giveUp) {
        var patience = new Patience(limits, timing, openedAt, giveUp);
        patience.lookLater();
        return patience;
    }

    private Patience(
            FetchLimits limits, Timing timing, long openedAt, Consumer<FailureException> giveUp) {
        this.limits = limits;
        this.timing = timing;
        this.giveUp = giveUp;
        this.openedAt = openedAt;
        Duration quarter = limits.responseTimeout().dividedBy(4);
        this.period = quarter.compareTo(LONGEST_PERIOD) < 0 ? quarter : LONGEST_PERIOD;
    }

    /// A request begins: to connect, to send it, and to wait until the answer begins.
    void asked() {
        change(Doing.ASKING, 0);
    }

    /// From now on bytes are waited for.
    void waiting() {
        change(Doing.WAITING, 0);
    }

    /// Bytes have arrived, or an answer has; from now on the server is not waited for.
    void arrived(int bytes) {
        change(Doing.NOTHING, bytes);
    }

    /// Looks no more.
    @Override
    public void close() {
        lock.lock();
        try {
            isOver = true;
        } finally {
            lock.unlock();
        }
    }

    private void change(Doing next, int bytes) {
        lock.lock();
        try {
            long now = timing.nanos();
            if (doing == Doing.WAITING) {
                nanosWaited += now - doingSince;
            }
            bytesArrived += bytes;
            doing = next;
            doingSince = now;
        } finally {
            lock.unlock();
        }
    }

    private void lookLater() {
        var _ = timing.alarm(period, this::look);
    }

    private void look() {
        String verdict;
        lock.lock();
        try {
            if (isOver) {
                return;
            }
            verdict = verdict(timing.nanos());
            isOver = !verdict.isEmpty();
        } finally {
            lock.unlock();
        }
        if (verdict.isEmpty()) {
            lookLater();
        } else {
            giveUp.accept(new FailureException(FailureKind.SOURCE_UNAVAILABLE, verdict));
        }
    }

    private String verdict(long now) {
        if (now - openedAt > limits.totalTime().toNanos()) {
            return tooLong(limits);
        }
        return switch (doing) {
            case NOTHING -> "";
            case ASKING -> now - doingSince > askingNanos() ? noAnswer(limits) : "";
            case WAITING -> verdictOnRate(nanosWaited + now - doingSince, now);
        };
    }

    private String verdictOnRate(long waited, long now) {
        long window = limits.responseTimeout().toNanos();
        // A server that sends nothing at all is left to the socket, whose failure allows another
        // try.
        if (waited < window || (now - doingSince >= window && now - doingSince < 2 * window)) {
            return "";
        }
        if (bytesArrived / (waited / NANOS_PER_SECOND) < limits.leastBytesPerSecond()) {
            return "the server sends fewer than "
                    + limits.leastBytesPerSecond()
                    + " bytes a second";
        }
        nanosWaited = 0;
        bytesArrived = 0;
        doingSince = now;
        return "";
    }

    private long askingNanos() {
        return CheckedResolver.DEADLINE
                .multipliedBy(2)
                .plus(limits.connectTimeout())
                .plus(limits.responseTimeout())
                .toNanos();
    }

    /// The sentence for a fetch that takes too long.
    static String tooLong(FetchLimits limits) {
        return "fetching took longer than " + limits.totalTime().toSeconds() + " s";
    }

    /// The sentence for a server that does not answer.
    static String noAnswer(FetchLimits limits) {
        return "the server did not answer within " + limits.responseTimeout().toSeconds() + " s";
    }

    private enum Doing {
        NOTHING,
        ASKING,
        WAITING
    }
}
