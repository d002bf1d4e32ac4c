package dev.interim.engine.memory;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/// The bytes that all jobs together may take. Each has an account, which is charged before memory
/// is allocated. A fifth is for what is kept of jobs that have ended, the rest for those that run.
///
/// A charge that does not fit waits, the most urgent and then the oldest account first, and no
/// other account takes what a waiting one before it needs. What no account could ever have fails
/// with `TOO_LARGE`.
///
/// An account may say how much it will need at most. Then nothing is granted after which those that
/// have said so could not all get that, one after the other (the banker's algorithm; E. W.
/// Dijkstra, 1965): they never wait for each other in a circle. Others may: when every account that
/// holds memory waits for more, those that fit go on in any order, and when none does, the least
/// urgent and youngest one fails. Any thread.
public final class MemoryBudget {
    private static final int URGENT = 0;

    private final long bytes;
    private final long ofJobs;
    private final long ownerBytes;
    private final long starts;
    private final long[] used = new long[MemoryUse.COUNT];
    private final Map<String, Long> usedByOwner = new HashMap<>();
    private final Set<MemoryAccount> holders = new HashSet<>();
    private final List<MemoryAccount> waiting = new ArrayList<>();
    private long total;
    private long opened;
    private volatile Runnable listener = () -> {};

    /// What happened under the lock and is told outside of it.
    private final List<Runnable> untold = new ArrayList<>();

    /// @param bytes how much there is
    /// @param ownerBytes how much of it the accounts of one owner may have together
    public MemoryBudget(long bytes, long ownerBytes) {
        if (bytes < 1 || ownerBytes < 1) {
            throw new IllegalArgumentException("a budget of memory must be positive");
        }
        this.bytes = bytes;
        ofJobs = bytes - bytes / 5;
        this.ownerBytes = Math.min(ofJobs, ownerBytes);
        starts = ofJobs / 8;
    }

    /// A budget that is never used up.
    public static MemoryBudget unlimited() {
        return new MemoryBudget(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4);
    }

    /// Says who is told, outside of all locks, that memory was given back.
    public void listen(Runnable hearer) {
        listener = hearer;
    }

    /// An account that holds nothing yet, to be closed.
    ///
    /// @param owner whose it is
    /// @param urgency who comes first: 0 is urgent, and may also take the last sixth of the budget;
    ///   asked again for each decision
    /// @param wake called when the account need not wait any longer, from any thread and outside of
    ///   the budget's lock
    public synchronized MemoryAccount open(String owner, IntSupplier urgency, Runnable wake) {
        return new MemoryAccount(this, owner, opened++, urgency, wake);
    }

    /// How many bytes there are.
    public long bytes() {
        return bytes;
    }

    /// How many of them are for what is kept of jobs that have ended.
    public long keptBytes() {
        return bytes - ofJobs;
    }

    /// How many of them the running jobs of one owner may have together.
    public long ownerBytes() {
        return ownerBytes;
    }

    /// As [MemoryAccount#place].
    synchronized int place(MemoryAccount account) {
        return waiting.indexOf(account) + 1;
    }

    /// How many bytes an account may hold at most.
    synchronized long most(MemoryAccount account) {
        return Math.min(mostOf(account), ownerBytes);
    }

    /// How many bytes are taken.
    public synchronized long used() {
        return total + used(MemoryUse.KEPT);
    }

    /// How many bytes are taken for this.
    public synchronized long used(MemoryUse use) {
        return used[use.code()];
    }

    /// How many bytes the accounts of an owner have together.
    public synchronized long used(String owner) {
        return usedByOwner.getOrDefault(owner, 0L);
    }

    /// How many accounts wait.
    public synchronized int waiting() {
        return waiting.size();
    }

    /// As [MemoryAccount#reach].
    boolean reach(MemoryAccount account, MemoryUse use, long wanted) {
        try {
            synchronized (this) {
                account.requireAlive();
                if (account.isClosed() || account.held(use) >= wanted) {
                    return true;
                }
                if (takes(account, use, wanted)) {
                    return true;
                }
                account.want(use, wanted);
                requirePossible(account, use, wanted);
                if (!waiting.contains(account)) {
                    waiting.add(account);
                }
                grant();
                account.requireAlive();
                return account.held(use) >= wanted;
            }
        } finally {
            tell();
        }
    }

    /// Takes what is there at once, where nobody waits for it.
    private boolean takes(MemoryAccount account, MemoryUse use, long wanted) {
        long more = wanted - account.held(use);
        boolean isFree = !account.isWaiting() && isGood(account, more) && !isBehind(account);
        if (isFree) {
            charge(account, use, more);
        }
        return isFree;
    }

    /// As [MemoryAccount#tryReach].
    synchronized boolean tryReach(MemoryAccount account, MemoryUse use, long wanted) {
        long more = wanted - account.held(use);
        if (account.isClosed() || more <= 0) {
            return true;
        }
        boolean isStart =
                use == MemoryUse.START
                        && used[use.code()] + more > starts
                        && account.urgency() > URGENT
                        && !holders.isEmpty();
        if (isStart || !isGood(account, more) || isBehind(account)) {
            return false;
        }
        charge(account, use, more);
        return true;
    }

    /// As [MemoryAccount#lower].
    void lower(MemoryAccount account, MemoryUse use, long left) {
        try {
            synchronized (this) {
                release(account, use, left);
                grant();
            }
        } finally {
            tell();
        }
    }

    /// As [MemoryAccount#turnInto].
    synchronized void move(MemoryAccount account, MemoryUse from, MemoryUse to) {
        long moved = account.held(from);
        charge(account, from, -moved);
        charge(account, to, moved);
    }

    /// As [MemoryAccount#close].
    void close(MemoryAccount account) {
        try {
            synchronized (this) {
                for (MemoryUse use : MemoryUse.values()) {
                    release(account, use, 0);
                }
                account.ended();
                waiting.remove(account);
                grant();
            }
        } finally {
            tell();
        }
    }

    private void release(MemoryAccount account, MemoryUse use, long left) {
        account.wantAtMost(use, left);
        long less = account.held(use) - left;
        if (less > 0) {
            charge(account, use, -less);
            untold.add(listener);
        }
    }

    private void requirePossible(MemoryAccount account, MemoryUse use, long wanted) {
        long needed = account.total() + account.missing();
        long most = Math.min(mostOf(account), ownerBytes);
        if (needed > most) {
            waiting.remove(account);
            account.wantNothing();
            throw new FailureException(
                    FailureKind.TOO_LARGE,
                    "the job needs %s of memory, %s of them for %s; one job may have %s of the %s that all jobs have together"
                            .formatted(
                                    megabytes(needed),
                                    megabytes(wanted),
                                    use.label(),
                                    megabytes(most),
                                    megabytes(ofJobs)));
        }
    }

    private static String megabytes(long bytes) {
        return "%.1f MB".formatted(bytes / 1e6);
    }

    private long mostOf(MemoryAccount account) {
        return account.urgency() == URGENT ? ofJobs : ofJobs - ofJobs / 6;
    }

    /// Keeps bytes of ended jobs, as many as there is room for.
    ///
    /// @param kept how many are to be kept from now on
    /// @return how many are kept: fewer where there is no room for all
    public synchronized long keep(long kept) {
        used[MemoryUse.KEPT.code()] = Math.min(kept, keptBytes());
        return used(MemoryUse.KEPT);
    }

    /// Charges bytes for one request, which cannot wait.
    ///
    /// @return what is to be closed when it has been answered
    /// @throws FailureException `TOO_LARGE` where there can never be so much for one request,
    ///   `OVER_CAPACITY` where there is not now
    public MemoryAccount charge(String owner, MemoryUse use, long needed) {
        var account = open(owner, () -> 1, () -> {});
        long most = most(account);
        if (needed > most) {
            throw new FailureException(
                    FailureKind.TOO_LARGE,
                    "the request needs %s of memory for %s, and one may have %s"
                            .formatted(megabytes(needed), use.label(), megabytes(most)));
        }
        if (!account.tryReach(use, needed)) {
            throw new FailureException(
                    FailureKind.OVER_CAPACITY,
                    "the request needs %s of memory for %s, which others hold now; try again later"
                            .formatted(megabytes(needed), use.label()));
        }
        return account;
    }

    /// The same for as many bytes as one request may have.
    ///
    /// @throws FailureException `OVER_CAPACITY`
    public MemoryAccount chargeMost(String owner, MemoryUse use) {
        return charge(owner, use, most(open(owner, () -> 1, () -> {})));
    }

    private boolean fits(MemoryAccount account, long more) {
        return fitsOwner(account, more) && total + more <= mostOf(account);
    }

    private boolean isGood(MemoryAccount account, long more) {
        return fits(account, more) && isSafe(account, more);
    }

    /// Whether all that have said how much they will need can still get it, one after the other.
    private boolean isSafe(MemoryAccount account, long more) {
        var claiming =
                Stream.concat(holders.stream().filter(it -> it != account), Stream.of(account))
                        .filter(MemoryAccount::hasClaimed)
                        .sorted(Comparator.comparingLong(it -> remaining(it, account, more)))
                        .toList();
        long free = mostOf(account) - total - more;
        for (var next : claiming) {
            if (remaining(next, account, more) > free) {
                return false;
            }
            free += next.total() + (next == account ? more : 0);
        }
        return true;
    }

    private static long remaining(MemoryAccount of, MemoryAccount asking, long more) {
        return Math.max(0, of.remaining() - (of == asking ? more : 0));
    }

    /// As [MemoryAccount#claim].
    synchronized void claim(MemoryAccount account, MemoryUse use, long level) {
        account.noteClaim(use, level, Math.min(mostOf(account), ownerBytes) - starts);
    }

    private boolean fitsOwner(MemoryAccount account, long more) {
        return used(account.owner()) + more <= ownerBytes;
    }

    /// Whether an account before this one waits for memory of all, not only for that of its owner.
    private boolean isBehind(MemoryAccount account) {
        return waiting.stream()
                .anyMatch(other ->
                        other != account
                                && ORDER.compare(other, account) < 0
                                && fitsOwner(other, other.missing()));
    }

    private static final Comparator<MemoryAccount> ORDER =
            Comparator.comparingInt(MemoryAccount::urgency)
                    .thenComparingLong(MemoryAccount::number);

    /// Gives those that wait what they want, in their order.
    private void grant() {
        waiting.sort(ORDER);
        for (var account : List.copyOf(waiting)) {
            if (isGood(account, account.missing()) && !isBehind(account)) {
                give(account);
            }
        }
        while (isStuck()) {
            var next = waiting.stream().filter(it -> fits(it, it.missing())).findFirst();
            if (next.isPresent()) {
                give(next.get());
            } else {
                refuse(waiting.getLast());
            }
        }
    }

    /// Whether nobody who holds memory could give it back.
    private boolean isStuck() {
        return !waiting.isEmpty() && waiting.containsAll(holders);
    }

    private void give(MemoryAccount account) {
        for (MemoryUse use : MemoryUse.values()) {
            charge(account, use, account.missing(use));
        }
        goOn(account);
    }

    private void refuse(MemoryAccount account) {
        account.fail(
                new FailureException(
                        FailureKind.TOO_LARGE,
                        "the job needs %s more memory, and the %s that all jobs have together are held by jobs that need more as well; try again later"
                                .formatted(megabytes(account.missing()), megabytes(ofJobs))));
        goOn(account);
    }

    private void goOn(MemoryAccount account) {
        waiting.remove(account);
        account.wantNothing();
        // INVARIANT: one that was refused holds memory until it is closed, and is no longer waited
        // for in vain: it does not wait.
        untold.add(account.wake());
    }

    private void charge(MemoryAccount account, MemoryUse use, long more) {
        account.add(use, more);
        used[use.code()] += more;
        total += more;
        usedByOwner.merge(account.owner(), more, Long::sum);
        usedByOwner.remove(account.owner(), 0L);
        if (account.total() > 0) {
            holders.add(account);
        } else {
            holders.remove(account);
        }
    }

    private void tell() {
        List<Runnable> told;
        synchronized (this) {
            told = List.copyOf(untold);
            untold.clear();
        }
        told.stream().distinct().forEach(Runnable::run);
    }

    @Override
    public synchronized String toString() {
        return "%d of %d bytes used %s, %d wait"
                .formatted(total, bytes, Arrays.toString(used), waiting.size());
    }
}
