package dev.interim.run;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.Buffers;
import dev.interim.engine.scan.Cut;
import dev.interim.engine.scan.Layout;
import dev.interim.engine.stats.Measures;
import dev.interim.engine.stats.Part;
import dev.interim.engine.stats.Profile;
import dev.interim.engine.stats.Snapshot;
import dev.interim.engine.stats.StoredProfile;
import dev.interim.schedule.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Adds parts to the profile in the order of the data, whoever brings them in whatever order.
///
/// A lane that brings a part out of order leaves it here and goes on; whoever brings the missing
/// one adds both. So the profile has one owner at a time and no lane waits for it: see
/// [CombiningLock], which also says what is owed to a lane that left a part and parked. From time
/// to time the one who adds takes a snapshot.
final class Ledger {
    /// @param part `null` where the piece is not wanted
    private record Entry(Piece piece, @Nullable Part part) {}

    private final Measures measures;
    private final RunListener listener;
    private final Ticker ticker;
    private final long intervalNanos;
    private final Buffers buffers;
    private final HandOver handOver;
    private final long mostRows;

    private final Map<Long, Entry> early = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Part> idle = new ConcurrentLinkedQueue<>();
    private final CombiningLock lock;
    private final Downloads downloads;
    // Warnings come one at a time, also while somebody reads the profile.
    private final Object warnings = new Object();

    // The rest belongs to whoever holds the lock.
    private @Nullable Profile profile;
    private byte @Nullable [] kept;
    private @Nullable Layout layout;
    private volatile long next;
    private long snapshotNanos;
    private boolean hasSnapshot;
    private boolean warnedOfRows;
    private boolean warnedOfText;

    private volatile boolean isShowing = true;
    private volatile boolean isFull;
    private volatile long rows;
    private volatile long processed;

    Ledger(
            Measures measures,
            RunListener listener,
            Ticker ticker,
            Duration interval,
            Buffers buffers,
            HandOver handOver) {
        this(measures, listener, ticker, interval, buffers, handOver, null, () -> {});
    }

    /// @param mostRows how many rows are wanted, `null` for all
    /// @param wakeLanes wakes the lanes, to which parts that were added may mean room, the end of
    ///   all data, or that no more is wanted; any thread
    Ledger(
            Measures measures,
            RunListener listener,
            Ticker ticker,
            Duration interval,
            Buffers buffers,
            HandOver handOver,
            @Nullable Long mostRows,
            Runnable wakeLanes) {
        this.measures = measures;
        this.listener = listener;
        this.ticker = ticker;
        this.intervalNanos = interval.toNanos();
        this.buffers = buffers;
        this.handOver = handOver;
        this.mostRows = mostRows == null ? Long.MAX_VALUE : mostRows;
        downloads = new Downloads(ticker);
        lock = new CombiningLock(new WaitingParts(wakeLanes));
    }

    /// The parts that can be added now.
    private final class WaitingParts implements CombiningLock.Queue {
        private final Runnable wakeLanes;

        WaitingParts(Runnable wakeLanes) {
            this.wakeLanes = wakeLanes;
        }

        @Override
        public boolean isWaiting() {
            return !early.isEmpty() && early.containsKey(next);
        }

        @Override
        public boolean doNext() {
            var entry = early.remove(next);
            if (entry != null) {
                add(entry);
            }
            return entry != null;
        }

        @Override
        public void wakeLanes() {
            wakeLanes.run();
        }
    }

    /// Says whether there are to be snapshots before the last.
    void show(boolean isInterim) {
        isShowing = isInterim;
    }

    /// A part to fill.
    Part part() {
        var part = idle.poll();
        return part == null ? new Part(measures) : part;
    }

    /// Adds a part when its turn has come.
    void add(Piece piece, Part part) {
        bring(new Entry(piece, part));
    }

    /// Leaves out a piece that was not computed, and all that follow it.
    void drop(Piece piece) {
        bring(new Entry(piece, null));
    }

    private void bring(Entry entry) {
        early.put(entry.piece().chunk().number(), entry);
        lock.work();
    }

    /// Adds the parts that were left here and can be added; lanes do so at the beginning of a turn,
    /// since that may be what they were woken for.
    void addWaiting() {
        lock.work();
    }

    /// Whether a part can be added, or adding one has failed: a lane has a turn to take. Any
    /// thread.
    boolean isWaiting() {
        return lock.isWorkForLanes();
    }

    private void add(Entry entry) {
        next = entry.piece().chunk().number() + 1;
        var part = entry.part();
        isFull |= part == null || cut(entry.piece(), part);
        if (part == null || (isFull && part.batch().rows() == 0)) {
            leaveOut(entry);
        } else {
            enter(entry.piece(), part);
        }
    }

    /// Makes a part smaller when it has more rows than are wanted; answers whether it had, or
    /// whether nothing is wanted any more.
    private boolean cut(Piece piece, Part part) {
        long wanted = isFull ? 0 : mostRows - rows;
        if (part.batch().rows() <= wanted) {
            return false;
        }
        buffers.give(part.batch().bytes());
        part.batch().start(new byte[0]);
        if (wanted > 0) {
            var untouched = Objects.requireNonNull(piece.untouched());
            var few = new Cut(piece.layout()).firstRows(untouched, wanted);
            piece.layout().scanner().scan(few, part.batch());
            part.compute(piece.layout().schema());
        }
        return true;
    }

    private void leaveOut(Entry entry) {
        var part = entry.part();
        if (part != null) {
            idle.add(part);
        }
        handOver.done(entry.piece());
    }

    private void enter(Piece piece, Part part) {
        var known = profile(piece.layout());
        known.add(part);
        isFull |= known.failure() != null;
        rows = known.rows();
        processed = piece.fetchedUpTo();
        buffers.give(part.batch().bytes());
        idle.add(part);
        warn(known);
        handOver.done(piece);
        if (isDue()) {
            take(known, Snapshot.Scope.PREFIX, false);
        }
    }

    private Profile profile(Layout found) {
        var known = profile;
        if (known == null) {
            known = new Profile(found.schema(), measures);
            profile = known;
            layout = found;
            var warning = found.warning();
            if (warning != null) {
                warn("records-found", warning);
            }
        }
        return known;
    }

    private boolean isDue() {
        return isShowing
                && !handOver.isDrained()
                && (!hasSnapshot || ticker.nanos() - snapshotNanos >= intervalNanos);
    }

    private void take(Profile known, Snapshot.Scope scope, boolean isFinal) {
        hasSnapshot = true;
        var over = listener.begun(Activities.SNAPSHOT);
        long before = ticker.nanos();
        var snapshot = known.snapshot(scope, isFinal);
        long cost = ticker.nanos() - before;
        over.run();
        listener.snapshotTaken(snapshot);
        listener.snapshotCost(Duration.ofNanos(cost));
        snapshotNanos = ticker.nanos();
    }

    /// Passes a warning on when nobody else does.
    void warn(String code, String message) {
        synchronized (warnings) {
            listener.warned(code, message);
        }
    }

    private void warn(Profile known) {
        var faults = known.faults();
        if (!warnedOfRows && faults.malformedRows() > 0) {
            warnedOfRows = true;
            warn(
                    "malformed-rows",
                    "the record at byte %d %s; records like this are counted and left out"
                            .formatted(faults.firstMalformed(), faults.reason()));
        }
        if (!warnedOfText && faults.invalidText() > 0) {
            warnedOfText = true;
            warn(
                    "invalid-text",
                    "the bytes at %d are no text in the charset; such bytes are counted and read as U+FFFD"
                            .formatted(faults.firstInvalidText()));
        }
    }

    /// Adds what was left here and can be added; called once, when no lane runs any more.
    void settle() {
        exclusively(() -> {
            for (var entry = early.remove(next); entry != null; entry = early.remove(next)) {
                add(entry);
            }
        });
    }

    /// Takes the last snapshot, when any record was seen.
    ///
    /// @param isWhole whether it speaks of all data
    void close(boolean isWhole) {
        exclusively(() -> conclude(isWhole));
    }

    private void conclude(boolean isWhole) {
        var known = profile;
        if (known != null && layout != null) {
            if (isWhole) {
                warnOfColumns(layout.missing(known.names()));
            }
            var scope = isWhole ? Snapshot.Scope.WHOLE : Snapshot.Scope.PREFIX;
            take(known, scope, true);
            kept = new StoredProfile(known, scope).bytes();
        }
        profile = null;
        early.clear();
        idle.clear();
    }

    private void exclusively(Runnable action) {
        lock.exclusively(() -> {
            action.run();
            return true;
        });
    }

    /// The mergeable state as bytes, `null` before the first record; any thread.
    byte @Nullable [] profile() {
        return downloads.<byte @Nullable []>read(
                () -> lock.<byte @Nullable []>exclusively(this::bytes));
    }

    private byte @Nullable [] bytes() {
        var known = profile;
        return known == null ? kept : new StoredProfile(known, Snapshot.Scope.PREFIX).bytes();
    }

    /// The mergeable state of the end as bytes, `null` when there was no record.
    byte @Nullable [] finalProfile() {
        return lock.<byte @Nullable []>exclusively(() -> kept);
    }

    private void warnOfColumns(List<String> missing) {
        if (!missing.isEmpty()) {
            warn("unknown-columns", "no record has these columns: " + String.join(", ", missing));
        }
    }

    /// Whether records were left out, and all further ones will be; any thread.
    boolean isFull() {
        return isFull;
    }

    /// Why all further records are left out, `null` when nothing is wrong with them.
    @Nullable FailureException failure() {
        return lock.<@Nullable FailureException>exclusively(
                () -> profile == null ? null : profile.failure());
    }

    /// What is wrong with a dataset that has ended without one good record, `null` when it has one.
    @Nullable FailureException lackOfRecords() {
        return lock.<@Nullable FailureException>exclusively(this::lack);
    }

    private @Nullable FailureException lack() {
        if (profile == null || layout == null) {
            return new FailureException(
                    FailureKind.MALFORMED_DATA, "the dataset has a header and no records");
        }
        try {
            profile.requireRecords();
            layout.requireColumns(profile.names());
            return null;
        } catch (FailureException e) {
            return e;
        }
    }

    /// How many records are in the profile; any thread.
    long rows() {
        return rows;
    }

    /// How many bytes of the source are in the profile; any thread.
    long processed() {
        return processed;
    }

    @Override
    public String toString() {
        return "part %d is next, %d parts are here, full %s".formatted(next, early.size(), isFull);
    }
}
