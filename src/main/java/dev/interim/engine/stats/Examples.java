package dev.interim.engine.stats;

import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// A few values, chosen uniformly at random from all that are not null: every value has the same
/// chance, whichever row it stands in.
///
/// Reservoir sampling with skips (Li, *Reservoir-Sampling Algorithms of Time Complexity
/// O(n(1+log(N/n)))*, 1994, algorithm L). The dice are seeded: the same data gives the same
/// examples. Merging draws from both reservoirs as often as their numbers of values ask for, so
/// that the union is sampled uniformly too. One owner.
final class Examples {
    private static final int MOST = 10;
    private static final byte NULL = Kind.NULL.code();

    private final List<byte[]> chosen = new ArrayList<>();
    private long count;
    private long next;
    private double threshold = 1;
    private long dice = 0x5DEECE66DL;

    Examples() {}

    /// Adds the values of the next batch.
    ///
    /// @param texts the text of a row
    void add(Column column, IntFunction<byte[]> texts) {
        int values = column.rows() - column.votes(Kind.NULL);
        while (next < count + values) {
            byte[] text = texts.apply(row(column, (int) (next - count)));
            if (chosen.size() < MOST) {
                chosen.add(text);
            } else {
                chosen.set(place(MOST), text);
            }
            skip();
        }
        count += values;
    }

    private void skip() {
        next++;
        if (chosen.size() == MOST) {
            threshold *= Math.exp(Math.log(roll()) / MOST);
            leap();
        }
    }

    /// Passes over the values that do not get into the reservoir.
    private void leap() {
        double passed = Math.floor(Math.log(roll()) / Math.log1p(-threshold));
        next += (long) Math.min(passed, 0x1p56);
    }

    /// The row of the value with that number among those that are not null.
    private static int row(Column column, int number) {
        if (column.votes(Kind.NULL) == 0) {
            return number;
        }
        int row = 0;
        for (int left = number; left > 0 || column.kinds()[row] == NULL; row++) {
            left -= column.kinds()[row] == NULL ? 0 : 1;
        }
        return row;
    }

    /// One of so many places.
    private int place(int places) {
        return Math.min(places - 1, (int) (roll() * places));
    }

    /// Above 0, at most 1.
    private double roll() {
        dice += 0x9E3779B97F4A7C15L;
        long z = (dice ^ (dice >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (((z ^ (z >>> 31)) >>> 11) + 1) * 0x1p-53;
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(Examples other) {
        if (other.count == 0) {
            return;
        }
        dice ^= Long.rotateLeft(other.dice, 17) + other.count;
        var mine = new ArrayList<>(chosen);
        var others = new ArrayList<>(other.chosen);
        long myCount = count;
        long otherCount = other.count;
        chosen.clear();
        while (chosen.size() < MOST && myCount + otherCount > 0) {
            boolean isMine = roll() * (myCount + otherCount) <= myCount;
            var from = isMine ? mine : others;
            chosen.add(from.remove(place(from.size())));
            myCount -= isMine ? 1 : 0;
            otherCount -= isMine ? 0 : 1;
        }
        count += other.count;
        next = count;
        if (chosen.size() == MOST) {
            threshold = greatestOfLeast();
            leap();
        }
    }

    /// What the largest of the keys in the reservoir would be, had every value drawn one: the tenth
    /// smallest of as many numbers between 0 and 1.
    private double greatestOfLeast() {
        double above = 0;
        for (int i = 0; i < MOST; i++) {
            above += Math.log(roll()) / (count - i);
        }
        // of very many, hardly anything is above: as a logarithm it keeps its digits
        return -Math.expm1(above);
    }

    void write(ByteWriter out) {
        out.octet(chosen.size());
        chosen.forEach(out::bytes);
        out.number(count);
        out.number(next);
        out.real(threshold);
        out.number(dice);
    }

    void read(ByteReader in) {
        int size = in.octet(MOST);
        for (int i = 0; i < size; i++) {
            chosen.add(in.bytes(Texts.KEPT));
        }
        count = in.count();
        next = in.numberUpTo(1L << 57);
        threshold = in.finite();
        dice = in.number();
        in.check(size == Math.min(count, MOST) && next >= count);
        in.check(size == MOST || next == count);
        in.check(threshold >= 0 && threshold <= 1);
    }

    List<String> snapshot() {
        return chosen.stream().map(Texts::string).toList();
    }
}
