package dev.interim.run;

import dev.interim.schedule.Turn;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Time that a worker is still to be kept busy, paid turn by turn. One owner.
///
/// What counts is the time that passes, whether the worker has a processor all the while or not;
/// and what one debt was paid too much, because the worker was kept waiting, the next one is paid
/// less. So costs keep to the clock even where others take the processors away.
final class Debt {
    private final AtomicLong credit;
    private long nanos;

    /// @param nanos what is owed
    /// @param credit what debts before were paid too much; shared with those
    Debt(long nanos, AtomicLong credit) {
        this.nanos = nanos;
        this.credit = credit;
    }

    /// Owes so much more.
    void add(Duration more) {
        nanos += more.toNanos();
    }

    /// Pays as much as there is room for in this turn; answers whether nothing is owed any more.
    boolean pay(Turn turn) throws InterruptedException {
        if (nanos > 0) {
            nanos -= credit.getAndSet(0);
        }
        if (nanos > 0 && !turn.isOver()) {
            long before = turn.ticker().nanos();
            turn.busy(Duration.ofNanos(Math.min(nanos, turn.remaining().toNanos())));
            nanos -= turn.ticker().nanos() - before;
        }
        if (nanos < 0) {
            credit.addAndGet(-nanos);
            nanos = 0;
        }
        return nanos == 0;
    }
}
