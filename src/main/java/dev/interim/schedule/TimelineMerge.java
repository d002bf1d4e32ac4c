package dev.interim.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Makes room in a timeline: joins pairs of older spans, as like each other as possible.
///
/// First only spans of one track with no gap that a picture of the whole would show, so that pauses
/// stay visible; then of one track; and only where even that frees too little, of several tracks,
/// which then read `*`.
final class TimelineMerge {
    private static final String SEVERAL = "*";
    private static final Activity SEVERAL_ACTIVITIES = new Activity(SEVERAL);
    private static final List<UnaryOperator<Track>> COARSER =
            List.of(
                    track -> track,
                    track -> new Track(SEVERAL, track.lane(), track.activity()),
                    track -> new Track(SEVERAL, track.lane(), SEVERAL_ACTIVITIES),
                    track -> new Track(SEVERAL, SEVERAL, SEVERAL_ACTIVITIES));

    private TimelineMerge() {}

    /// Frees at least an eighth of the places.
    static void shrink(List<Span> spans) {
        int enough = spans.size() - spans.size() / 8;
        joinOlder(spans, COARSER.getFirst(), invisibleGap(spans));
        for (UnaryOperator<Track> coarser : COARSER) {
            if (spans.size() > enough) {
                joinOlder(spans, coarser, Long.MAX_VALUE);
            }
        }
    }

    private static long invisibleGap(List<Span> spans) {
        return (spans.getLast().endNanos() - spans.getFirst().startNanos()) / 100;
    }

    private static void joinOlder(List<Span> spans, UnaryOperator<Track> key, long longestGap) {
        List<Span> older = spans.subList(0, spans.size() / 2);
        Map<Track, Integer> single = new HashMap<>();
        int kept = 0;
        for (Span span : List.copyOf(older)) {
            Track track = key.apply(span.track());
            Integer partner = single.remove(track);
            if (partner != null && gap(older.get(partner), span) <= longestGap) {
                older.set(partner, join(track, older.get(partner), span));
            } else {
                single.put(track, kept);
                older.set(kept++, span);
            }
        }
        older.subList(kept, older.size()).clear();
    }

    private static long gap(Span earlier, Span later) {
        return later.startNanos() - earlier.endNanos();
    }

    private static Span join(Track track, Span one, Span other) {
        return new Span(
                track,
                Math.min(one.startNanos(), other.startNanos()),
                Math.max(one.endNanos(), other.endNanos()),
                one.tally().plus(other.tally()));
    }
}
