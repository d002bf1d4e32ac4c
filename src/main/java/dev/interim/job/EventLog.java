package dev.interim.job;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/// The numbered events of one job, for any number of subscribers.
///
/// Bounded: of progress and of snapshots, which replace each other, the latest are kept; state,
/// warnings and the end always. A subscriber that is slower than the job gets the newest progress
/// and the newest snapshot, never a queue of old ones, and never slows anybody. Any thread.
public final class EventLog {
    /// An event with its number.
    ///
    /// @param number counts the events of a job from 1; 0 for what was made for one subscriber
    public record Entry(long number, JobEvent event) {}

    private final int capacity;
    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final Map<String, Deque<Long>> replaceable = new HashMap<>();
    private final Set<Runnable> listeners = new CopyOnWriteArraySet<>();
    private long lastNumber;
    private long lastDropped;
    private boolean isFinished;

    /// @param capacity how many events are kept of each kind that replaces itself, at least 1
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
        if (event.isReplaced()) {
            var numbers = replaceable.computeIfAbsent(event.type(), _ -> new ArrayDeque<>());
            numbers.add(number);
            if (numbers.size() > capacity) {
                long dropped = numbers.remove();
                entries.remove(dropped);
                lastDropped = Math.max(lastDropped, dropped);
            }
        }
    }

    /// Reads what follows an event, for one subscriber, who closes the cursor.
    ///
    /// @param after the number of the last event it has seen, 0 for none
    /// @param hasMore called from any thread when something may be there after [Cursor#next()]
    ///   answered `null`; cheap, never blocks
    public synchronized Cursor read(long after, Runnable hasMore) {
        listeners.add(hasMore);
        return new Cursor(after, hasMore);
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
        var numbers = replaceable.get(entry.event().type());
        return numbers != null && numbers.getLast() > entry.number();
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
        private final Runnable hasMore;
        private final Deque<Entry> made = new ArrayDeque<>();
        private final long historyEnd;
        private long seen;

        private Cursor(long after, Runnable hasMore) {
            this.hasMore = hasMore;
            seen = Math.min(after, lastNumber);
            historyEnd = lastNumber;
            if (seen > 0 && seen < lastDropped) {
                make(new JobEvent.Missed(seen + 1, lastDropped));
                make(newest(JobEvent.StateChanged.class));
                make(newest(JobEvent.SnapshotTaken.class));
            }
        }

        private void make(@Nullable JobEvent event) {
            if (event != null) {
                made.add(new Entry(0, event));
            }
        }

        /// The next event worth sending; `null` when there is none yet.
        ///
        /// What was in the log when the cursor was made is given as it is; of what came later,
        /// progress and snapshots that were replaced meanwhile are passed over.
        public @Nullable Entry next() {
            if (!made.isEmpty()) {
                return made.poll();
            }
            synchronized (EventLog.this) {
                var entry = after(seen);
                while (entry != null && entry.number() > historyEnd && isReplaced(entry)) {
                    entry = after(entry.number());
                }
                if (entry != null) {
                    seen = entry.number();
                }
                return entry;
            }
        }

        @Override
        public void close() {
            listeners.remove(hasMore);
        }
    }
}
