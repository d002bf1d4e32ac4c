package dev.interim.run;

import dev.interim.engine.memory.MemoryAccount;
import dev.interim.engine.memory.MemoryBudget;
import dev.interim.engine.memory.MemoryUse;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.ProfileMemory;
import java.util.function.IntSupplier;

/// What a run takes of the memory budget, charged before it is allocated.
///
/// Every method that admits something answers `false` where the run has to wait for memory: then
/// the lane parks, and all lanes are woken when the memory is there. What can never be had fails
/// with `TOO_LARGE`. Any thread.
public final class RunMemory implements AutoCloseable {
    /// Charges come in steps, so that hardly any part has to ask.
    private static final long STEP = 256 * 1024;

    private final MemoryAccount account;
    private final Measures measures;
    private final long chunk;
    private final long start;
    private volatile Runnable wake = () -> {};
    private boolean isSettled;
    private long columns;
    private long values;
    private long groups;
    private volatile long profile;
    private volatile long buffers;
    private volatile long spooled;

    /// @param chunk how many bytes a chunk has
    /// @param source how many bytes the source takes for itself once it is open
    RunMemory(Opening opening, Measures measures, long chunk, long source) {
        this.measures = measures;
        this.chunk = chunk;
        // the buffer that grows, one that is decompressed into, and one that is spooled from
        start = 2 * chunk + STEP + source;
        account = opening.open(() -> wake.run());
    }

    /// Opens the account of a run.
    public interface Opening {
        /// An account that is woken so.
        MemoryAccount open(Runnable wake);

        /// Of a budget that is never used up.
        Opening UNLIMITED = wake -> MemoryBudget.unlimited().open("", () -> 1, wake);

        /// An account of this budget.
        static Opening of(MemoryBudget budget, String owner, IntSupplier urgency) {
            return wake -> budget.open(owner, urgency, wake);
        }
    }

    /// Says who is woken when the run need not wait any longer.
    void wake(Runnable lanes) {
        wake = lanes;
    }

    /// Charges what a run takes before its columns are known; answers whether it may start.
    boolean admitsStart() {
        return account.tryReach(MemoryUse.START, start);
    }

    /// Whether the run waits for memory; its lanes then have nothing to do.
    boolean isWaiting() {
        return account.isWaiting();
    }

    /// Its place among those that wait for memory, 0 when it does not.
    int place() {
        return account.place();
    }

    /// Charges for the columns there are, and once for the buffers between lanes.
    ///
    /// @param count how many columns there are, as far as they are known
    /// @param pieces how many pieces there may be on their way
    synchronized boolean admitsColumns(long count, int pieces) {
        note(count);
        return isSettled ? isProfileAdmitted() : isSettled(pieces);
    }

    private void note(long count) {
        if (count > columns) {
            columns = count;
            long most = ProfileMemory.bytes(measures, columns, Long.MAX_VALUE, groups);
            account.claim(MemoryUse.PROFILES, most);
        }
    }

    private boolean isSettled(int pieces) {
        long more = (pieces + partBytes(pieces)) * chunk;
        account.claim(MemoryUse.BUFFERS, more);
        // both are asked for, so that they are given together
        boolean hasProfile = isProfileAdmitted();
        boolean hasBuffers = account.reach(MemoryUse.BUFFERS, more);
        isSettled = hasProfile && hasBuffers;
        if (isSettled) {
            account.turnInto(MemoryUse.START, MemoryUse.BUFFERS);
            buffers = start + more;
        }
        return isSettled;
    }

    /// Batches take some four times the bytes that they hold; about every third piece is in one.
    private static long partBytes(int pieces) {
        return 4L * (pieces / 3);
    }

    /// Charges for what a part adds to the profile.
    ///
    /// @param width how many columns the profile has, or the part where it has more
    /// @param more how many values it has, of all columns together
    /// @param allGroups how many groups there may be then
    synchronized boolean admitsPart(long width, long more, long allGroups) {
        note(width);
        long before = values;
        values += more;
        groups = Math.max(groups, allGroups);
        boolean isAdmitted = isProfileAdmitted();
        if (!isAdmitted) {
            values = before;
        }
        return isAdmitted;
    }

    private boolean isProfileAdmitted() {
        long needed = ProfileMemory.bytes(measures, columns, values, groups);
        if (needed <= profile) {
            return true;
        }
        long steps = (needed + STEP - 1) / STEP * STEP;
        boolean isAdmitted = account.reach(MemoryUse.PROFILES, steps);
        profile = isAdmitted ? steps : profile;
        return isAdmitted;
    }

    /// Charges for a record that is much longer than a chunk: its bytes, and the same again while
    /// they are copied and while they wait for a lane. It is charged for the longest record at
    /// once, since several jobs that ask for more bit by bit would wait for each other.
    ///
    /// @param bytes how long it may be, as far as is known
    /// @param record how long a record may be
    boolean admitsRecord(long bytes, long record) {
        if (bytes <= 2 * chunk) {
            return true;
        }
        long longest = Math.max(3 * bytes, Math.min(3 * record, account.most() / 2));
        return account.reach(MemoryUse.BUFFERS, Math.max(buffers, start) + longest);
    }

    /// Charges for what was fetched ahead, without waiting: what finds no room in memory goes to
    /// disk.
    ///
    /// @param bytes how many are kept from now on
    boolean admitsSpool(long bytes) {
        long steps = (bytes + 4 * STEP - 1) / (4 * STEP) * (4 * STEP);
        if (steps < spooled) {
            account.lower(MemoryUse.SPOOLS, steps);
        }
        boolean isAdmitted = steps <= spooled || account.tryReach(MemoryUse.SPOOLS, steps);
        spooled = isAdmitted ? steps : spooled;
        return isAdmitted;
    }

    /// Charges for windows of decompression.
    boolean admitsWindow(long bytes) {
        return account.reach(MemoryUse.DECODERS, bytes);
    }

    /// How many bytes it holds.
    long held() {
        return account.held();
    }

    /// Gives everything back; more than once.
    @Override
    public void close() {
        account.close();
    }
}
