package dev.interim.run;

import dev.interim.engine.source.Fetch;
import dev.interim.engine.source.Origin;
import dev.interim.engine.source.Retries;
import dev.interim.engine.source.Toll;
import dev.interim.schedule.Turn;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A fetch that lets through no more bytes than are wanted, and none that were not paid for.
///
/// Where it stops it answers 0, not the end, so that nobody takes for cut off what was left out on
/// purpose. One owner at a time, as for every fetch.
final class Gate implements Fetch {
    private final Fetch raw;
    private final Toll toll;
    private final long most;
    private final Debt debt = new Debt(0, new AtomicLong());
    private boolean isSliceBegun;
    private long paid;
    private long taken;
    private boolean isSpent;

    /// @param raw belongs to the gate, which closes it
    /// @param most how many bytes are wanted, `null` for all
    Gate(Fetch raw, Toll toll, @Nullable Long most) {
        this.raw = raw;
        this.toll = toll;
        this.most = most == null ? Long.MAX_VALUE : most;
        paid = toll.isDue() ? 0 : Long.MAX_VALUE;
    }

    /// Whether the next slice is there and was not paid for.
    boolean isShut() {
        Long length = raw.origin().bytes();
        return taken == paid && !isSpent && (length == null || taken < length);
    }

    /// Pays for the next slice, as far as this turn goes; answers whether bytes may be taken.
    boolean pay(Turn turn) throws InterruptedException {
        if (!isShut()) {
            return true;
        }
        if (!isSliceBegun) {
            isSliceBegun = true;
            debt.add(toll.fetch());
        }
        turn.did(Activities.FETCH, 0, 0);
        if (debt.pay(turn)) {
            isSliceBegun = false;
            open();
        }
        return !isShut();
    }

    private void open() {
        paid += taken == 0 ? toll.head() + toll.slice() : toll.slice();
    }

    /// No more bytes are wanted.
    void spend() {
        isSpent = true;
    }

    /// Whether there may be more bytes, which nobody wants.
    boolean isSpent() {
        return isSpent;
    }

    @Override
    public int take(byte[] target, int offset, int length) {
        if (isSpent || taken == most) {
            return beyond();
        }
        if (taken == paid && isShut()) {
            return 0;
        }
        int wanted = (int) Math.min(length, Math.min(most, paid) - taken);
        int count = raw.take(target, offset, Math.max(wanted, 1));
        taken += Math.max(0, count);
        return count;
    }

    /// All that is wanted was taken; whether that was all there is, one more byte tells.
    private int beyond() {
        Long length = raw.origin().bytes();
        if (isSpent || (length != null && length > taken)) {
            isSpent = true;
            return 0;
        }
        int count = raw.take(new byte[1], 0, 1);
        isSpent = count != END;
        return isSpent ? 0 : END;
    }

    @Override
    public @Nullable String part() {
        return raw.part();
    }

    @Override
    public boolean hasNext() {
        return raw.hasNext();
    }

    @Override
    public void next() {
        raw.next();
    }

    @Override
    public Origin origin() {
        return raw.origin();
    }

    @Override
    public Retries retries() {
        return raw.retries();
    }

    @Override
    public void pause() {
        raw.pause();
    }

    @Override
    public void resume() {
        raw.resume();
    }

    @Override
    public void parallel(boolean isAllowed) {
        raw.parallel(isAllowed);
    }

    @Override
    public long memory() {
        return raw.memory();
    }

    @Override
    public void close() {
        raw.close();
    }
}
