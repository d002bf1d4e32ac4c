package dev.interim.engine.scan.csv;

import java.util.List;
import java.util.stream.Stream;

/// How fields and records are told apart.
///
/// Records end with LF or CRLF. A field that *starts* with the quote character is quoted: until the
/// closing quote, separators and line ends are part of it and two quotes stand for one. A quote
/// anywhere else is an ordinary character (`5" pipe`).
///
/// @param delimiter the separator between fields
/// @param quote the quote character, 0 for none
public record CsvDialect(byte delimiter, byte quote) {
    /// The dialects that are usual with this quote character, the likeliest first.
    public static List<CsvDialect> usual(byte quote) {
        return Stream.of(',', ';', '\t', '|')
                .map(delimiter -> new CsvDialect((byte) delimiter.charValue(), quote))
                .toList();
    }

    /// Whether a quoted field starts with this byte.
    boolean isQuote(byte value) {
        return value == quote && quote != 0;
    }
}
