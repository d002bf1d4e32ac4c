package dev.interim.engine.scan.csv;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// How fields and records are told apart.
///
/// A field that *starts* with the quote character is quoted: until the closing quote, separators
/// and line ends are part of it. A quote anywhere else is an ordinary character (`5" pipe`).
///
/// @param separator what stands between fields: one or several bytes, each a character here
/// @param quote the quote character, 0 for none
/// @param escape what stands before a quote that is part of its field: the quote itself, or a
///   backslash say
/// @param comment lines that start with it are no records; 0 for none
/// @param isEndedByCr whether CR alone ends a record; LF and CRLF always do
/// @param isSkippingBlanks whether blanks before a field are no part of it
public record CsvDialect(
        String separator,
        byte quote,
        byte escape,
        byte comment,
        boolean isEndedByCr,
        boolean isSkippingBlanks) {
    /// A byte that is in no text: separates nothing, for tables of one column.
    static final String NONE = "\u00FF";

    /// The dialect of RFC 4180 with another separator or quote.
    ///
    /// @param delimiter the separator between fields
    /// @param quote the quote character, 0 for none
    public CsvDialect(byte delimiter, byte quote) {
        this(Character.toString(delimiter & 0xFF), quote, quote, (byte) 0, false, false);
    }

    /// The dialects that are usual with this quote character, the likeliest first.
    public static List<CsvDialect> usual(byte quote) {
        return Stream.of(',', ';', '\t', '|')
                .map(delimiter -> new CsvDialect((byte) delimiter.charValue(), quote))
                .toList();
    }

    /// The first byte of the separator.
    public byte delimiter() {
        return (byte) separator.charAt(0);
    }

    /// The bytes of the separator.
    byte[] separatorBytes() {
        return separator.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Whether a quote inside of a quoted field is written twice.
    boolean isDoubling() {
        return escape == quote;
    }

    /// Whether the fast index knows all of it: one byte separates, quotes are doubled, LF ends.
    boolean isUsual() {
        return separator.length() == 1
                && isDoubling()
                && comment == 0
                && !isEndedByCr
                && !isSkippingBlanks;
    }

    CsvDialect withSeparator(String other) {
        return new CsvDialect(other, quote, escape, comment, isEndedByCr, isSkippingBlanks);
    }
}
