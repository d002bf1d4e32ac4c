package dev.interim.schedule;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Spans in few bytes, for timelines that are kept and seldom read: each track once, and of each
/// span the differences to the one before, as numbers of variable length (LEB128). About a sixth of
/// the memory; reading them makes them anew.
public final class PackedSpans {
    private static final int MORE = 0x80;
    private static final int BITS = 7;

    private final List<Track> tracks;
    private final byte[] bytes;
    private final int count;

    /// Packs these spans, so many at most: where there are more, older ones are merged as a full
    /// [Timeline] merges them.
    public static PackedSpans of(List<Span> spans, int most) {
        List<Span> fewer = new ArrayList<>(spans);
        while (fewer.size() > most) {
            TimelineMerge.shrink(fewer);
        }
        return new PackedSpans(fewer);
    }

    /// Packs these spans; any start and end, also where spans overlap.
    PackedSpans(List<Span> spans) {
        Map<Track, Integer> places = new LinkedHashMap<>();
        var out = new ByteArrayOutputStream();
        long at = 0;
        for (Span span : spans) {
            put(out, places.computeIfAbsent(span.track(), _ -> places.size()));
            put(out, zigzag(span.startNanos() - at));
            long nanos = span.endNanos() - span.startNanos();
            put(out, zigzag(nanos));
            var tally = span.tally();
            put(out, zigzag(tally.turns()));
            put(out, zigzag(tally.busyNanos() - nanos));
            put(out, zigzag(tally.bytes()));
            put(out, zigzag(tally.rows()));
            at = span.startNanos();
        }
        tracks = List.copyOf(places.keySet());
        bytes = out.toByteArray();
        count = spans.size();
    }

    /// The spans in the order in which they were given.
    public List<Span> spans() {
        var in = new Reader();
        List<Span> spans = new ArrayList<>(count);
        long at = 0;
        for (int i = 0; i < count; i++) {
            var track = tracks.get((int) in.next());
            at += in.nextSigned();
            long nanos = in.nextSigned();
            long turns = in.nextSigned();
            long busyNanos = in.nextSigned() + nanos;
            var tally = new Tally(turns, busyNanos, in.nextSigned(), in.nextSigned());
            spans.add(new Span(track, at, at + nanos, tally));
        }
        return spans;
    }

    /// How many bytes of memory they take, about.
    public int memory() {
        return bytes.length;
    }

    private static long zigzag(long number) {
        return (number << 1) ^ (number >> (Long.SIZE - 1));
    }

    private static void put(ByteArrayOutputStream out, long number) {
        long rest = number;
        while ((rest & -MORE) != 0) {
            out.write((int) ((rest & (MORE - 1)) | MORE));
            rest >>>= BITS;
        }
        out.write((int) rest);
    }

    private final class Reader {
        private int place;

        long next() {
            long number = 0;
            int shift = 0;
            byte octet = bytes[place++];
            while (octet < 0) {
                number |= (long) (octet & (MORE - 1)) << shift;
                shift += BITS;
                octet = bytes[place++];
            }
            return number | ((long) octet << shift);
        }

        long nextSigned() {
            long number = next();
            return (number >>> 1) ^ -(number & 1);
        }
    }
}
