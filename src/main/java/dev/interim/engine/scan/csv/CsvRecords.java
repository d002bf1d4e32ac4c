package dev.interim.engine.scan.csv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a few records slowly and simply: for looking at the head of a dataset. Blank lines are no
/// records.
final class CsvRecords {
    private final CsvDialect dialect;
    private final byte[] bytes;
    private final int to;
    private int at;

    /// @param from where the first record starts
    CsvRecords(CsvDialect dialect, byte[] bytes, int from, int to) {
        this.dialect = dialect;
        this.bytes = bytes;
        this.to = to;
        at = from;
    }

    /// The fields of the next record; none at the end.
    List<String> next() {
        var fields = new ArrayList<String>();
        read(fields);
        return fields;
    }

    /// How many fields the next record has, 0 at the end; keeps none of them.
    int count() {
        return read(null);
    }

    /// Where the record after the last one starts.
    int position() {
        return at;
    }

    private int read(@Nullable List<String> fields) {
        skipBlankLines();
        int count = 0;
        boolean hasMore = at < to;
        while (hasMore) {
            int end = fieldEnd();
            if (fields != null) {
                fields.add(text(end));
            }
            count++;
            hasMore = end < to && bytes[end] != '\n';
            at = Math.min(end + 1, to);
        }
        return count;
    }

    private void skipBlankLines() {
        int behind = behindBlankLine();
        while (behind > at) {
            at = behind;
            behind = behindBlankLine();
        }
    }

    /// Behind the line that starts here, when it is blank.
    private int behindBlankLine() {
        int end = at < to && bytes[at] == '\r' ? at + 1 : at;
        if (end == to) {
            return to;
        }
        return bytes[end] == '\n' ? end + 1 : at;
    }

    /// The separator or line end behind the field that starts here, or `to`.
    private int fieldEnd() {
        int end = behindQuotes();
        while (end < to && bytes[end] != '\n' && bytes[end] != dialect.delimiter()) {
            end++;
        }
        return end;
    }

    private int behindQuotes() {
        if (at == to || !dialect.isQuote(bytes[at])) {
            return at;
        }
        int closed = CsvBoundaries.closed(bytes, at + 1, to, dialect.quote());
        return closed < 0 ? to : closed;
    }

    private String text(int end) {
        int plain = behindQuotes();
        boolean isLast = end == to || bytes[end] == '\n';
        int plainEnd = isLast && end > plain && bytes[end - 1] == '\r' ? end - 1 : end;
        return quoted(at, plain) + string(plain, plainEnd);
    }

    /// The text in quotes that fills `[from, end)`; the closing one may be missing.
    private String quoted(int from, int end) {
        if (from == end) {
            return "";
        }
        boolean isClosed = end > from + 1 && dialect.isQuote(bytes[end - 1]);
        String quote = Character.toString(dialect.quote());
        return string(from + 1, isClosed ? end - 1 : end).replace(quote + quote, quote);
    }

    private String string(int from, int end) {
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
