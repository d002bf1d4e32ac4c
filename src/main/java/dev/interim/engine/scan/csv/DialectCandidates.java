package dev.interim.engine.scan.csv;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The dialects in which a sample may be written.
///
/// @param separator what the caller says, `null` to find out; so the others
/// @param quote 0 for none
/// @param escape what stands before a quote that is part of its field
/// @param comment lines that start with it are no records; 0 for none
record DialectCandidates(
        @Nullable String separator, @Nullable Byte quote, @Nullable Byte escape, byte comment) {
    private static final String USUAL = ",;\t|";

    /// What may separate fields, too, but is found in text as well.
    private static final String RARE = "^~:#!%&*@$+=/ ";

    private static final byte BACKSLASH = '\\';

    /// All of them, the likeliest first; a separator that is in fewer than half of the lines is
    /// none, and a quote that starts no field.
    List<CsvDialect> in(byte[] bytes, int from, int to) {
        var seen = new Seen(bytes, from, to);
        var dialects = new ArrayList<CsvDialect>();
        for (boolean isEndedByCr : lineEnds(seen)) {
            for (byte mark : quotes(seen)) {
                for (byte before : escapes(seen, mark)) {
                    for (String between : separators(seen, isEndedByCr)) {
                        add(dialects, between, mark, before, isEndedByCr, seen);
                    }
                }
            }
        }
        return dialects;
    }

    private void add(
            List<CsvDialect> dialects,
            String between,
            byte mark,
            byte before,
            boolean isEndedByCr,
            Seen seen) {
        if (mark == between.charAt(0)) {
            return;
        }
        boolean isRun = between.equals(" ") && separator == null;
        dialects.add(new CsvDialect(between, mark, before, comment, isEndedByCr, isRun));
        if (!isRun && mark != 0 && seen.hasBlankBefore(mark)) {
            dialects.add(new CsvDialect(between, mark, before, comment, isEndedByCr, true));
        }
    }

    private static List<Boolean> lineEnds(Seen seen) {
        if (!seen.hasLoneCr) {
            return List.of(false);
        }
        return seen.lines < 2 ? List.of(true) : List.of(false, true);
    }

    private List<Byte> quotes(Seen seen) {
        if (quote != null) {
            return List.of(quote);
        }
        var quotes = new ArrayList<Byte>();
        quotes.add((byte) '"');
        if (seen.startsField('\'')) {
            quotes.add((byte) '\'');
        }
        if (seen.startsField('"')) {
            quotes.add((byte) 0);
        }
        return quotes;
    }

    private List<Byte> escapes(Seen seen, byte mark) {
        if (escape != null) {
            return List.of(mark == 0 && escape != BACKSLASH ? mark : escape);
        }
        return mark != 0 && seen.hasBackslashBefore(mark)
                ? List.of(mark, BACKSLASH)
                : List.of(mark);
    }

    private List<String> separators(Seen seen, boolean isEndedByCr) {
        if (separator != null) {
            return List.of(separator);
        }
        var separators = new ArrayList<String>();
        for (int i = 0; i < USUAL.length(); i++) {
            char usual = USUAL.charAt(i);
            if (seen.all[usual] > 0) {
                separators.add(Character.toString(usual));
            }
        }
        separators.add(separators.contains(",") ? CsvDialect.NONE : ",");
        for (int i = 0; i < RARE.length(); i++) {
            addRare(separators, RARE.charAt(i), seen, isEndedByCr);
        }
        for (char control = 1; control < ' '; control++) {
            if ("\t\n\r".indexOf(control) < 0) {
                addRare(separators, control, seen, isEndedByCr);
            }
        }
        return separators;
    }

    private static void addRare(List<String> to, char rare, Seen seen, boolean isEndedByCr) {
        int lines = isEndedByCr ? seen.crLines + seen.lines : seen.lines;
        if (seen.all[rare] > 0
                && 2L * seen.all[rare] >= lines
                && (isEndedByCr || 2L * seen.inLines[rare] >= lines)) {
            to.add(Character.toString(rare));
        }
    }

    /// Which bytes occur where.
    private static final class Seen {
        private final int[] all = new int[256];
        private final int[] inLines = new int[256];
        private final int[] lastLine = new int[256];
        private final boolean[] startsField = new boolean[256];
        private final boolean[] isBehindBlank = new boolean[256];
        private final boolean[] isBehindBackslash = new boolean[256];
        private boolean hasLoneCr;
        private int lines;
        private int crLines;

        Seen(byte[] bytes, int from, int to) {
            int before = '\n';
            int beforeThat = '\n';
            for (int at = from; at < to; at++) {
                int value = bytes[at] & 0xFF;
                see(value, before, beforeThat);
                if (value == '\r' && !isBeforeLineEnd(bytes, at, to)) {
                    hasLoneCr = true;
                    crLines++;
                }
                beforeThat = before;
                before = value;
            }
            lines += before == '\n' || before == '\r' ? 0 : 1;
        }

        private void see(int value, int before, int beforeThat) {
            all[value]++;
            if (lastLine[value] != lines + 1) {
                lastLine[value] = lines + 1;
                inLines[value]++;
            }
            if (value == '\n') {
                lines++;
            }
            startsField[value] |= isBetween(before) || (before == ' ' && isBetween(beforeThat));
            isBehindBlank[value] |= before == ' ' && isBetween(beforeThat) && beforeThat >= ' ';
            isBehindBackslash[value] |= before == BACKSLASH;
        }

        private static boolean isBetween(int value) {
            return value < ' '
                    || value == '|'
                    || USUAL.indexOf(value) >= 0
                    || value == '^'
                    || value == '~';
        }

        private static boolean isBeforeLineEnd(byte[] bytes, int cr, int to) {
            int at = cr;
            while (at < to && bytes[at] == '\r') {
                at++;
            }
            return at == to || bytes[at] == '\n';
        }

        boolean startsField(char value) {
            return startsField[value];
        }

        boolean hasBlankBefore(byte value) {
            return isBehindBlank[value];
        }

        boolean hasBackslashBefore(byte value) {
            return isBehindBackslash[value];
        }
    }
}
