package dev.interim.schedule;

import java.time.Duration;

/// Keeps workers busy for so long altogether, a quantum at a time.
final class BusyWork implements Work {
    static final Activity BUSY = new Activity("busy");

    private Duration left;

    BusyWork(Duration total) {
        left = total;
    }

    @Override
    public Next turn(Turn turn) throws InterruptedException {
        Duration piece = left.compareTo(turn.remaining()) < 0 ? left : turn.remaining();
        turn.busy(piece);
        turn.did(BUSY, 0, 0);
        left = left.minus(piece);
        return left.isZero() ? Next.END : Next.AGAIN;
    }
}
