package dev.interim.engine.source;

/// How many parts of a source are asked for at the same time: as many as make it come faster.
///
/// One owner.
final class Width {
    /// So much faster it must come, to be worth twice as many connections.
    private static final double WORTH = 1.25;

    private final int most;
    private int now = 1;
    private double rate;
    private boolean isSettled;

    /// @param most at least 1
    Width(int most) {
        this.most = most;
        isSettled = most == 1;
    }

    int now() {
        return now;
    }

    /// Whether it is not known that one is enough.
    boolean mayHelp() {
        return !isSettled || now > 1;
    }

    /// One is enough, for good.
    void shrink() {
        now = 1;
        isSettled = true;
    }

    /// At the present width so many bytes came in that time, all of them wanted.
    void learn(long bytes, long nanos) {
        if (isSettled) {
            return;
        }
        double measured = bytes / (double) Math.max(1, nanos);
        if (now > 1 && measured < rate * WORTH) {
            now /= 2;
            isSettled = true;
            return;
        }
        rate = measured;
        isSettled = now == most;
        now = Math.min(most, 2 * now);
    }
}
