package dev.interim.engine.scan.csv;

import java.util.ArrayList;
import java.util.List;

/// Separated values read one character at a time: what the fast classes are compared with.
///
/// Characters are bytes (ISO 8859-1).
final class SlowCsv {
    /// One line, blank or not.
    ///
    /// @param end behind its line end
    record Line(int start, int end, List<String> fields, boolean isBlank, boolean hasLineEnd) {}

    private enum State {
        FIELD_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final char delimiter;
    private final char quote;
    private final List<Line> lines = new ArrayList<>();
    private List<String> fields = new ArrayList<>();
    private StringBuilder field = new StringBuilder();
    private State state = State.FIELD_START;
    private int lineStart;
    private int openQuote = -1;
    private int quotedLength;

    private SlowCsv(CsvDialect dialect) {
        delimiter = (char) dialect.delimiter();
        quote = dialect.quote() == 0 ? '\uFFFF' : (char) dialect.quote();
    }

    static SlowCsv read(String text, CsvDialect dialect) {
        var csv = new SlowCsv(dialect);
        for (int at = 0; at < text.length(); at++) {
            csv.take(text, at);
        }
        if (csv.lineStart < text.length()) {
            csv.endLine(text, text.length(), text.length());
        }
        return csv;
    }

    private void take(String text, int at) {
        char c = text.charAt(at);
        if (state == State.QUOTED) {
            if (c == quote) {
                state = State.QUOTE_IN_QUOTED;
            } else {
                field.append(c);
            }
        } else if (state == State.QUOTE_IN_QUOTED && c == quote) {
            field.append(c);
            state = State.QUOTED;
        } else if (state == State.FIELD_START && c == quote) {
            state = State.QUOTED;
            openQuote = at;
        } else if (c == delimiter) {
            endField();
        } else if (c == '\n') {
            endLine(text, at, at + 1);
        } else {
            quotedLength = state == State.QUOTE_IN_QUOTED ? field.length() : quotedLength;
            field.append(c);
            state = State.PLAIN;
        }
    }

    private void endField() {
        fields.add(field.toString());
        field = new StringBuilder();
        quotedLength = 0;
        state = State.FIELD_START;
    }

    /// CRs before the line end are part of it, unless they are quoted.
    private void endLine(String text, int lineEnd, int end) {
        boolean isOpen = state == State.QUOTED;
        int least = quotedLength;
        while (state == State.PLAIN
                && field.length() > least
                && field.charAt(field.length() - 1) == '\r') {
            field.setLength(field.length() - 1);
        }
        String raw = text.substring(lineStart, lineEnd);
        endField();
        lines.add(
                new Line(
                        lineStart,
                        end,
                        List.copyOf(fields),
                        raw.chars().allMatch(c -> c == '\r'),
                        end > lineEnd));
        fields = new ArrayList<>();
        lineStart = end;
        state = isOpen ? State.QUOTED : State.FIELD_START;
    }

    List<Line> lines() {
        return lines;
    }

    /// The end of the last line that has a line end, or −1.
    int lastRecordEnd() {
        return lines.stream().filter(Line::hasLineEnd).mapToInt(Line::end).max().orElse(-1);
    }

    /// The quote that is never closed, or −1.
    int unclosedQuote() {
        return state == State.QUOTED ? openQuote : -1;
    }
}
