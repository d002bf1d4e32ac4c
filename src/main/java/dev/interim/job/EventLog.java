package dev.interim.job;

import dev.interim.engine.stats.ProfileMemory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The numbered events of one job, for any number of subscribers.
///
/// Bounded: of each type the latest are kept, of state and warnings so many that only a client
/// which pauses and resumes in a loop gets there; the first state and the end always. A subscriber
/// that is slower than the job gets the newest progress and the newest snapshot, never a queue of
/// old ones, and never slows anybody; it hears of every other event, or of a gap. Any thread.
public final class EventLog {
    /// An event with its number.
    ///
    /// @param number counts the events of a job from 1; 0 for what was made for one subscriber
    public record Entry(long number, JobEvent event) {}

    /// What a subscriber asks for.
    ///
    /// @param types the names of the events it wants; [JobEvent.Missed] and [JobEvent.Finished]
    ///   come unasked, since without them it would not know what it has
    /// @param isNewestOnly whether it wants no progress and no snapshot that has been replaced, not
    ///   even one from before it came
    public record Wish(Set<String> types, boolean isNewestOnly) {
        /// Everything there is.
        public static final Wish ALL =
                new Wish(Set.of("state", "progress", "snapshot", "warning"), false);

        /// Copies the names.
        public Wish {
            types = Set.copyOf(types);
        }

        private boolean includes(JobEvent event) {
            return event instanceof JobEvent.Finished || types.contains(event.type());
        }
    }

    /// How many of a type that nothing replaces are kept at least.
    private static final int LASTING = 128;

    /// So many bytes the snapshots that are kept may have together.
    private static final long MAX_SNAPSHOT_BYTES =
            Math.min(20_000_000, Runtime.getRuntime().maxMemory() / 100);

    private final int capacity;
    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final Map<String, Kept> kept = new HashMap<>();
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
    private long lastNumber;
    private boolean isFinished;

    /// The numbers of the events of one type.
    private static final class Kept {
        final boolean isReplaced;
        final Deque<Long> numbers = new ArrayDeque<>();
        long dropped;
        long bytes;

        Kept(boolean isReplaced) {
            this.isReplaced = isReplaced;
        }
    }

    /// @param capacity how many events are kept of each kind, at least 1; at least 128 of state and
    ///   warnings
    EventLog(int capacity) {
        this.capacity = capacity;
    }

    /// Adds an event and tells the subscribers.
    ///
    /// @throws IllegalStateException where the job has told its end already
    void append(JobEvent event) {
        add(event);
        listeners.forEach(Runnable::run);
    }

    private synchronized void add(JobEvent event) {
        if (isFinished) {
            throw new IllegalStateException("no event follows the end: " + event.type());
        }
        long number = ++lastNumber;
        entries.put(number, new Entry(number, event));
        isFinished = event instanceof JobEvent.Finished;
        // INVARIANT: the first state is never dropped, so that every new subscriber begins with
        // one.
        if (number > 1 || !(event instanceof JobEvent.StateChanged)) {
            keep(number, event);
        }
    }

    private void keep(long number, JobEvent event) {
        var same = kept.computeIfAbsent(event.type(), _ -> new Kept(event.isReplaced()));
        same.numbers.add(number);
        same.bytes += bytes(event);
        int most = same.isReplaced ? capacity : Math.max(capacity, LASTING);
        while (same.numbers.size() > most
                || (same.bytes > MAX_SNAPSHOT_BYTES && same.numbers.size() > 1)) {
            dropOldest(same);
        }
    }

    private void dropOldest(Kept same) {
        same.dropped = same.numbers.remove();
        var dropped = entries.remove(same.dropped);
        same.bytes -= dropped == null ? 0 : bytes(dropped.event());
    }

    private static long bytes(JobEvent event) {
        return event instanceof JobEvent.SnapshotTaken taken
                ? ProfileMemory.bytes(taken.snapshot().snapshot())
                : 0;
    }

    /// How many bytes of memory the snapshots take that are kept.
    synchronized long snapshotBytes() {
        return kept.values().stream().mapToLong(same -> same.bytes).sum();
    }

    /// Keeps of events that replace each other only the newest.
    synchronized void forgetHistory() {
        for (var same : kept.values()) {
            while (same.isReplaced && same.numbers.size() > 1) {
                dropOldest(same);
            }
        }
    }

    /// Reads everything that follows an event, for one subscriber, who closes the cursor.
    public Cursor read(long after, Runnable hasMore) {
        return read(after, Wish.ALL, hasMore);
    }

    /// Reads what follows an event, for one subscriber, who closes the cursor.
    ///
    /// @param after the number of the last event it has seen, 0 for none
    /// @param hasMore called from any thread when something may be there after [Cursor#next()]
    ///   answered `null`; cheap, never blocks
    public synchronized Cursor read(long after, Wish wish, Runnable hasMore) {
        listeners.add(hasMore);
        return new Cursor(after, wish, hasMore);
    }

    /// Whether the job has ended and a subscriber has seen that.
    ///
    /// @param after the number of the last event it has seen
    public synchronized boolean isFinishedBy(long after) {
        return isFinished && after >= lastNumber;
    }

    private @Nullable Entry after(long number) {
        var found = entries.higherEntry(number);
        return found == null ? null : found.getValue();
    }

    private boolean isReplaced(Entry entry) {
        var same = kept.get(entry.event().type());
        return same != null && same.isReplaced && same.numbers.getLast() > entry.number();
    }

    /// The number of the last event that is gone of those wanted, 0 for none.
    private long lost(Wish wish, boolean alsoReplaced) {
        return kept.entrySet().stream()
                .filter(same -> wish.types().contains(same.getKey()))
                .map(Map.Entry::getValue)
                .filter(same -> alsoReplaced || !same.isReplaced)
                .mapToLong(same -> same.dropped)
                .max()
                .orElse(0);
    }

    private @Nullable JobEvent newest(Class<? extends JobEvent> type) {
        return entries.descendingMap().values().stream()
                .map(Entry::event)
                .filter(type::isInstance)
                .findFirst()
                .orElse(null);
    }

    /// The place of one subscriber in the log; for one thread at a time.
    public final class Cursor implements AutoCloseable {
        private final Wish wish;
        private final Runnable hasMore;
        private final Deque<Entry> made = new ArrayDeque<>();
        private final long historyEnd;
        private long seen;
        private long told;

        private Cursor(long after, Wish wish, Runnable hasMore) {
            this.wish = wish;
            this.hasMore = hasMore;
            seen = Math.min(after, lastNumber);
            historyEnd = wish.isNewestOnly() ? 0 : lastNumber;
            tellOfGap(lost(wish, !wish.isNewestOnly()));
        }

        private void tellOfGap(long lost) {
            if (seen > 0 && Math.max(seen, told) < lost) {
                made.add(new Entry(0, new JobEvent.Missed(Math.max(seen, told) + 1, lost)));
                make(newest(JobEvent.StateChanged.class));
                make(newest(JobEvent.SnapshotTaken.class));
                told = lost;
            }
        }

        private void make(@Nullable JobEvent event) {
            if (event != null && wish.includes(event)) {
                made.add(new Entry(0, event));
            }
        }

        /// The next event worth sending; `null` when there is none yet.
        ///
        /// What was in the log when the cursor was made is given as it is, unless only the newest
        /// is wanted; of what came later, progress and snapshots that were replaced meanwhile are
        /// passed over.
        public @Nullable Entry next() {
            return next(Set.of());
        }

        /// The same, but `null` also when an event of a type that is held back comes next and
        /// nothing behind it is urgent: then it can wait for a newer one, in the order of numbers.
        ///
        /// @param held of progress and snapshot those that are to wait
        public @Nullable Entry next(Set<String> held) {
            synchronized (EventLog.this) {
                tellOfGap(lost(wish, false));
                if (!made.isEmpty()) {
                    return made.poll();
                }
                var entry = following();
                if (entry != null && held.contains(entry.event().type()) && !hasUrgent()) {
                    return null;
                }
                if (entry != null) {
                    seen = entry.number();
                }
                return entry;
            }
        }

        private boolean hasUrgent() {
            return kept.entrySet().stream()
                    .filter(same -> !same.getValue().isReplaced && isWanted(same.getKey()))
                    .anyMatch(same -> same.getValue().numbers.getLast() > seen);
        }

        private boolean isWanted(String type) {
            return type.equals("done") || wish.types().contains(type);
        }

        private @Nullable Entry following() {
            var entry = after(seen);
            while (entry != null && !isWorthSending(entry)) {
                entry = after(entry.number());
            }
            return entry;
        }

        private boolean isWorthSending(Entry entry) {
            return wish.includes(entry.event())
                    && (entry.number() <= historyEnd || !isReplaced(entry));
        }

        @Override
        public void close() {
            listeners.remove(hasMore);
        }
    }
}
