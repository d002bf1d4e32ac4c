package dev.interim.engine.memory;

import dev.interim.engine.failure.FailureException;
import java.util.Arrays;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// What one job holds of the memory budget, by use. Any thread.
///
/// A charge is a level, not a difference: to ask again for the same level charges nothing, so that
/// a turn that had to wait is simply taken again.
public final class MemoryAccount implements AutoCloseable {
    private final MemoryBudget budget;
    private final String owner;
    private final long number;
    private final IntSupplier urgency;
    private final Runnable wake;

    // The rest belongs to the budget, which touches it only under its lock.
    private final long[] held = new long[MemoryUse.COUNT];
    private final long[] claimed = new long[MemoryUse.COUNT];
    private final long[] wanted = new long[MemoryUse.COUNT];
    private long total;
    private long mostClaimed;
    private boolean isClosed;
    private @Nullable FailureException failure;
    private volatile boolean isWaiting;

    MemoryAccount(
            MemoryBudget budget, String owner, long number, IntSupplier urgency, Runnable wake) {
        this.budget = budget;
        this.owner = owner;
        this.number = number;
        this.urgency = urgency;
        this.wake = wake;
    }

    /// Charges until it holds at least so many bytes for this use; where that does not fit it waits
    /// for them, and is woken.
    ///
    /// @return whether it holds them; else the caller takes nothing and asks again when woken
    /// @throws FailureException `TOO_LARGE` where it can never have them
    public boolean reach(MemoryUse use, long bytes) {
        return budget.reach(this, use, bytes);
    }

    /// Says how many bytes it will need at most for this use, as far as is known.
    public void claim(MemoryUse use, long bytes) {
        budget.claim(this, use, bytes);
    }

    /// The same without waiting.
    public boolean tryReach(MemoryUse use, long bytes) {
        return budget.tryReach(this, use, bytes);
    }

    /// Gives back until it holds at most so many bytes for this use.
    public void lower(MemoryUse use, long bytes) {
        budget.lower(this, use, bytes);
    }

    /// What it holds for one use it holds for the other from now on.
    public void turnInto(MemoryUse from, MemoryUse to) {
        budget.move(this, from, to);
    }

    /// Whether it waits for memory.
    public boolean isWaiting() {
        return isWaiting;
    }

    /// How many accounts that wait come before it, and itself; 0 when it does not wait.
    public int place() {
        return isWaiting ? budget.place(this) : 0;
    }

    /// How many bytes it may hold at most.
    public long most() {
        return budget.most(this);
    }

    /// How many bytes it holds.
    public long held() {
        synchronized (budget) {
            return total;
        }
    }

    /// Gives everything back; more than once.
    @Override
    public void close() {
        budget.close(this);
    }

    String owner() {
        return owner;
    }

    /// Accounts are numbered in the order in which they were opened.
    long number() {
        return number;
    }

    int urgency() {
        return urgency.getAsInt();
    }

    Runnable wake() {
        return wake;
    }

    long held(MemoryUse use) {
        return held[use.code()];
    }

    long total() {
        return total;
    }

    boolean isClosed() {
        return isClosed;
    }

    void requireAlive() {
        if (failure != null) {
            throw failure;
        }
    }

    void fail(FailureException cause) {
        failure = cause;
    }

    /// @param most more than that it does not claim in all
    void noteClaim(MemoryUse use, long level, long most) {
        claimed[use.code()] = level;
        mostClaimed = most;
    }

    boolean hasClaimed() {
        return mostClaimed > 0;
    }

    /// How much more than it holds it has claimed.
    long remaining() {
        long sum = 0;
        for (int i = 0; i < held.length; i++) {
            sum += Math.max(0, claimed[i] - held[i]);
        }
        return Math.max(0, Math.min(sum, mostClaimed - total));
    }

    void want(MemoryUse use, long level) {
        wanted[use.code()] = Math.max(level, wanted[use.code()]);
        isWaiting = true;
    }

    void wantAtMost(MemoryUse use, long level) {
        wanted[use.code()] = Math.min(level, wanted[use.code()]);
    }

    void wantNothing() {
        Arrays.fill(wanted, 0);
        isWaiting = false;
    }

    long missing(MemoryUse use) {
        return Math.max(0, wanted[use.code()] - held[use.code()]);
    }

    long missing() {
        long sum = 0;
        for (MemoryUse use : MemoryUse.values()) {
            sum += missing(use);
        }
        return sum;
    }

    void add(MemoryUse use, long more) {
        held[use.code()] += more;
        total += more;
    }

    void ended() {
        wantNothing();
        isClosed = true;
    }
}
