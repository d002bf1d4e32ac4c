package dev.interim.engine.scan;

import dev.interim.engine.scan.csv.CsvHints;
import dev.interim.engine.scan.csv.RaggedRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the caller says about separated values; what is `null` is detected.
///
/// @param hints how fields and records are told apart, and where they start
/// @param ragged what becomes of records with another number of fields
/// @param nulls the texts that stand for no value, also among the strings of JSON; `null` for
///   [#USUAL_NULLS] in separated values and none in JSON
public record CsvOptions(CsvHints hints, RaggedRows ragged, @Nullable List<String> nulls) {
    /// What stands for no value in separated values unless the caller says otherwise.
    public static final List<String> USUAL_NULLS = List.of("", "NA", "NULL");

    /// Everything is detected.
    public static final CsvOptions AUTO = new CsvOptions(CsvHints.NONE, RaggedRows.PAD, null);

    private static final int MAX_SEPARATOR = 8;

    /// Checks that the characters can be told apart.
    public CsvOptions {
        nulls = nulls == null ? null : List.copyOf(nulls);
        requireSeparator(hints.separator());
        requireCharacter("quote", hints.quote(), 0);
        requireCharacter("escape", hints.escape(), 1);
        requireCharacter("comment", hints.comment(), 1);
        requireDifferent(hints);
        if (hints.skipRows() != null && hints.skipRows() < 0) {
            throw new IllegalArgumentException("skipRows must not be negative");
        }
    }

    /// The usual ones.
    ///
    /// @param delimiter the separator between fields, one ASCII character
    /// @param quote the quote character, one ASCII character; 0 for none
    /// @param header whether the first record names the columns
    /// @param nulls the texts that stand for no value
    public CsvOptions(
            @Nullable Byte delimiter,
            byte quote,
            @Nullable Boolean header,
            @Nullable List<String> nulls) {
        this(
                new CsvHints(
                        delimiter == null ? null : Character.toString(delimiter & 0xFF),
                        quote,
                        null,
                        null,
                        header,
                        null),
                RaggedRows.PAD,
                nulls);
    }

    private static void requireSeparator(@Nullable String separator) {
        if (separator == null) {
            return;
        }
        boolean isGood = !separator.isEmpty() && separator.length() <= MAX_SEPARATOR;
        for (int i = 0; i < separator.length(); i++) {
            char c = separator.charAt(i);
            isGood &= c != '\n' && c != '\r' && c > 0 && c < 0x80;
        }
        if (!isGood) {
            throw new IllegalArgumentException(
                    "delimiter must be one to %d ASCII characters".formatted(MAX_SEPARATOR));
        }
    }

    private static void requireCharacter(String what, @Nullable Byte value, int least) {
        if (value != null && (value == '\n' || value == '\r' || value < least)) {
            throw new IllegalArgumentException(what + " must be one ASCII character");
        }
    }

    private static void requireDifferent(CsvHints hints) {
        String separator = hints.separator();
        if (separator != null && hints.quote() != null && separator.charAt(0) == hints.quote()) {
            throw new IllegalArgumentException("delimiter and quote must differ");
        }
        if (separator != null && hints.escape() != null && separator.charAt(0) == hints.escape()) {
            throw new IllegalArgumentException("delimiter and escape must differ");
        }
    }
}
