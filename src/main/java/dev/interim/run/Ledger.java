package dev.interim.run;

import dev.interim.engine.failure.FailureException;
import dev.interim.engine.failure.FailureKind;
import dev.interim.engine.scan.Buffers;
import dev.interim.engine.scan.Cut;
import dev.interim.engine.scan.Layout;
import dev.interim.engine.stats.Addition;
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
import java.util.function.BooleanSupplier;
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

    /// A part that is being added.
    private record Adding(Piece piece, Part part, Profile profile, @Nullable Addition addition) {
        /// Whether there is another step.
        boolean next() {
            return addition != null && addition.next();
        }
    }

    private final Measures measures;
    private final RunListener listener;
    private final Ticker ticker;
    private final long intervalNanos;
    private final Buffers buffers;
    private final HandOver handOver;
    private final long mostRows;

    private final Map<Long, Entry> early = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Part> idle = new ConcurrentLinkedQueue<>();
    private final WaitingParts waiting;
    private final CombiningLock lock;
    private final Downloads downloads;
    // Warnings come one at a time, also while somebody reads the profile.
    private final Object warnings = new Object();

    // The rest belongs to whoever holds the lock.
    private @Nullable Adding adding;
    private @Nullable Taking taking;
    private @Nullable Conclusion conclusion;
    private @Nullable Profile profile;
    private byte @Nullable [] kept;
    private @Nullable Layout layout;
    private volatile long next;
    private volatile boolean isBegun;
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
        waiting = new WaitingParts(wakeLanes);
        lock = new CombiningLock(waiting);
    }

    /// The parts that can be added now.
    private final class WaitingParts implements CombiningLock.Queue {
        private final Runnable wakeLanes;

        WaitingParts(Runnable wakeLanes) {
            this.wakeLanes = wakeLanes;
        }

        @Override
        public boolean isWaiting() {
            return isBegun || (!early.isEmpty() && early.containsKey(next));
        }

        @Override
        public boolean doNext() {
            return isStepDone();
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
        add(piece, part, () -> false);
    }

    /// Leaves out a piece that was not computed, and all that follow it.
    void drop(Piece piece) {
        bring(new Entry(piece, null), () -> false);
    }

    /// Adds a part when its turn has come, as far as time goes.
    void add(Piece piece, Part part, BooleanSupplier isOver) {
        bring(new Entry(piece, part), isOver);
    }

    private void bring(Entry entry, BooleanSupplier isOver) {
        early.put(entry.piece().chunk().number(), entry);
        lock.work(isOver);
    }

    /// Adds the parts that were left here and can be added; lanes do so at the beginning of a turn,
    /// since that may be what they were woken for.
    void addWaiting(BooleanSupplier isOver) {
        lock.work(isOver);
    }

    /// Whether a part can be added, or adding one has failed: a lane has a turn to take. Any
    /// thread.
    boolean isWaiting() {
        return lock.isWorkForLanes();
    }

    /// One step of adding or of a snapshot, so that a turn may end before the next one; answers
    /// whether there was one.
    private boolean isStepDone() {
        try {
            if (taking != null) {
                takeNext(taking);
                return true;
            }
            if (adding != null) {
                addNext(adding);
                return true;
            }
            var entry = early.remove(next);
            if (entry != null) {
                add(entry);
            }
            return entry != null;
        } finally {
            isBegun = taking != null || adding != null;
        }
    }

    private void takeNext(Taking current) {
        // INVARIANT: a step that fails is not done again.
        taking = null;
        if (current.next(ticker)) {
            taking = current;
            return;
        }
        current.tell(listener);
        snapshotNanos = ticker.nanos();
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
        adding = new Adding(piece, part, known, known.adding(part));
    }

    private void addNext(Adding current) {
        adding = null;
        if (current.next()) {
            adding = current;
            return;
        }
        var known = current.profile();
        isFull |= known.failure() != null;
        rows = known.rows();
        processed = current.piece().fetchedUpTo();
        buffers.give(current.part().batch().bytes());
        idle.add(current.part());
        warn(known);
        handOver.done(current.piece());
        if (isDue()) {
            taking = take(known);
        }
    }

    private Profile profile(Layout found) {
        var known = profile;
        if (known == null) {
            known = new Profile(found.schema(), measures);
            profile = known;
            layout = found;
        }
        return known;
    }

    private boolean isDue() {
        return isShowing
                && !handOver.isDrained()
                && (!hasSnapshot || ticker.nanos() - snapshotNanos >= intervalNanos);
    }

    private Taking take(Profile known) {
        hasSnapshot = true;
        var reading = known.reading(Snapshot.Scope.PREFIX, false);
        return new Taking(reading, listener.begun(Activities.SNAPSHOT));
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
            // the last snapshot follows
            isShowing = false;
            abandonSnapshot();
            boolean isLeft = true;
            while (isLeft) {
                isLeft = isStepDone();
            }
        });
    }

    private void abandonSnapshot() {
        var known = taking;
        if (known != null) {
            taking = null;
            isBegun = adding != null;
            known.abandon();
        }
    }

    /// Takes the last snapshot, when any record was seen.
    ///
    /// @param isWhole whether it speaks of all data
    void close(boolean isWhole) {
        exclusively(() -> conclude(isWhole));
    }

    /// Makes the last snapshot ready as far as time goes, once all data is in the profile; answers
    /// whether nothing more can be done before the end.
    ///
    /// @param isWhole whether it speaks of all data, unless something is wrong with the records
    boolean isReadyToClose(boolean isWhole, BooleanSupplier isOver) {
        return lock.<Boolean>tried(() -> hasConcluded(isWhole, isOver), true);
    }

    private boolean hasConcluded(boolean isExpectedWhole, BooleanSupplier isOver) {
        var known = profile;
        if (known == null || adding != null) {
            return true;
        }
        // the last one follows
        abandonSnapshot();
        boolean isWhole = isExpectedWhole && known.failure() == null && lack() == null;
        var current = conclusion(known, isWhole);
        boolean isLeft = current.next(ticker);
        while (isLeft && !isOver.getAsBoolean()) {
            isLeft = current.next(ticker);
        }
        return !isLeft;
    }

    private Conclusion conclusion(Profile known, boolean isWhole) {
        var begun = conclusion;
        if (begun != null && begun.isWhole() == isWhole) {
            return begun;
        }
        if (begun != null) {
            begun.abandon();
        }
        hasSnapshot = true;
        var fresh = new Conclusion(known, isWhole, listener.begun(Activities.SNAPSHOT));
        conclusion = fresh;
        return fresh;
    }

    private void conclude(boolean isWhole) {
        var known = profile;
        if (known != null && layout != null) {
            if (isWhole) {
                warnOfColumns(layout.missing(known.names()));
            }
            kept = conclusion(known, isWhole).tell(listener, ticker);
            conclusion = null;
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
        var bytes =
                downloads.<byte @Nullable []>read(
                        () -> lock.<byte @Nullable []>exclusively(this::bytes));
        // a part that was being added is whole now, which may be what lanes wait for
        waiting.wakeLanes();
        return bytes;
    }

    private void finishPart() {
        while (adding != null) {
            addNext(adding);
        }
        isBegun = taking != null;
    }

    private byte @Nullable [] bytes() {
        finishPart();
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
