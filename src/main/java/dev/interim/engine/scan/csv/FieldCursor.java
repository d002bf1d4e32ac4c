package dev.interim.engine.scan.csv;

import java.nio.charset.StandardCharsets;

/// Reads one field after another, byte by byte, in any dialect: slowly and simply.
///
/// One owner.
final class FieldCursor {
    private final byte[] separator;
    private final byte quote;
    private final byte escape;
    private final byte comment;
    private final boolean isDoubling;
    private final boolean isEndedByCr;
    private final boolean isSkippingBlanks;

    private byte[] bytes = new byte[0];
    private int to;
    private int at;
    private int start;
    private int end;
    private int closing;
    private boolean isQuoted;
    private boolean isOpen;
    private boolean isLast;

    FieldCursor(CsvDialect dialect) {
        separator = dialect.separatorBytes();
        quote = dialect.quote();
        escape = dialect.escape();
        comment = dialect.comment();
        isDoubling = dialect.isDoubling();
        isEndedByCr = dialect.isEndedByCr();
        isSkippingBlanks = dialect.isSkippingBlanks();
    }

    /// Goes to the start of a record.
    void start(byte[] text, int from, int until) {
        bytes = text;
        at = from;
        to = until;
    }

    /// Where the next field starts, or the next record behind the last field of one.
    int position() {
        return at;
    }

    /// Whether the line here is a comment; if so goes behind it. At the start of a record.
    boolean skipComment() {
        if (comment == 0 || at == to || bytes[at] != comment) {
            return false;
        }
        while (at < to && !isLineEnd(at)) {
            at++;
        }
        at = behindLineEnd(at);
        return true;
    }

    /// Whether the line here is blank; if so goes behind it. At the start of a record.
    boolean skipBlankLine() {
        int next = at;
        while (!isEndedByCr && next < to && bytes[next] == '\r') {
            next++;
        }
        if (next < to && !isLineEnd(next)) {
            return false;
        }
        at = behindLineEnd(next);
        return true;
    }

    /// Reads the field here.
    void next() {
        int place = at;
        while (isSkippingBlanks && place < to && bytes[place] == ' ') {
            place++;
        }
        start = place;
        isOpen = false;
        isQuoted = quote != 0 && place < to && bytes[place] == quote;
        if (isQuoted) {
            closing = closing(place + 1);
            isOpen = closing == to;
            place = isOpen ? to : closing + 1;
        }
        while (place < to && !isLineEnd(place) && !isSeparator(place)) {
            place += escapesOutside(place) ? 2 : 1;
        }
        end = Math.min(place, to);
        isLast = end == to || isLineEnd(end);
        at = isLast ? behindLineEnd(end) : end + separator.length;
        if (isLast) {
            cutCr();
        }
    }

    private boolean escapesOutside(int place) {
        return quote == 0 && escape != 0 && bytes[place] == escape;
    }

    private void cutCr() {
        int least = isQuoted && !isOpen ? closing + 1 : isQuoted ? end : start;
        while (end > least && bytes[end - 1] == '\r') {
            end--;
        }
    }

    private int closing(int from) {
        int place = from;
        while (place < to) {
            if (!isDoubling && bytes[place] == escape) {
                place += 2;
            } else if (bytes[place] != quote) {
                place++;
            } else if (isDoubling && place + 1 < to && bytes[place + 1] == quote) {
                place += 2;
            } else {
                return place;
            }
        }
        return to;
    }

    private boolean isSeparator(int place) {
        if (place + separator.length > to) {
            return false;
        }
        for (int i = 0; i < separator.length; i++) {
            if (bytes[place + i] != separator[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isLineEnd(int place) {
        return bytes[place] == '\n' || (isEndedByCr && bytes[place] == '\r');
    }

    /// CRs and the LF behind them are one line end; CRs alone are one each.
    private int behindLineEnd(int place) {
        if (place >= to) {
            return to;
        }
        int next = place;
        while (next < to && bytes[next] == '\r') {
            next++;
        }
        return next < to && bytes[next] == '\n' ? next + 1 : place + 1;
    }

    /// Where the field starts, with its quote.
    int from() {
        return start;
    }

    /// Where the field ends, with its quote, without CRs before the line end.
    int to() {
        return end;
    }

    /// Whether it starts with a quote.
    boolean isQuoted() {
        return isQuoted;
    }

    /// Whether its quote is never closed.
    boolean isOpen() {
        return isOpen;
    }

    /// Where the quote stands that closes it.
    int closing() {
        return closing;
    }

    /// Whether text stands behind the quote that closes it.
    boolean hasTail() {
        if (!isQuoted || isOpen) {
            return false;
        }
        for (int place = closing + 1; place < end; place++) {
            if (bytes[place] != ' ' && bytes[place] != '\r') {
                return true;
            }
        }
        return false;
    }

    /// Whether it is the last of its record.
    boolean isLast() {
        return isLast;
    }

    /// Takes quotes and escapes away in place; answers the new end, of what starts at [#from].
    int plainInPlace() {
        return plain(bytes, start);
    }

    /// The field without quotes and escapes.
    String text() {
        byte[] text = new byte[end - start];
        return new String(text, 0, plain(text, 0), StandardCharsets.UTF_8);
    }

    private int plain(byte[] text, int first) {
        int until = isQuoted && !isOpen ? closing : end;
        boolean hasEscapes = isQuoted || (quote == 0 && escape != 0);
        int write = first;
        int read = isQuoted ? start + 1 : start;
        while (read < until) {
            boolean escapes = hasEscapes && bytes[read] == escape && read + 1 < until;
            read += escapes ? 1 : 0;
            text[write++] = bytes[read++];
        }
        for (read = until + 1; read < end; read++) {
            text[write++] = bytes[read];
        }
        return write;
    }
}
