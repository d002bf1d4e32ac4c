package dev.interim.engine.stats;

import dev.interim.engine.batch.Batch;
import dev.interim.engine.batch.Column;
import dev.interim.engine.batch.Kind;
import dev.interim.engine.bytes.ByteReader;
import dev.interim.engine.bytes.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What texts look like: their lengths, their letters, and whether they are addresses and such.
///
/// Merging parts equals taking the whole. One owner.
final class TextForms {
    private static final byte TEXT = Kind.TEXT.code();
    private static final TextForm[] FORMS = TextForm.values();

    private final Lengths points = new Lengths();
    private final Lengths bytes = new Lengths();
    private final long[] counts = new long[FORMS.length];

    TextForms() {}

    /// Forgets what was there and takes the texts of the column, each different one once.
    void take(Batch batch, Column column, Dictionary dictionary) {
        points.clear();
        bytes.clear();
        Arrays.fill(counts, 0);
        if (column.votes(Kind.TEXT) == 0) {
            return;
        }
        boolean isValid = batch.faults().invalidText() == 0;
        for (int entry = 0; entry < dictionary.size(); entry++) {
            int row = dictionary.row(entry);
            if (column.kinds()[row] == TEXT) {
                int from = column.from()[row];
                int to = column.to()[row];
                take(batch.bytes(), from, to, dictionary.count(entry), isValid);
            }
        }
    }

    private void take(byte[] text, int from, int to, int times, boolean isValid) {
        bytes.add(to - from, times);
        if (Codepoints.isAscii(text, from, to)) {
            points.add(to - from, times);
            takeAscii(text, from, to, times);
        } else {
            takeOther(text, from, to, times, isValid);
        }
    }

    private void takeAscii(byte[] text, int from, int to, int times) {
        add(TextForm.ASCII, times);
        int letters = 0;
        for (int i = from; i < to; i++) {
            letters |= AsciiShape.caseOf(text[i]);
        }
        addCase(letters, times);
        if (from < to) {
            addIf(
                    AsciiShape.isBlank(text[from]) || AsciiShape.isBlank(text[to - 1]),
                    TextForm.PADDED,
                    times);
            TextForm shape = AsciiShape.of(text, from, to);
            addIf(shape != TextForm.ASCII, shape, times);
        }
    }

    private void takeOther(byte[] text, int from, int to, int times, boolean isValid) {
        String string = new String(text, from, to - from, StandardCharsets.UTF_8);
        addIf(!isValid && hasFaults(string, text, from, to), TextForm.INVALID, times);
        points.add(string.codePointCount(0, string.length()), times);
        int letters = 0;
        for (int i = 0; i < string.length(); i = string.offsetByCodePoints(i, 1)) {
            int letter = string.codePointAt(i);
            letters |= Character.isUpperCase(letter) ? AsciiShape.UPPER : 0;
            letters |= Character.isLowerCase(letter) ? AsciiShape.LOWER : 0;
        }
        addCase(letters, times);
        boolean isPadded =
                isSpace(string.codePointAt(0)) || isSpace(string.codePointBefore(string.length()));
        addIf(isPadded, TextForm.PADDED, times);
        addIf(JsonShape.isContainer(text, from, to), TextForm.JSON, times);
    }

    /// Whether reading has replaced something.
    private static boolean hasFaults(String read, byte[] text, int from, int to) {
        byte[] again = read.getBytes(StandardCharsets.UTF_8);
        return !Arrays.equals(again, 0, again.length, text, from, to);
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    private void addCase(int letters, int times) {
        switch (letters) {
            case AsciiShape.UPPER -> add(TextForm.UPPER, times);
            case AsciiShape.LOWER -> add(TextForm.LOWER, times);
            case AsciiShape.UPPER | AsciiShape.LOWER -> add(TextForm.MIXED, times);
            default -> {}
        }
    }

    private void addIf(boolean isSo, TextForm form, int times) {
        if (isSo) {
            add(form, times);
        }
    }

    private void add(TextForm form, int times) {
        counts[form.code()] += times;
    }

    /// Adds what the other has seen; the other stays as it is.
    void merge(TextForms other) {
        points.merge(other.points);
        bytes.merge(other.bytes);
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    void write(ByteWriter out) {
        points.write(out);
        bytes.write(out);
        out.octet(counts.length);
        out.numbers(counts, counts.length);
    }

    void read(ByteReader in) {
        points.read(in);
        bytes.read(in);
        in.check(bytes.count() == points.count() && in.octet(FORMS.length) == FORMS.length);
        System.arraycopy(in.counts(FORMS.length), 0, counts, 0, FORMS.length);
    }

    /// How many texts were taken.
    long count() {
        return points.count();
    }

    /// The distribution of lengths in code points; at least one text was taken.
    Snapshot.Lengths points() {
        return points.snapshot(Ranks.USUAL);
    }

    /// The distribution of lengths in bytes of UTF-8; at least one text was taken.
    Snapshot.Lengths bytes() {
        return bytes.snapshot(Ranks.USUAL);
    }

    /// How many texts have each form.
    Map<String, Long> forms() {
        var forms = new LinkedHashMap<String, Long>();
        for (TextForm form : FORMS) {
            forms.put(form.label(), counts[form.code()]);
        }
        return Collections.unmodifiableMap(forms);
    }
}
