package dev.interim.engine.scan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the caller says about separated values; what is `null` is detected.
///
/// @param delimiter the separator between fields, one ASCII character
/// @param quote the quote character, one ASCII character; 0 for none
/// @param header whether the first record names the columns
/// @param nulls the texts that stand for no value, also among the strings of JSON; `null` for
///   [#USUAL_NULLS] in separated values and none in JSON
public record CsvOptions(
        @Nullable Byte delimiter,
        byte quote,
        @Nullable Boolean header,
        @Nullable List<String> nulls) {
    /// What stands for no value in separated values unless the caller says otherwise.
    public static final List<String> USUAL_NULLS = List.of("", "NA", "NULL");

    /// Everything is detected; `"` quotes.
    public static final CsvOptions AUTO = new CsvOptions(null, (byte) '"', null, null);

    /// Checks that the characters can be told apart.
    public CsvOptions {
        nulls = nulls == null ? null : List.copyOf(nulls);
        if (delimiter != null && delimiter == quote) {
            throw new IllegalArgumentException("delimiter and quote must differ");
        }
        if (quote == '\n' || quote == '\r' || quote < 0) {
            throw new IllegalArgumentException("quote must be one ASCII character");
        }
        if (delimiter != null && (delimiter == '\n' || delimiter == '\r' || delimiter <= 0)) {
            throw new IllegalArgumentException("delimiter must be one ASCII character");
        }
    }
}
