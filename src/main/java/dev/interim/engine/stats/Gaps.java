package dev.interim.engine.stats;

import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.Arrays;

/// The largest gap between neighbours in time, whatever order they come in.
///
/// The line of time is cut into at most 1,024 buckets of a width that is a power of two, which
/// doubles when the range outgrows them; each keeps its first and its last instant. A gap that is
/// at least as wide as a bucket lies between buckets, so it is seen exactly; when all gaps are
/// narrower, the largest is between the widest one that is seen and the width of a bucket. Merging
/// parts equals taking the whole. Memory: 16 KiB. One owner.
final class Gaps {
    private static final int BUCKETS = 1024;

    /// Beyond any year of five digits; differences do not overflow.
    private static final long FARTHEST = 1L << 60;

    private long[] firsts = new long[0];
    private long[] lasts = new long[0];
    private int shift;

    /// The number of the first bucket on the line of time.
    private long origin;

    private boolean isEmpty = true;

    Gaps() {}

    void clear() {
        Arrays.fill(firsts, Long.MAX_VALUE);
        Arrays.fill(lasts, Long.MIN_VALUE);
        shift = 0;
        isEmpty = true;
    }

    void add(long instant) {
        if (isEmpty) {
            start(instant);
        }
        long bucket = (instant >> shift) - origin;
        if (bucket < 0 || bucket >= BUCKETS) {
            makeRoom(instant);
            bucket = (instant >> shift) - origin;
        }
        int place = (int) bucket;
        firsts[place] = Math.min(firsts[place], instant);
        lasts[place] = Math.max(lasts[place], instant);
    }

    private void start(long instant) {
        if (firsts.length == 0) {
            firsts = new long[BUCKETS];
            lasts = new long[BUCKETS];
            Arrays.fill(firsts, Long.MAX_VALUE);
            Arrays.fill(lasts, Long.MIN_VALUE);
        }
        origin = instant >> shift;
        isEmpty = false;
    }

    /// Widens the buckets until all instants and this one fit.
    private void makeRoom(long instant) {
        long first = Math.min(instant, first());
        long last = Math.max(instant, last());
        int wider = shift;
        while ((last >> wider) - (first >> wider) >= BUCKETS) {
            wider++;
        }
        widen(wider, first);
    }

    private void widen(int wider, long first) {
        long[] oldFirsts = firsts.clone();
        long[] oldLasts = lasts.clone();
        Arrays.fill(firsts, Long.MAX_VALUE);
        Arrays.fill(lasts, Long.MIN_VALUE);
        shift = wider;
        origin = first >> wider;
        for (int i = 0; i < BUCKETS; i++) {
            if (oldFirsts[i] <= oldLasts[i]) {
                int place = (int) ((oldFirsts[i] >> shift) - origin);
                firsts[place] = Math.min(firsts[place], oldFirsts[i]);
                lasts[place] = Math.max(lasts[place], oldLasts[i]);
            }
        }
    }

    private long first() {
        long first = Long.MAX_VALUE;
        for (long each : firsts) {
            first = Math.min(first, each);
        }
        return first;
    }

    private long last() {
        long last = Long.MIN_VALUE;
        for (long each : lasts) {
            last = Math.max(last, each);
        }
        return last;
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(Gaps other) {
        if (other.isEmpty) {
            return;
        }
        if (!isEmpty && other.shift > shift) {
            widen(other.shift, first());
        } else if (isEmpty) {
            shift = other.shift;
        }
        for (int i = 0; i < BUCKETS; i++) {
            if (other.firsts[i] <= other.lasts[i]) {
                add(other.firsts[i]);
                add(other.lasts[i]);
            }
        }
    }

    void write(ByteWriter out) {
        out.flag(isEmpty);
        if (isEmpty) {
            return;
        }
        out.octet(shift);
        out.number(origin);
        for (int i = 0; i < BUCKETS; i++) {
            out.flag(firsts[i] <= lasts[i]);
            if (firsts[i] <= lasts[i]) {
                out.number(firsts[i]);
                out.number(lasts[i]);
            }
        }
    }

    void read(ByteReader in) {
        isEmpty = in.flag();
        if (isEmpty) {
            return;
        }
        start(0);
        shift = in.octet(Long.SIZE - 2);
        origin = in.number();
        for (int i = 0; i < BUCKETS; i++) {
            if (in.flag()) {
                firsts[i] = in.number();
                lasts[i] = in.number();
                in.check(
                        firsts[i] >= -FARTHEST
                                && firsts[i] <= lasts[i]
                                && lasts[i] <= FARTHEST
                                && (firsts[i] >> shift) - origin == i
                                && (lasts[i] >> shift) - origin == i);
            }
        }
        in.check(first() <= last());
    }

    /// The widest gap that is seen: the instant before it and the one behind it, which are the same
    /// when there are fewer than two instants.
    long[] widest() {
        long[] widest = {0, 0};
        boolean hasLast = false;
        long last = 0;
        for (int i = 0; i < firsts.length; i++) {
            if (firsts[i] <= lasts[i]) {
                if (hasLast && firsts[i] - last > widest[1] - widest[0]) {
                    widest = new long[] {last, firsts[i]};
                }
                last = lasts[i];
                hasLast = true;
            }
        }
        return widest;
    }

    /// What no gap is wider than, given the widest that is seen.
    long upper(long widest) {
        long within = 0;
        for (int i = 0; i < firsts.length; i++) {
            if (firsts[i] < lasts[i]) {
                within = Math.max(within, lasts[i] - firsts[i]);
            }
        }
        return Math.max(widest, within);
    }
}
