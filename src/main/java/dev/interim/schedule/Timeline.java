package dev.interim.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The turns of one group of lanes in bounded memory: when it is full, the older half is merged,
/// never dropped.
///
/// Any thread may read while workers write.
public final class Timeline implements TurnListener {
    private final int capacity;
    private final List<Span> spans = new ArrayList<>();

    /// A timeline of at most so many spans, 16 at least.
    public Timeline(int capacity) {
        if (capacity < 16) {
            throw new IllegalArgumentException(
                    "a timeline needs room for 16 spans at least, not " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    public synchronized void turnEnded(Span span) {
        if (spans.size() == capacity) {
            TimelineMerge.shrink(spans);
        }
        spans.add(span);
    }

    /// What is known now, in the order of the starts; the list never changes.
    public List<Span> spans() {
        return copy().stream().sorted(Comparator.comparingLong(Span::startNanos)).toList();
    }

    private synchronized List<Span> copy() {
        return List.copyOf(spans);
    }
}
